package io.tierline.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Keeps one program running until it is told to stop: whenever the process ends by itself or is killed, it is
 * started again with a back-off. Its output goes to its log file, its pid to its pid file.
 */
final class Supervised {
    private static final Duration LOOK = Duration.ofMillis(100);
    /** A program that dies this often before it was ever ready will not come up by trying on. */
    private static final int DEATHS_BEFORE_GIVING_UP = 3;

    /** Exit codes of processes that were ended from outside: HUP, INT, KILL, TERM. A crash of its own is ABRT or SEGV. */
    private static final Set<Integer> ENDED_BY_OTHERS = Set.of(128 + 1, 128 + 2, 128 + 9, 128 + 15);

    /** How a life of the process ended. */
    private record End(String how, boolean ofItself) {}

    private final Program program;
    private final DataDirectory data;
    private final Consumer<String> say;
    private final Thread watcher;

    private Process process;
    private boolean stopping;
    private boolean everReady;
    private int deaths;

    Supervised(Program program, DataDirectory data, Consumer<String> say) {
        this.program = program;
        this.data = data;
        this.say = say;
        this.watcher = new Thread(this::watch, "watch-" + program.name());
        watcher.setDaemon(true);
    }

    /** Starts the program, with a log file of its own for this run; does not wait until it is ready. */
    void start() throws IOException {
        Path log = data.log(program.name());
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(program.name() + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        watcher.start();
    }

    /** Waits until the program is ready for the first time; says with the end of its log why it does not get there. */
    synchronized void awaitReady(Duration atMost) throws StartFailure, InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!everReady) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (deaths >= DEATHS_BEFORE_GIVING_UP) {
                throw notReady("keeps dying while it starts");
            }
            if (left <= 0) {
                throw notReady("is not ready after " + atMost.toSeconds() + " s");
            }
            wait(left);
        }
    }

    private StartFailure notReady(String what) {
        return new StartFailure(
                program.name() + " " + what + ". The end of its log, " + data.log(program.name()) + ":\n" + logTail());
    }

    private String logTail() {
        try (Stream<String> lines = Files.lines(data.log(program.name()), StandardCharsets.ISO_8859_1)) {
            List<String> all = lines.toList();
            return "  " + String.join("\n  ", all.subList(Math.max(0, all.size() - 25), all.size()));
        } catch (IOException | UncheckedIOException noLog) {
            return "  (no log)";
        }
    }

    /** Tells the program to stop, and the supervision that this is meant; returns at once. */
    void requestStop() {
        Process running;
        synchronized (this) {
            stopping = true;
            running = process;
            notifyAll();
        }
        if (running != null && running.isAlive()) {
            try {
                Processes.signal(running.pid(), program.stopSignal());
            } catch (IOException noShell) {
                running.destroy();
            }
        }
    }

    /** Waits until the program has stopped after {@link #requestStop}; kills it if it takes longer than the grace. */
    void awaitStop(Duration grace) throws InterruptedException {
        Process running;
        synchronized (this) {
            running = process;
        }
        if (running != null && !running.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
            say.accept(program.name() + " did not stop within " + grace.toSeconds() + " s and was killed");
            running.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
        watcher.join(2000);
    }

    private void watch() {
        Backoff backoff = new Backoff();
        try {
            while (!isStopping()) {
                long started = System.nanoTime();
                End end = run();
                if (isStopping()) {
                    return;
                }
                Duration pause = end.ofItself()
                        ? backoff.afterRunningFor(Duration.ofNanos(System.nanoTime() - started))
                        : backoff.afterOutsideCause();
                say.accept(String.format(
                        Locale.ROOT,
                        "%s %s; starting it again in %.1f s",
                        program.name(),
                        end.how(),
                        pause.toMillis() / 1000.0));
                rest(pause);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** One life of the process; how it ended. */
    private End run() throws InterruptedException {
        try {
            program.prepare();
            Process running = launch();
            if (running == null) {
                return new End("was not started", false);
            }
            boolean noted = false;
            boolean ready = false;
            do {
                noted = noted || note(running);
                if (!ready && !isStopping() && looksReady()) {
                    ready = true;
                    becameReady();
                }
            } while (!running.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS));
            Files.deleteIfExists(data.pid(program.name()));
            int code = running.exitValue();
            return new End(
                    code > 128 ? "was killed by signal " + (code - 128) : "ended with exit code " + code,
                    !ENDED_BY_OTHERS.contains(code));
        } catch (IOException | RuntimeException e) {
            // Whatever it is, it may be better next time; a watcher that ends on it would leave the program unwatched.
            return new End("cannot be started (" + e.getMessage() + ")", false);
        }
    }

    /** Writes the pid file; on a full disk the process runs without one until there is room. */
    private boolean note(Process running) {
        try {
            Files.writeString(data.pid(program.name()), running.pid() + "\n");
            return true;
        } catch (IOException later) {
            return false;
        }
    }

    /** Starts the process unless the stack is being stopped: then nothing may be left behind. */
    private synchronized Process launch() throws IOException {
        if (stopping) {
            return null;
        }
        ProcessBuilder builder = program.command();
        // A session of its own: Ctrl-C in the terminal reaches the launcher alone, which then stops all in order.
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(builder.command());
        builder.command(command);
        File log = data.log(program.name()).toFile();
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private boolean looksReady() {
        try {
            return program.isReady();
        } catch (Exception notYet) {
            return false;
        }
    }

    private void becameReady() {
        boolean again;
        synchronized (this) {
            again = everReady;
            everReady = true;
            notifyAll();
        }
        if (again) {
            say.accept(program.name() + " is ready again");
        }
    }

    private synchronized void rest(Duration pause) throws InterruptedException {
        deaths++;
        notifyAll();
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toMillis(); left > 0 && !stopping; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
    }

    private synchronized boolean isStopping() {
        return stopping;
    }
}
