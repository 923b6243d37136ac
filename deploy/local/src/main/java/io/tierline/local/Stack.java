package io.tierline.local;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** PostgreSQL, Kafka and the three services: started in the order in which they need each other, stopped in the reverse. */
final class Stack {
    private static final Duration BACKING_READY = Duration.ofSeconds(120);
    private static final Duration SERVICES_READY = Duration.ofSeconds(180);
    private static final Duration STOP_GRACE = Duration.ofSeconds(20);

    private final UpOptions options;
    private final DataDirectory data;
    private final Path home;
    private final Path publicKey;
    private final Consumer<String> say;

    private final List<Supervised> backing = new ArrayList<>();
    private final List<Supervised> services = new ArrayList<>();
    private boolean stopping;

    /**
     * @param home where the services were built
     * @param publicKey what the services check tokens with
     * @param say takes what the person at the terminal should know, line by line
     */
    Stack(UpOptions options, DataDirectory data, Path home, Path publicKey, Consumer<String> say) {
        this.options = options;
        this.data = data;
        this.home = home;
        this.publicKey = publicKey;
        this.say = say;
    }

    /** Starts everything and returns once it is ready; leaves stopping what was started to {@link #stop}. */
    void start() throws StartFailure, IOException, InterruptedException {
        long started = System.nanoTime();
        Passwords passwords = new Passwords(data);
        String kafka = options.kafka().orElse(null);
        if (kafka == null) {
            KafkaBroker broker = new KafkaBroker(data, options.kafkaPort(), options.kafkaControllerPort());
            launch(broker, backing);
            kafka = broker.bootstrapServers();
        }
        PostgresLogin administrator = options.postgres().orElse(null);
        if (administrator == null) {
            PostgresServer server = new PostgresServer(data, options.postgresPort(), passwords);
            launch(server, backing);
            administrator = server.administrator();
        }
        for (Supervised program : List.copyOf(backing)) {
            program.awaitReady(BACKING_READY);
        }
        prepareDatabases(administrator, passwords, options.postgres().isEmpty());
        prepareTopics(kafka);
        sayDuration("PostgreSQL and Kafka", started);

        started = System.nanoTime();
        launchService("call-service", options.callPort(), "calls", administrator, kafka, passwords);
        launchService("grading-service", options.gradingPort(), "grading", administrator, kafka, passwords);
        launchService("analytics-service", options.analyticsPort(), "analytics", administrator, kafka, passwords);
        for (Supervised program : List.copyOf(services)) {
            program.awaitReady(SERVICES_READY);
        }
        sayDuration("call-service, grading-service and analytics-service", started);
    }

    private void sayDuration(String what, long started) {
        say.accept(String.format(
                Locale.ROOT, "%s are ready (%.1f s)", what, (System.nanoTime() - started) / 1_000_000_000.0));
    }

    private void prepareDatabases(PostgresLogin administrator, Passwords passwords, boolean ours)
            throws StartFailure, IOException {
        try {
            Databases.create(administrator, passwords);
            if (ours) {
                Databases.restrictLogins(administrator);
            }
            Databases.limitTemporaryFiles(administrator)
                    .ifPresent(
                            statements -> say.accept("Logins of BI tools can fill the disk of PostgreSQL with temporary"
                                    + " files. Let a superuser run in it once: " + statements));
        } catch (SQLException e) {
            throw new StartFailure("PostgreSQL at " + administrator.address() + ": " + e.getMessage());
        }
    }

    private static void prepareTopics(String kafka) throws StartFailure, InterruptedException {
        try {
            Topics.create(kafka);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartFailure("Kafka at " + kafka + " does not let topics be made: " + e.getMessage());
        }
    }

    private void launchService(
            String name, int port, String database, PostgresLogin administrator, String kafka, Passwords passwords)
            throws IOException {
        PostgresLogin login = administrator.as(database, passwords.of(database), database);
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", login.url());
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", login.jdbcUrl());
        environment.put("QUARKUS_DATASOURCE_USERNAME", login.user());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", login.password());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
        environment.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", "file:" + publicKey);
        environment.put("MP_JWT_VERIFY_ISSUER", TokenRequest.ISSUER);
        environment.put("MP_JWT_VERIFY_AUDIENCES", TokenRequest.AUDIENCE);
        if (name.equals("call-service")) {
            // Kept as long as the database: hashes of numbers that it holds are made with it.
            environment.put("TIERLINE_NUMBERS_HASH_KEY", passwords.of("numbers-hash-key"));
        }
        if (name.equals("grading-service")) {
            // Who tries webhooks out on this machine listens on this machine.
            environment.put("TIERLINE_WEBHOOKS_ALLOW_HTTP", "true");
            environment.put("TIERLINE_WEBHOOKS_ALLOW_PRIVATE_ADDRESSES", "true");
            // The console's page comes from analytics-service and asks grading-service too.
            environment.put("QUARKUS_HTTP_CORS_ENABLED", "true");
            environment.put(
                    "QUARKUS_HTTP_CORS_ORIGINS",
                    ConsoleOrigins.with(System.getenv("QUARKUS_HTTP_CORS_ORIGINS"), options.analyticsPort()));
        }
        if (name.equals("analytics-service")) {
            environment.put("TIERLINE_CONSOLE_GRADING", "http://127.0.0.1:" + options.gradingPort());
        }
        Path jar = home.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
        launch(new Service(data, name, port, jar, environment), services);
    }

    private synchronized void launch(Program program, List<Supervised> group) throws IOException {
        if (!stopping) {
            Supervised supervised = new Supervised(program, data, say);
            group.add(supervised);
            supervised.start();
        }
    }

    /** Stops services first, then Kafka and PostgreSQL; whatever does not stop in time is killed. */
    void stop() throws InterruptedException {
        synchronized (this) {
            stopping = true;
        }
        stop(services);
        stop(backing);
    }

    private static void stop(List<Supervised> group) throws InterruptedException {
        group.forEach(Supervised::requestStop);
        for (Supervised program : group) {
            program.awaitStop(STOP_GRACE);
        }
    }
}
