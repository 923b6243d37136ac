package io.tierline.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The whole of Tierline as processes, on ports of its own, as {@code deploy/up} starts it. What is known of it here is
 * what a user knows: addresses, command lines, log and pid files.
 */
public final class Stack {
    public static final List<String> SERVICES = List.of("call-service", "grading-service", "analytics-service");
    public static final List<String> PROGRAMS =
            List.of("call-service", "grading-service", "analytics-service", "kafka", "postgres");

    private static final Path HOME = home();
    private static final List<Integer> PORTS = List.of(8081, 8082, 8083, 9081, 9082, 9083, 15432, 19092, 19093);
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final int LOG_TAIL = 40;

    private static final Path DATA = HOME.resolve("deploy/system-test/target/stack");

    private final Path data;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final int portOffset = freeOffset();

    /** What a command said, and how it ended. */
    public record Ended(int exitCode, String output) {}

    private Stack(Path data) {
        this.data = data;
    }

    /** Starts a stack without any data. */
    public static Stack startAnew() throws IOException, InterruptedException {
        return startAnew(DATA);
    }

    /** Starts a stack without any data, beside others, that keeps all that it writes in this directory. */
    public static Stack startAnew(Path data) throws IOException, InterruptedException {
        Stack stack = new Stack(data);
        stop(data); // what a run that was killed has left behind
        deleteAll(stack.data);
        stack.start();
        return stack;
    }

    /**
     * Starts the stack and waits until it is ready. With the launcher's class and not with deploy/up itself, which would
     * start a Maven inside of Maven if it took a source for newer than what was built from it.
     */
    public void start(String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--detach", "--port-offset", String.valueOf(portOffset)));
        arguments.addAll(List.of(options));
        Ended up = up(arguments.toArray(String[]::new));
        assertThat(up.exitCode())
                .as("exit code of up, which said:\n%s", up.output())
                .isZero();
        System.out.println(
                up.output().lines().filter(line -> line.contains("ready")).collect(Collectors.joining("\n")));
    }

