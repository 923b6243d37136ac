package io.tierline.local;

import io.tierline.local.demo.Demo;
import io.tierline.local.demo.DemoFailure;
import io.tierline.local.demo.DemoTarget;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code deploy/up}: starts the stack and keeps it running until it is told to stop. */
public final class Up {
    private final UpOptions options;
    private final DataDirectory data;
    private volatile boolean announced;

    private Up(UpOptions options, DataDirectory data) {
        this.options = options;
        this.data = data;
    }

    /** Exit code 1 when the stack cannot be started, 2 for a wrong command line. */
    public static void main(String[] args) throws Exception {
        if (List.of(args).contains("--help")) {
            System.out.print(UpOptions.USAGE);
            return;
        }
        try {
            UpOptions options = UpOptions.parse(args);
            System.exit(new Up(options, DataDirectory.at(options.data())).run(args));
        } catch (BadUsage e) {
            e.faults().forEach(System.err::println);
            System.exit(BadUsage.EXIT_CODE);
        } catch (StartFailure e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private int run(String[] args) throws Exception {
        Optional<LauncherLock> lock = LauncherLock.tryTake(data);
        if (lock.isEmpty()) {
            return alreadyRunning();
        }
        if (options.detach() && !Detached.isThisOne()) {
            lock.get().close();
            return Detached.start(args, data);
        }
        Files.deleteIfExists(Detached.readyFile(data));
        Files.writeString(data.pid("up"), ProcessHandle.current().pid() + "\n");
        Orphans.end(data, this::say);
        PortUse.requireFree(options.ports(), options.portOffset());
        requireReachable();

        Path publicKey = SigningKey.of(data).publicFile();
        Stack stack = new Stack(options, data, UpOptions.home(), publicKey, this::say);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack), "stop"));
        say("Starting PostgreSQL, Kafka and the services; their data and logs are in " + data.root());
        stack.start();
        Announcement.make(options, data, System.out::println);
        announced = true;
        int exitCode = options.demo() ? playDemo(options) : 0;
        DataDirectory.replace(Detached.readyFile(data), exitCode + "\n");
        Thread.currentThread().join(); // until a signal ends this JVM
        return 0;
    }

    private int alreadyRunning() throws BadUsage, IOException, GeneralSecurityException, InterruptedException {
        OptionalLong launcher = LauncherLock.holder(data);
        if (launcher.isEmpty() || !Files.exists(Detached.readyFile(data))) {
            System.err.println("Tierline is being started or stopped for " + data.root() + " just now");
            return 1;
        }
        System.out.println(
                "Tierline is already running for " + data.root() + " (process " + launcher.getAsLong() + ")");
        UpOptions running = LauncherLock.optionsOf(launcher.getAsLong());
        Announcement.make(running, data, System.out::println);
        return options.demo() ? playDemo(running) : 0;
    }

    /** Plays the demo on a stack that is up; a demo that fails leaves the stack up, for a look at why. */
    private int playDemo(UpOptions running) throws IOException, GeneralSecurityException, InterruptedException {
        SigningKey key = SigningKey.of(data);
        Map<String, String> tokens = new HashMap<>();
        for (String role : List.of("telephony", "manager", "bi")) {
            tokens.put(role, Announcement.token(key, role, data));
        }
        try {
            Demo.play(
                    new DemoTarget(
                            URI.create("http://127.0.0.1:" + running.callPort()),
                            URI.create("http://127.0.0.1:" + running.gradingPort()),
                            URI.create("http://127.0.0.1:" + running.analyticsPort()),
                            tokens),
                    System.out::println);
            return 0;
        } catch (DemoFailure e) {
            System.err.println("The demo stopped. " + e.getMessage());
            return 1;
        }
    }

    private void requireReachable() throws StartFailure, InterruptedException {
        if (options.kafka().isPresent() && !Topics.isReachable(options.kafka().get())) {
            throw new StartFailure("No Kafka answers at " + options.kafka().get());
        }
        if (options.postgres().isPresent()) {
            try {
                options.postgres().get().connect().close();
            } catch (SQLException e) {
                throw new StartFailure(
                        "PostgreSQL at " + options.postgres().get().address() + ": " + e.getMessage());
            }
        }
    }

    private void stop(Stack stack) {
        try {
            say("Stopping …");
            stack.stop();
            Files.deleteIfExists(Detached.readyFile(data));
            Files.deleteIfExists(data.pid("up"));
            say("Stopped. The data stays in " + data.root());
        } catch (IOException | InterruptedException e) {
            say("Not all could be stopped: " + e);
        }
    }

    /** With the time once the stack runs: then lines come hours apart. */
    private void say(String line) {
        System.out.println(announced ? LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + line : line);
    }
}
