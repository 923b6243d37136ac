package io.tierline.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the stack is to be made of and where. */
record UpOptions(
        boolean demo,
        boolean detach,
        Optional<PostgresLogin> postgres,
        Optional<String> kafka,
        Path data,
        int portOffset) {
    static final String USAGE = """
            Usage: ./deploy/up [--demo] [--detach] [--postgres URL] [--kafka HOST:PORT] [--data DIR] [--port-offset N]

            Builds what is not built, starts PostgreSQL, Kafka and the three services, and keeps them running.

              --demo             plays a day of calls through the API and shows the rates and grades that come out
              --detach           returns once all is ready; ./deploy/down stops it
              --postgres URL     uses this server: postgresql://user:password@host:port; the user may create
                                 databases and users
              --kafka HOST:PORT  uses this Kafka (several: HOST:PORT,HOST:PORT)
              --data DIR         keeps data, logs, pids, keys there instead of in deploy/local/data
              --port-offset N    adds N to every port, for a second stack beside the first
            """;

    /** Reads the command line of {@code deploy/up}. */
    static UpOptions parse(String... args) throws BadUsage {
        Arguments arguments = new Arguments(
                args, Set.of("--demo", "--detach"), Set.of("--postgres", "--kafka", "--data", "--port-offset"));
        Optional<PostgresLogin> postgres = Optional.empty();
        try {
            postgres = arguments.one("--postgres").map(PostgresLogin::parse);
        } catch (IllegalArgumentException e) {
            arguments.fault("--postgres " + e.getMessage()); // without the value: it holds a password
        }
        Optional<String> kafka = arguments.one("--kafka");
        if (kafka.isPresent() && !kafka.get().matches("[^\\s:,]+:\\d{1,5}(,[^\\s:,]+:\\d{1,5})*")) {
            arguments.fault("--kafka takes HOST:PORT, not \"" + kafka.get() + "\"");
        }
        int portOffset = arguments.number("--port-offset", 0, 40_000, 0);
        Path data = data(arguments);
        arguments.refuseFaults();
        return new UpOptions(arguments.has("--demo"), arguments.has("--detach"), postgres, kafka, data, portOffset);
    }

    /** The data directory that a command works on. */
    static Path data(Arguments arguments) {
        String given = arguments.one("--data").orElse("");
        if (given.contains(",")) {
            arguments.fault("--data may not have a comma in it: Kafka would take it for two directories");
        }
        return given.isEmpty() ? home().resolve("deploy/local/data") : Path.of(given);
    }

    /** The directory that holds the whole of Tierline. */
    static Path home() {
        return Path.of(System.getProperty("tierline.home", "."))
                .toAbsolutePath()
                .normalize();
    }

    int postgresPort() {
        return 15432 + portOffset;
    }

    int kafkaPort() {
        return 19092 + portOffset;
    }

    int kafkaControllerPort() {
        return 19093 + portOffset;
    }

    int callPort() {
        return 8081 + portOffset;
    }

    int gradingPort() {
        return 8082 + portOffset;
    }

    int analyticsPort() {
        return 8083 + portOffset;
    }

    /** Where the service with this API port answers health and metrics. */
    static int managementPort(int apiPort) {
        return apiPort + 1000;
    }

    /** Every port that this stack listens on. */
    List<PortUse> ports() {
        List<PortUse> ports = new ArrayList<>();
        if (postgres.isEmpty()) {
            ports.add(new PortUse(postgresPort(), "PostgreSQL"));
        }
        if (kafka.isEmpty()) {
            ports.add(new PortUse(kafkaPort(), "Kafka"));
            ports.add(new PortUse(kafkaControllerPort(), "Kafka's controller"));
        }
        addService(ports, callPort(), "call-service");
        addService(ports, gradingPort(), "grading-service");
        addService(ports, analyticsPort(), "analytics-service");
        return ports;
    }

    private static void addService(List<PortUse> ports, int apiPort, String name) {
        ports.add(new PortUse(apiPort, name));
        ports.add(new PortUse(managementPort(apiPort), name + "'s health and metrics"));
    }
}
