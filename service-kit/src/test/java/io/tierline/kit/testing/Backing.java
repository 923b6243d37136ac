package io.tierline.kit.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * A real PostgreSQL and a real Kafka for the tests of one module, started once: embedded by default, on Testcontainers
 * with {@code -Dbacking=containers}; and a key pair for tokens. The argument {@code topics} names the topics that the
 * service uses, separated by commas; their dead-letter topics are made with them.
 */
public class Backing implements QuarkusTestResourceLifecycleManager {

    /** Where PostgreSQL and Kafka come from. */
    interface Servers extends AutoCloseable {

        /** Starts both. */
        void start();

        /** {@code host:port/database} of PostgreSQL, user and password both {@code postgres}. */
        String postgres();

        /** Kafka's bootstrap servers. */
        String kafka();

        @Override
        void close();
    }

    private List<String> topics = List.of();
    private Servers servers;

    @Override
    public void init(Map<String, String> arguments) {
        topics = Stream.of(arguments.getOrDefault("topics", "").split(","))
                .filter(topic -> !topic.isBlank())
                .toList();
    }

    @Override
    public Map<String, String> start() {
        servers = System.getProperty("backing", "embedded").equals("containers")
                ? new ContainerServers()
                : new EmbeddedServers();
        servers.start();
        createTopics();
        Keys keys = Keys.generate();
        return Map.of(
                "quarkus.datasource.reactive.url",
                "postgresql://" + servers.postgres(),
                "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://" + servers.postgres(),
                "quarkus.datasource.username",
                "postgres",
                "quarkus.datasource.password",
                "postgres",
                "kafka.bootstrap.servers",
                servers.kafka(),
                "mp.jwt.verify.publickey.location",
                keys.publicKey().toUri().toString(),
                "smallrye.jwt.sign.key.location",
                keys.privateKey().toUri().toString());
    }

    @Override
    public void stop() {
        if (servers != null) {
            servers.close();
        }
    }

    private void createTopics() {
        List<NewTopic> wanted = topics.stream()
                .flatMap(topic -> Stream.of(
                        new NewTopic(topic, 12, (short) 1).configs(Map.of("message.timestamp.type", "LogAppendTime")),
                        new NewTopic(topic + ".dead-letter", 1, (short) 1)))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.kafka()))) {
            admin.createTopics(wanted).all().get();
        } catch (ExecutionException e) {
            // The client asks again when the answer is late, and hears that its first request was done.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("The topics cannot be made", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private record Keys(Path publicKey, Path privateKey) {

        static Keys generate() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                KeyPair pair = generator.generateKeyPair();
                Path folder = Files.createTempDirectory("keys");
                folder.toFile().deleteOnExit();
                return new Keys(
                        pem(
                                folder.resolve("public.pem"),
                                "PUBLIC KEY",
                                pair.getPublic().getEncoded()),
                        pem(
                                folder.resolve("private.pem"),
                                "PRIVATE KEY",
                                pair.getPrivate().getEncoded()));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path pem(Path file, String title, byte[] key) throws IOException {
            String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
            file.toFile().deleteOnExit();
            return Files.writeString(
                    file, "-----BEGIN " + title + "-----\n" + text + "\n-----END " + title + "-----\n");
        }
    }
}
