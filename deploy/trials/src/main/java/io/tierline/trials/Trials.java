package io.tierline.trials;

import io.tierline.trials.fuzz.Fuzzer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** {@code deploy/trials/run}: a load on a stack of its own while parts of it fail, or random requests to it. */
public final class Trials {
    private static final Path TARGET = Path.of("deploy/trials/target").toAbsolutePath();
    private static final int DISK_MEGABYTES = 3_000;
    private static final String USAGE = """
            Usage: ./deploy/trials/run [--minutes N] [--seed N]
                   ./deploy/trials/run --fuzz N [--seed N] [--only K]

            Starts a stack of its own with two instances of each service, in deploy/trials/target/stack.

              --minutes N  plays calls, corrections and all else for N minutes (5 by default) while parts of the stack are
                           killed, paused, silenced and restarted, then judges everything by a model of its own
              --fuzz N     sends N random requests, most of them wrong, and judges each response
              --seed N     the same faults at the same operations, the same requests; a new one is printed otherwise
              --only K     sends the fuzzer's request K alone, after the valid ones

            The history of a trial is deploy/trials/target/history-<seed>.ndjson; HISTORY.md describes it. The exit code is 1 when a
            promise was broken, 2 for a wrong command line.
            """;

    private Trials() {}

    /** Exit code 1 when something is wrong with the stack, 2 for a wrong command line. */
    public static void main(String[] arguments) throws Exception {
        Map<String, Long> options = new LinkedHashMap<>();
        try {
            for (int i = 0; i < arguments.length; i += 2) {
                if (!Set.of("--minutes", "--seed", "--fuzz", "--only").contains(arguments[i])) {
                    System.out.print(USAGE);
                    System.exit(arguments[i].equals("--help") ? 0 : 2);
                }
                options.put(arguments[i], Long.parseLong(arguments[i + 1]));
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            System.err.print(USAGE);
            System.exit(2);
        }
        long seed = options.getOrDefault("--seed", (long) new Random().nextInt(1_000_000));
        System.out.println("Seed " + seed);
        System.exit(run(options, seed) == 0 ? 0 : 1);
    }

    private static int run(Map<String, Long> options, long seed) throws IOException, InterruptedException {
        Path directory = TARGET.resolve("stack");
        Thread atExit = new Thread(() -> stop(directory), "stop"); // for a run that is broken off
        Runtime.getRuntime().addShutdownHook(atExit);
        TrialStack stack = TrialStack.start(directory, DISK_MEGABYTES);
        try {
            return options.containsKey("--fuzz")
                    ? fuzz(stack, options, seed)
                    : trial(stack, Duration.ofMinutes(options.getOrDefault("--minutes", 5L)), seed);
        } finally {
            stack.keepLogs(TARGET.resolve("logs-" + seed));
        }
    }

    private static int trial(TrialStack stack, Duration time, long seed) throws IOException, InterruptedException {
        Path history = TARGET.resolve("history-" + seed + ".ndjson");
        return new Trial(stack, seed, history, Trial.PROMISED, System.out)
                .run(time)
                .size();
    }

    private static int fuzz(TrialStack stack, Map<String, Long> options, long seed)
            throws IOException, InterruptedException {
        Set<Integer> only =
                options.containsKey("--only") ? Set.of(options.get("--only").intValue()) : Set.of();
        return Fuzzer.of(stack.first(), "fuzz-" + seed, System.out)
                .run(seed, options.get("--fuzz").intValue(), only);
    }

    private static void stop(Path directory) {
        try {
            TrialStack.stop(directory);
        } catch (IOException | InterruptedException e) {
            System.err.println("The stack is not stopped: " + e);
        }
    }
}
