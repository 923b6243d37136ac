package io.tierline.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** {@code deploy/down}: stops the stack of a data directory, and what a killed launcher left behind. */
public final class Down {
    private static final String USAGE = """
            Usage: ./deploy/down [--data DIR]

            Stops the services, Kafka and PostgreSQL that ./deploy/up started. The data stays.

              --data DIR  the data directory of the stack, deploy/local/data by default
            """;

    /** Longer than a launcher takes when every program has to be killed. */
    private static final Duration LAUNCHER_STOPS = Duration.ofSeconds(120);

    private Down() {}

    /** Exit code 0 when nothing runs any more, whether or not anything did; 2 for a wrong command line. */
    public static void main(String[] args) throws Exception {
        if (List.of(args).contains("--help")) {
            System.out.print(USAGE);
            return;
        }
        try {
            Arguments arguments = new Arguments(args, Set.of(), Set.of("--data"));
            Path root = UpOptions.data(arguments);
            arguments.refuseFaults();
            if (!Files.isDirectory(root)) {
                System.out.println("Nothing was running: there is no " + root);
                return;
            }
            stop(DataDirectory.at(root));
        } catch (BadUsage e) {
            e.faults().forEach(System.err::println);
            System.exit(BadUsage.EXIT_CODE);
        }
    }

    private static void stop(DataDirectory data) throws IOException, InterruptedException {
        OptionalLong pid = LauncherLock.holder(data);
        Optional<LauncherLock> lock = LauncherLock.tryTake(data);
        boolean stopped = false;
        if (lock.isEmpty()) {
            Optional<ProcessHandle> launcher = pid.isPresent() ? ProcessHandle.of(pid.getAsLong()) : Optional.empty();
            if (launcher.isPresent()) {
                Processes.end(launcher.get(), "TERM", LAUNCHER_STOPS);
                System.out.println("Stopped the stack in " + data.root() + " (process " + pid.getAsLong() + ")");
                stopped = true;
            }
            lock = LauncherLock.tryTake(data);
        }
        if (lock.isEmpty()) {
            System.err.println("Another launcher has just started for " + data.root() + "; try again");
            System.exit(1);
        }
        stopped |= Orphans.end(data, System.out::println) > 0;
        Files.deleteIfExists(data.pid("up"));
        Files.deleteIfExists(Detached.readyFile(data));
        if (!stopped) {
            System.out.println("Nothing was running for " + data.root());
        }
    }
}
