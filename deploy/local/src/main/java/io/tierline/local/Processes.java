package io.tierline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What Linux tells in {@code /proc} about processes, and the ways to end one. */
final class Processes {
    private static final Path PROC = Path.of("/proc");

    private Processes() {}

    /** The words of a process's command line; empty when it is gone. */
    static List<String> commandLine(long pid) {
        try {
            return List.of(Files.readString(PROC.resolve(pid + "/cmdline")).split("\0"));
        } catch (IOException gone) {
            return List.of();
        }
    }

    /** Whether the process was started for this data directory: a pid alone may have been given to another one since. */
    static boolean belongsTo(long pid, DataDirectory data) {
        List<String> words = commandLine(pid);
        return words.contains(data.mark()) || words.contains(data.postgres().toString());
    }

    /** Whether any process works in the directory, as all processes of a PostgreSQL server do. */
    static boolean anyIn(Path directory) {
        return ProcessHandle.allProcesses().anyMatch(process -> {
            try {
                return Files.readSymbolicLink(PROC.resolve(process.pid() + "/cwd"))
                        .equals(directory);
            } catch (IOException goneOrNotOurs) {
                return false;
            }
        });
    }

    /** The pid in a pid file, if there is one. */
    static OptionalLong read(Path pidFile) {
        try (Stream<String> lines = Files.lines(pidFile)) {
            return lines.limit(1)
                    .mapToLong(line -> Long.parseLong(line.strip()))
                    .findFirst();
        } catch (IOException | UncheckedIOException | NumberFormatException missingOrUnreadable) {
            return OptionalLong.empty();
        }
    }

    /** Sends a signal by its short name (TERM, INT). */
    static void signal(long pid, String signal) throws IOException {
        // By the shell's own kill: Java can send TERM and KILL only, and PostgreSQL wants INT.
        new ProcessBuilder("sh", "-c", "kill -s \"$1\" \"$2\" 2>/dev/null", "sh", signal, Long.toString(pid)).start();
    }

    /** Waits until a process has ended; whether it has. */
    static boolean awaitEnd(ProcessHandle process, Duration atMost) throws InterruptedException {
        try {
            process.onExit().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException stillThere) {
            return !process.isAlive();
        }
    }

    /** Asks a process to end and, if it does not within the time given, kills it. */
    static void end(ProcessHandle process, String signal, Duration grace) throws IOException, InterruptedException {
        signal(process.pid(), signal);
        if (!awaitEnd(process, grace)) {
            process.destroyForcibly();
            awaitEnd(process, Duration.ofSeconds(5));
        }
    }

    /** The process that listens on a TCP port, if it may be seen: another user's may not. */
    static OptionalLong listeningOn(int port) {
        Optional<String> inode = Stream.of("net/tcp", "net/tcp6")
                .flatMap(table -> socketListeningOn(port, PROC.resolve(table)))
                .findFirst();
        return inode.map(number -> holderOf("socket:[" + number + "]")).orElse(OptionalLong.empty());
    }

    private static Stream<String> socketListeningOn(int port, Path table) {
        String localPort = String.format(":%04X", port);
        try {
            // sl local_address rem_address st … inode: "0: 0100007F:1F91 00000000:0000 0A … 12345"; 0A is LISTEN
            return Files.readAllLines(table).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns[1].endsWith(localPort) && columns[3].equals("0A"))
                    .map(columns -> columns[9]);
        } catch (IOException noSuchTable) {
            return Stream.empty();
        }
    }

    private static OptionalLong holderOf(String socket) {
        return ProcessHandle.allProcesses()
                .mapToLong(ProcessHandle::pid)
                .filter(pid -> holds(pid, socket))
                .findFirst();
    }

    private static boolean holds(long pid, String socket) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
            for (Path descriptor : open) {
                if (Files.readSymbolicLink(descriptor).toString().equals(socket)) {
                    return true;
                }
            }
        } catch (IOException goneOrNotOurs) {
            // Then it is not for us to name.
        }
        return false;
    }
}
