package io.tierline.trials.load;

import io.tierline.trials.Api;
import io.tierline.trials.Topics;
import io.tierline.trials.history.History;
import io.tierline.trials.history.Operation;
import io.tierline.trials.model.CallsModel;
import io.tierline.trials.model.RatesModel;
import io.tierline.trials.model.TracesModel;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Plays a load on a stack that runs already, without any faults, and judges it. Arguments: the repository, the stack's data
 * directory, its port offset, a seed, seconds, operations a second.
 */
public final class PlayLoad {
    private static final List<String> SERVICES = List.of("call-service", "grading-service", "analytics-service");

    /** The only instance of each service. */
    private record Running(Path home, Path data, int portOffset, Map<String, Api> apis) implements Instances {

        @Override
        public int count() {
            return 1;
        }

        @Override
        public Api api(String service, int instance, String tenant, String... roles) {
            return apis.computeIfAbsent(
                    service + tenant + List.of(roles),
                    key -> new Api(
                            URI.create("http://127.0.0.1:" + (8081 + SERVICES.indexOf(service) + portOffset)),
                            "Bearer " + token(tenant, roles)));
        }

        private String token(String tenant, String... roles) {
            List<String> command = new ArrayList<>(
                    List.of(home.resolve("deploy/token").toString(), "--data", data.toString(), "--tenant", tenant));
            for (String role : roles) {
                command.addAll(List.of("--role", role));
            }
            try {
                Process process = new ProcessBuilder(command).start();
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private PlayLoad() {}

    private static Connection database(Path data, int portOffset, String name) throws IOException, SQLException {
        Properties passwords = new Properties();
        try (Reader file = Files.newBufferedReader(data.resolve("passwords.properties"))) {
            passwords.load(file);
        }
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + (15432 + portOffset) + "/" + name, name, passwords.getProperty(name));
    }

    /** Plays and judges; the exit code is 1 when something is wrong. */
    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[1]);
        int portOffset = Integer.parseInt(arguments[2]);
        long seed = Long.parseLong(arguments[3]);
        Running stack = new Running(Path.of(arguments[0]), data, portOffset, new ConcurrentHashMap<>());
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String prefix = "load-" + seed + "-" + start.getEpochSecond() % 1_000_000;
        Path file = Path.of("history-" + prefix + ".ndjson");
        long began = System.nanoTime();
        try (History history = new History(file)) {
            Load load = new Load(stack, seed, 3, history, prefix, start).atMost(Integer.parseInt(arguments[5]));
            load.run(Duration.ofSeconds(Long.parseLong(arguments[4])));
            Set<Integer> unfinished = load.finish();
            System.out.println(load.kinds() + ", " + load.attempts() + " requests, without an answer: " + unfinished);
        }
        System.out.println(file + " after " + (System.nanoTime() - began) / 1_000_000_000 + " s");
        List<Operation> operations = History.read(file);
        CallsModel calls = new CallsModel(operations);
        List<String> violations = new ArrayList<>(calls.check(
                tenant -> stack.api("call-service", 0, tenant, "manager"),
                () -> Topics.everything("127.0.0.1:" + (19092 + portOffset))));
        violations.addAll(
                new RatesModel(operations, seed).check(tenant -> stack.api("analytics-service", 0, tenant, "manager")));
        TracesModel traces = new TracesModel(operations);
        violations.addAll(traces.check(
                (service, tenant) -> stack.api(service, 0, tenant, "manager"),
                () -> Topics.everything("127.0.0.1:" + (19092 + portOffset)),
                data.resolve("logs"),
                name -> database(data, portOffset, name)));
        System.out.println(calls.acknowledged() + " calls, " + traces.sought() + " texts without a trace, judged after " + (System.nanoTime() - began) / 1_000_000_000
                + " s, " + violations.size() + " violations");
        violations.forEach(System.out::println);
        System.exit(violations.isEmpty() ? 0 : 1);
    }
}