    /**
     * Starts a second instance of each service on the database and the broker of this stack.
     *
     * @param instances where these instances keep their logs and pids
     * @param postgres the port at which they find the database: that of a gate in front of it, say
     */
    public Stack startSecondInstances(Path instances, int postgres) throws IOException, InterruptedException {
        Stack second = new Stack(instances);
        stop(instances);
        deleteAll(instances);
        Files.createDirectories(instances.resolve("keys"));
        Files.copy(data.resolve("passwords.properties"), instances.resolve("passwords.properties"));
        try (Stream<Path> keys = Files.list(data.resolve("keys"))) {
            for (Path key : keys.toList()) {
                Files.copy(
                        key, instances.resolve("keys").resolve(key.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        second.start(
                "--kafka",
                kafka(),
                "--postgres",
                "postgresql://postgres:" + passwords().getProperty("postgres") + "@127.0.0.1:" + postgres);
        return second;
    }

    /** The port of PostgreSQL. */
    public int postgresPort() {
        return 15432 + portOffset;
    }

    /** Where the logs are. */
    public Path logs() {
        return data.resolve("logs");
    }

    /** Plays the demo on the running stack. */
    public Ended demo() throws IOException, InterruptedException {
        return up("--demo");
    }

    private Ended up(String... arguments) throws IOException, InterruptedException {
        Path launcher = HOME.resolve("deploy/local/target");
        List<Path> built = new ArrayList<>(List.of(launcher.resolve("tierline-local.jar")));
        SERVICES.forEach(service -> built.add(HOME.resolve(service).resolve("target/quarkus-app/quarkus-run.jar")));
        assertThat(built).as("what ./mvnw verify builds before these tests").allMatch(Files::exists);
        List<String> command = new ArrayList<>(List.of(
                JAVA_HOME.resolve("bin/java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dtierline.home=" + HOME,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                launcher.resolve("tierline-local.jar") + ":" + launcher.resolve("lib") + "/*",
                "io.tierline.local.Up",
                "--data",
                data.toString()));
        command.addAll(List.of(arguments));
        return run(command, Duration.ofMinutes(6));
    }

    /** Stops everything; the data stays. Also right when nothing runs. */
    public void stop() throws IOException, InterruptedException {
        stop(data);
    }

    /** Stops whatever runs with this directory, for a stack that was lost sight of. */
    public static void stop(Path data) throws IOException, InterruptedException {
        Ended down =
                run(List.of(HOME.resolve("deploy/down").toString(), "--data", data.toString()), Duration.ofMinutes(3));
        assertThat(down.exitCode())
                .as("exit code of down, which said:\n%s", down.output())
                .isZero();
    }

    /** A token by {@code deploy/token}; the same one when it is asked for again. */
    public String token(String tenant, String... roles) {
        return tokens.computeIfAbsent(tenant + Set.of(roles), wanted -> {
            List<String> command = new ArrayList<>(
                    List.of(HOME.resolve("deploy/token").toString(), "--data", data.toString(), "--tenant", tenant));
            for (String role : roles) {
                command.addAll(List.of("--role", role));
                if (role.equals("rep")) {
                    command.addAll(List.of("--rep", "li.wei"));
                }
            }
            try {
                Ended token = run(command, Duration.ofMinutes(1));
                assertThat(token.exitCode()).as(token.output()).isZero();
                return token.output().strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Starts {@code deploy/import} of a tenant's past calls; it is the very process, so that it can be killed. */
    public Process startImport(Path file, String tenant, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(importing(file, tenant))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", JAVA_HOME.toString());
        return builder.start();
    }

    /** Runs {@code deploy/import} to its end. */
    public Ended importCalls(Path file, String tenant) throws IOException, InterruptedException {
        return run(importing(file, tenant), Duration.ofMinutes(3));
    }

    private List<String> importing(Path file, String tenant) {
        return List.of(
                HOME.resolve("deploy/import").toString(),
                file.toString(),
                "--tenant",
                tenant,
                "--data",
                data.toString(),
                "--url",
                address("call-service").toString());
    }

    private static Ended run(List<String> command, Duration atMost) throws IOException, InterruptedException {
        Path output = Files.createTempFile("tierline-system-test", ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("JAVA_HOME", JAVA_HOME.toString());
            Process process = builder.start();
            if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end within " + atMost + ":\n" + Files.readString(output));
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    public URI address(String service) {
        return URI.create("http://127.0.0.1:" + (8081 + SERVICES.indexOf(service) + portOffset));
    }

    /** Where a service answers health and metrics. */
    public URI managementAddress(String service) {
        return URI.create("http://127.0.0.1:" + (9081 + SERVICES.indexOf(service) + portOffset));
    }

    public String kafka() {
        return "127.0.0.1:" + (19092 + portOffset);
    }

    /** A connection to a service's database as the service's own user. */
    public Connection database(String name) throws IOException, SQLException {
        return database(name, name, passwords().getProperty(name));
    }

    private Properties passwords() throws IOException {
        Properties passwords = new Properties();
        try (Reader file = Files.newBufferedReader(data.resolve("passwords.properties"))) {
            passwords.load(file);
        }
        return passwords;
    }

    /** A connection to a database as any user. */
    public Connection database(String name, String user, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postgresPort() + "/" + name, user, password);
    }

    /** {@code kill -9}. */
    public void kill(String program) throws IOException {
        ProcessHandle process = process(program);
        assertThat(process.destroyForcibly()).as("%s can be killed", program).isTrue();
        await(program + " is dead").until(() -> !process.isAlive());
    }

    /** Asks a program to end; the launcher takes that for a death like any other. */
    public void terminate(String program) throws IOException, InterruptedException {
        ProcessHandle process = process(program);
        // By the usual one PostgreSQL waits until its clients have gone, which they never do.
        signal(program.equals("postgres") ? "INT" : "TERM", process);
        await(program + " has ended").atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
    }

    /** Stops a program and the processes that it has started in the middle of what they do (SIGSTOP). */
    public void pause(String program) throws IOException, InterruptedException {
        signal("STOP", process(program));
        // Afterwards, as no further ones can come.
        for (ProcessHandle child : process(program).descendants().toList()) {
            signal("STOP", child);
        }
    }

    /** Lets a program go on that was paused. */
    public void resume(String program) throws IOException, InterruptedException {
        for (ProcessHandle child : process(program).descendants().toList()) {
            signal("CONT", child);
        }
        signal("CONT", process(program));
    }

    private static void signal(String signal, ProcessHandle process) throws IOException, InterruptedException {
        run(List.of("kill", "-s", signal, String.valueOf(process.pid())), Duration.ofSeconds(10));
    }

    /** The id of a program's process: another one once it was started again. */
    public long pid(String program) throws IOException {
        return Long.parseLong(
                Files.readString(data.resolve("pids/" + program + ".pid")).strip());
    }

    private ProcessHandle process(String program) throws IOException {
        return ProcessHandle.of(pid(program)).orElseThrow(() -> new AssertionError(program + " does not run"));
    }

    /** Waits until all services say that they are ready, for as long as is promised after any crash. */
    public void awaitReady() {
        for (String service : SERVICES) {
            await(service + " is ready").atMost(Duration.ofSeconds(60)).until(() -> {
                try {
                    return readiness(service) == 200;
                } catch (IOException notYet) {
                    return false;
                }
            });
        }
    }

    /** The status with which a service says whether it is ready. */
    public int readiness(String service) throws IOException {
        return new Api(managementAddress(service), null).get("/q/health/ready").status();
    }

    /** The processes of the stack that run, the launcher and what PostgreSQL has started among them. */
    public List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
                .toList();
    }

    /** The whole log of a program. */
    public String log(String program) throws IOException {
        return Files.readString(data.resolve("logs/" + program + ".log"), StandardCharsets.ISO_8859_1);
    }

    /** Shows the ends of all logs. */
    public void printLogs() {
        Stream.concat(PROGRAMS.stream(), Stream.of("up")).forEach(program -> {
            System.err.println("---- the end of " + data.resolve("logs/" + program + ".log"));
            try {
                List<String> lines = log(program).lines().toList();
                lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size())
                        .forEach(System.err::println);
            } catch (IOException e) {
                System.err.println("(" + e + ")");
            }
        });
    }

    /** The directory that has deploy/up, from wherever in it the tests were started. */
    private static Path home() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.isExecutable(here.resolve("deploy/up"))) {
            here = here.getParent();
        }
        return here;
    }

    /** A port offset at which everything is free, below the ports that the system gives to outgoing connections. */
    private static int freeOffset() {
        List<Integer> offsets = new ArrayList<>(
                IntStream.range(101, 136).map(i -> i * 100).boxed().toList());
        Collections.shuffle(offsets);
        return offsets.stream()
                .filter(offset -> PORTS.stream().allMatch(port -> isFree(port + offset)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no port offset with free ports"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static void deleteAll(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
