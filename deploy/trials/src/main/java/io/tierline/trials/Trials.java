package io.tierline.trials;

import io.tierline.trials.fuzz.Fuzzer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

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
        TrialStack stack = TrialStack.start(directory, DISK_MEGABYTES);
        Thread atExit = new Thread(() -> stop(stack), "stop"); // for a run that is broken off
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            return options.containsKey("--fuzz")
                    ? fuzz(stack, options, seed)
                    : new Trial(stack, seed, TARGET.resolve("history-" + seed + ".ndjson"), System.out)
                            .run(Duration.ofMinutes(options.getOrDefault("--minutes", 5L)));
        } finally {
            Runtime.getRuntime().removeShutdownHook(atExit);
            keepLogs(stack, seed);
            stop(stack);
        }
    }

    private static int fuzz(TrialStack stack, Map<String, Long> options, long seed)
            throws IOException, InterruptedException {
        Map<String, URI> services = new LinkedHashMap<>();
        Stack.SERVICES.forEach(service -> services.put(service, stack.first().address(service)));
        Set<Integer> only =
                options.containsKey("--only") ? Set.of(options.get("--only").intValue()) : Set.of();
        return new Fuzzer(services, stack.first()::token, stack.first()::pid, "fuzz-" + seed, System.out)
                .run(seed, options.get("--fuzz").intValue(), only);
    }

    /** The disk of the stack may be one that goes away with it. */
    private static void keepLogs(TrialStack stack, long seed) throws IOException {
        for (Stack instance : stack.instances()) {
            Path kept = TARGET.resolve("logs-" + seed)
                    .resolve(instance.logs().getParent().getFileName());
            Files.createDirectories(kept);
            try (Stream<Path> logs = Files.list(instance.logs())) {
                for (Path log : logs.toList()) {
                    Files.copy(log, kept.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void stop(TrialStack stack) {
        try {
            stack.stop();
        } catch (IOException | InterruptedException e) {
            System.err.println("The stack is not stopped: " + e);
        }
    }
}
