package io.tierline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The real PostgreSQL and the real Kafka, with stand-ins for the services. Starts once: each test leaves the stack up. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StackTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    static Path directory;

    private static final List<String> SAID = new CopyOnWriteArrayList<>();
    private static UpOptions options;
    private static DataDirectory data;
    private static Stack stack;

    @BeforeAll
    static void start() throws Exception {
        for (String service : List.of("call-service", "grading-service", "analytics-service")) {
            makeStandIn(directory.resolve("home").resolve(service));
        }
        options = UpOptions.parse("--port-offset", Integer.toString(FreePorts.offset()));
        data = DataDirectory.at(directory.resolve("data"));
        stack = newStack();
        stack.start();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        stack.stop();
    }

    @Test
    @Order(1)
    void acknowledgedMeansOnTheDisk() throws Exception {
        try (Connection connection = login("calls").connect()) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                assertThat(only(connection, "SHOW " + setting)).as(setting).isEqualTo("on");
            }
            assertThat(only(connection, "SHOW max_connections")).isEqualTo("200");
            assertThat(only(connection, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    @Order(1)
    void aServiceCannotReadAnothersDatabase() throws Exception {
        PostgresLogin calls = login("calls");

        assertThatThrownBy(() -> calls.as("calls", calls.password(), "grading").connect())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied for database \"grading\"");
        assertThatThrownBy(() -> calls.as("calls", "wrong", "calls").connect())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    @Order(1)
    void sessionOfABiToolIsStopped_whenItFillsTheDisk() throws Exception {
        // Given
        PostgresLogin superuser = login("calls").as("postgres", new Passwords(data).of("postgres"), "analytics");
        try (Connection connection = superuser.connect()) {
            connection.createStatement().execute("CREATE ROLE bi_tool LOGIN PASSWORD 'tool'");
            connection.createStatement().execute("GRANT CONNECT ON DATABASE analytics TO bi_tool");

            // When
            try (Connection tool = superuser.as("bi_tool", "tool", "analytics").connect()) {
                assertThatThrownBy(() -> only(
                                tool,
                                "WITH lines AS MATERIALIZED (SELECT repeat('x', 100000)"
                                        + " FROM generate_series(1, 20000)) SELECT count(*) FROM lines"))

                        // Then
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("temporary file size exceeds \"temp_file_limit\" (1048576kB)");
            } finally {
                connection.createStatement().execute("DROP OWNED BY bi_tool");
                connection.createStatement().execute("DROP ROLE bi_tool");
            }
        }
        try (Connection service = login("analytics").connect()) {
            assertThat(only(service, "SHOW temp_file_limit")).isEqualTo("-1");
        }
    }

    @Test
    @Order(1)
    void topicsAreMadeWithTheirSettings() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka()))) {
            var topics = admin.describeTopics(List.of(
                            "tierline.call-outcomes",
                            "tierline.tier-changes",
                            "tierline.customer-lifecycle",
                            "tierline.directory",
                            "tierline.call-outcomes.dead-letter",
                            "tierline.tier-changes.dead-letter",
                            "tierline.customer-lifecycle.dead-letter",
                            "tierline.directory.dead-letter"))
                    .allTopicNames()
                    .get(30, TimeUnit.SECONDS);

            assertThat(topics)
                    .allSatisfy((name, topic) ->
                            assertThat(topic.partitions()).hasSize(name.endsWith(".dead-letter") ? 1 : 12));
            assertThat(setting(admin, "tierline.call-outcomes", "retention.ms")).isEqualTo("-1");
            assertThat(setting(admin, "tierline.tier-changes", "retention.ms")).isEqualTo("-1");
            assertThat(setting(admin, "tierline.directory", "cleanup.policy")).isEqualTo("compact");
            assertThat(setting(admin, "tierline.call-outcomes", "message.timestamp.type"))
                    .isEqualTo("LogAppendTime");
        }
    }

    @Test
    @Order(1)
    void servicesGetAllThatTheyNeedToKnow() throws Exception {
        int port = options.gradingPort();

        assertThat(environment(port, "QUARKUS_DATASOURCE_REACTIVE_URL"))
                .isEqualTo("postgresql://127.0.0.1:" + options.postgresPort() + "/grading");
        assertThat(environment(port, "QUARKUS_DATASOURCE_JDBC_URL"))
                .isEqualTo("jdbc:postgresql://127.0.0.1:" + options.postgresPort() + "/grading");
        assertThat(environment(port, "QUARKUS_DATASOURCE_USERNAME")).isEqualTo("grading");
        assertThat(environment(port, "QUARKUS_DATASOURCE_PASSWORD"))
                .isEqualTo(login("grading").password());
        assertThat(environment(port, "KAFKA_BOOTSTRAP_SERVERS")).isEqualTo(kafka());
        assertThat(environment(port, "MP_JWT_VERIFY_PUBLICKEY_LOCATION"))
                .isEqualTo("file:" + data.root() + "/keys/public.pem");
        assertThat(environment(port, "MP_JWT_VERIFY_ISSUER")).isEqualTo("https://tierline.local");
        assertThat(environment(port, "MP_JWT_VERIFY_AUDIENCES")).isEqualTo("tierline");
    }

    @Test
    @Order(1)
    void theConsoleFindsGrading_whichLetsItIn() throws Exception {
        assertThat(environment(options.analyticsPort(), "TIERLINE_CONSOLE_GRADING"))
                .isEqualTo("http://127.0.0.1:" + options.gradingPort());
        assertThat(environment(options.gradingPort(), "QUARKUS_HTTP_CORS_ENABLED"))
                .isEqualTo("true");
        assertThat(environment(options.gradingPort(), "QUARKUS_HTTP_CORS_ORIGINS"))
                .isEqualTo(
                        "http://127.0.0.1:" + options.analyticsPort() + ",http://localhost:" + options.analyticsPort());
    }

    @Test
    @Order(1)
    void analyticsMakesLogins_thatGetNowhereElseAndWriteNothing() throws Exception {
        PostgresLogin analytics = login("analytics");
        try (Connection connection = analytics.connect()) {
            connection.createStatement().execute("CREATE ROLE bi_tool LOGIN PASSWORD 'tool'");
            connection.createStatement().execute("GRANT CONNECT ON DATABASE analytics TO bi_tool");
            for (String database : List.of("postgres", "template1", "calls", "grading")) {
                assertThatThrownBy(
                                () -> analytics.as("bi_tool", "tool", database).connect())
                        .hasMessageContaining("permission denied for database");
            }
            try (Connection tool = analytics.as("bi_tool", "tool", "analytics").connect()) {
                for (String call : List.of("lo_from_bytea(0, 'x')", "pg_advisory_lock(1)")) {
                    assertThatThrownBy(() -> tool.createStatement().execute("SELECT " + call))
                            .hasMessageContaining("permission denied for function");
                }
            }
            connection.createStatement().execute("SELECT pg_advisory_lock(1)");
            connection.createStatement().execute("REVOKE CONNECT ON DATABASE analytics FROM bi_tool");
            connection.createStatement().execute("DROP ROLE bi_tool");
        }
    }

    @Test
    @Order(2)
    void dataSurvives_whenPostgresAndKafkaAreKilled() throws Exception {
        // Given
        try (Connection connection = login("calls").connect()) {
            connection.createStatement().execute("CREATE TABLE survivor (name text)");
            connection.createStatement().execute("INSERT INTO survivor VALUES ('a row')");
        }
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka()), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("tierline.call-outcomes", 3, "demo/acme", "a record"))
                    .get(30, TimeUnit.SECONDS);
        }

        // When
        kill("postgres");
        kill("kafka");
        kill("call-service");

        // Then
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(SAID)
                        .contains("postgres is ready again", "kafka is ready again", "call-service is ready again"));
        try (Connection connection = login("calls").connect()) {
            assertThat(only(connection, "SELECT name FROM survivor")).isEqualTo("a row");
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(records()).singleElement().satisfies(record -> {
                    assertThat(record.value()).isEqualTo("a record");
                    assertThat(record.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
                }));
    }

    @Test
    @Order(3)
    void nextStartFindsTheData_andIgnoresALockWhosePidIsSomebodyElsesNow() throws Exception {
        // Given
        stack.stop();
        assertThat(data.pid("postgres")).doesNotExist();
        String port = Integer.toString(options.postgresPort());
        Files.writeString(
                data.postgres().resolve("postmaster.pid"),
                String.join(
                        "\n",
                        "" + ProcessHandle.current().pid(),
                        data.postgres().toString(),
                        "1",
                        port,
                        "",
                        "",
                        ""));

        // When
        stack = newStack();
        stack.start();

        // Then
        try (Connection connection = login("calls").connect()) {
            assertThat(only(connection, "SELECT name FROM survivor")).isEqualTo("a row");
        }
        assertThat(records()).hasSize(1);
    }

    @Test
    @Order(4)
    void existingServersAreUsed_byALoginThatIsNoSuperuser() throws Exception {
        // Given
        Passwords passwords = new Passwords(data);
        PostgresLogin superuser = new PostgresLogin(
                "127.0.0.1:" + options.postgresPort(), "postgres", "", "postgres", passwords.of("postgres"));
        try (Connection connection = superuser.connect()) {
            for (String database : Databases.NAMES) {
                connection.createStatement().execute("DROP DATABASE " + database + " WITH (FORCE)");
                connection.createStatement().execute("DROP ROLE " + database);
            }
            connection.createStatement().execute("CREATE ROLE dba LOGIN CREATEDB CREATEROLE PASSWORD 'dba'");
            // Other servers let everybody in there; ours, which stands for one here, does not.
            connection.createStatement().execute("GRANT CONNECT ON DATABASE postgres TO dba");
        }
        String url = "postgresql://dba:dba@127.0.0.1:" + options.postgresPort();
        UpOptions existing = UpOptions.parse(
                "--postgres", url, "--kafka", kafka(), "--port-offset", Integer.toString(FreePorts.offset()));
        DataDirectory other = DataDirectory.at(directory.resolve("other"));
        Stack second = new Stack(
                existing, other, directory.resolve("home"), SigningKey.of(other).publicFile(), SAID::add);

        // When
        try {
            second.start();

            // Then
            String password = environment(existing.callPort(), "QUARKUS_DATASOURCE_PASSWORD");
            try (Connection connection =
                    superuser.as("calls", password, "calls").connect()) {
                connection.createStatement().execute("CREATE TABLE mine (id int)");
            }
            assertThat(SAID)
                    .anySatisfy(line -> assertThat(line)
                            .contains("ALTER DATABASE analytics SET temp_file_limit = '1GB';"
                                    + " ALTER ROLE analytics IN DATABASE analytics SET temp_file_limit = -1;"));
            assertThat(other.postgres()).doesNotExist();
            assertThat(other.kafka()).doesNotExist();
        } finally {
            second.stop();
        }
    }

    private static Stack newStack() throws Exception {
        return new Stack(
                options, data, directory.resolve("home"), SigningKey.of(data).publicFile(), SAID::add);
    }

    private static void makeStandIn(Path service) throws IOException {
        Path jar = service.resolve("target/quarkus-app/quarkus-run.jar");
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandIn.class.getName());
        String type = StandIn.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.putNextEntry(new JarEntry(type));
            StandIn.class.getResourceAsStream("/" + type).transferTo(out);
        }
    }

    private static void kill(String program) {
        ProcessHandle process = ProcessHandle.of(
                        Processes.read(data.pid(program)).orElseThrow())
                .orElseThrow();
        process.destroyForcibly();
    }

    private static PostgresLogin login(String database) throws IOException {
        return new PostgresLogin(
                "127.0.0.1:" + options.postgresPort(), database, "", database, new Passwords(data).of(database));
    }

    private static String kafka() {
        return "127.0.0.1:" + options.kafkaPort();
    }

    private static List<ConsumerRecord<String, String>> records() {
        Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", kafka()));
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", false);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("tierline.call-outcomes", 3)));
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            consumer.poll(Duration.ofSeconds(5)).forEach(records::add);
            return records;
        }
    }

    private static String setting(Admin admin, String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<ConfigResource, Config> configs =
                admin.describeConfigs(List.of(resource)).all().get(30, TimeUnit.SECONDS);
        return configs.get(resource).get(name).value();
    }

    private static String only(Connection connection, String query) throws SQLException {
        try (ResultSet result = connection.createStatement().executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    private static String environment(int port, String name) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/environment/" + name))
                                .build(),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body();
    }
}
