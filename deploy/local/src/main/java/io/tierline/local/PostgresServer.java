package io.tierline.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/** A real PostgreSQL server of our own, from the binaries on the class path, set up so that a commit is on the disk. */
final class PostgresServer implements Program {
    private static final String SUPERUSER = "postgres";

    private final DataDirectory data;
    private final int port;
    private final PostgresLogin administrator;
    private final boolean root;
    private Path binaries;

    PostgresServer(DataDirectory data, int port, Passwords passwords) throws IOException {
        this.data = data;
        this.port = port;
        this.administrator = new PostgresLogin("127.0.0.1:" + port, "postgres", "", SUPERUSER, passwords.of(SUPERUSER));
        this.root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    /** The login that may make databases and users. */
    PostgresLogin administrator() {
        return administrator;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        binaries = unpack();
        if (!Files.exists(data.postgres())) {
            initialise();
        }
        removeForeignLock();
    }

    /** Unpacks the binaries once, into a directory that is named after their content: another version is another directory. */
    private Path unpack() throws IOException, InterruptedException {
        String archive = switch (System.getProperty("os.arch")) {
            case "amd64" -> "/postgres-linux-x86_64.txz";
            case "aarch64" -> "/postgres-linux-arm_64.txz";
            default ->
                throw new IOException("no PostgreSQL for " + System.getProperty("os.arch")
                        + " is at hand; use a server of your own with --postgres");
        };
        URL url = PostgresServer.class.getResource(archive);
        long crc = ((JarURLConnection) url.openConnection()).getJarEntry().getCrc();
        Path unpacked = data.root().resolve(String.format("postgres-binaries-%08x", crc));
        if (!Files.exists(unpacked)) {
            Path draft = emptyDraftOf(unpacked);
            Process tar = new ProcessBuilder("tar", "-x", "-C", draft.toString())
                    .redirectErrorStream(true)
                    .start();
            try (InputStream xz = new XZInputStream(url.openStream());
                    OutputStream in = tar.getOutputStream()) {
                xz.transferTo(in);
            }
            requireSuccess("tar", tar);
            Files.move(draft, unpacked, StandardCopyOption.ATOMIC_MOVE);
        }
        return unpacked;
    }

    /** Makes the cluster beside its final place, so that a half-made one is never taken for a whole one. */
    private void initialise() throws IOException, InterruptedException {
        Path draft = emptyDraftOf(data.postgres());
        Path password = Files.createTempFile(data.root(), "initdb", ".tmp"); // made with mode 600
        try {
            Files.writeString(password, administrator.password());
            List<String> initdb = asAllowedUser(
                    "initdb",
                    "--pgdata=" + draft,
                    "--username=" + SUPERUSER,
                    "--auth=scram-sha-256",
                    "--pwfile=" + password,
                    "--encoding=UTF8",
                    // PostgreSQL's own collation: an upgrade of the machine's C library cannot break an index.
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C");
            requireSuccess(
                    "initdb",
                    new ProcessBuilder(initdb).redirectErrorStream(true).start());
        } finally {
            Files.delete(password);
        }
        Files.move(draft, data.postgres(), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * PostgreSQL sees by itself that the postmaster.pid of a killed server is stale, unless its pid has been given to
     * another process since (after a reboot, say). That lock is removed here, but never while anything still works in
     * the data directory: the lock file also guards against the surviving backends of a killed server.
     */
    private void removeForeignLock() throws IOException {
        Path lock = data.postgres().resolve("postmaster.pid");
        OptionalLong pid = Processes.read(lock);
        if (pid.isPresent()
                && !Processes.commandLine(pid.getAsLong()).isEmpty()
                && !Processes.belongsTo(pid.getAsLong(), data)
                && !Processes.anyIn(data.postgres())) {
            Files.delete(lock);
        }
    }

    @Override
    public ProcessBuilder command() {
        return new ProcessBuilder(asAllowedUser(
                "postgres",
                "-D",
                data.postgres().toString(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "port=" + port,
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=200",
                // What is acknowledged is on the disk, also when the power fails. These are PostgreSQL's defaults;
                // they stand here because nothing in Tierline is true without them.
                "-c",
                "fsync=on",
                "-c",
                "synchronous_commit=on",
                "-c",
                "full_page_writes=on",
                "-c",
                "timezone=UTC",
                "-c",
                "log_timezone=UTC"));
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it does not see that it is. */
    private List<String> asAllowedUser(String program, String... arguments) {
        List<String> command = new ArrayList<>(root ? List.of("unshare", "--user") : List.of());
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    @Override
    public boolean isReady() throws Exception {
        try (Connection connection = administrator.connect()) {
            return connection.isValid(2);
        }
    }

    /** INT is PostgreSQL's fast shutdown: open sessions are ended; TERM would wait for them. */
    @Override
    public String stopSignal() {
        return "INT";
    }

    private static Path emptyDraftOf(Path directory) throws IOException {
        Path draft = directory.resolveSibling(directory.getFileName() + ".tmp");
        if (Files.exists(draft)) {
            try (Stream<Path> all = Files.walk(draft)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectory(draft);
    }

    private static void requireSuccess(String program, Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(program + " failed: " + output.strip());
        }
    }
}
