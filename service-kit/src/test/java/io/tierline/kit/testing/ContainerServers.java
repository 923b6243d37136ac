package io.tierline.kit.testing;

import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL and Kafka as containers, where a Docker engine is at hand. */
final class ContainerServers implements Backing.Servers {

    private final PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18")
            .withUsername("postgres")
            .withPassword("postgres")
            .withDatabaseName("postgres");
    private final KafkaContainer kafka =
            new KafkaContainer("apache/kafka:4.2.0").withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");

    @Override
    public void start() {
        Startables.deepStart(postgres, kafka).join();
    }

    @Override
    public String postgres() {
        return postgres.getHost() + ":" + postgres.getFirstMappedPort() + "/postgres";
    }

    @Override
    public String kafka() {
        return kafka.getBootstrapServers();
    }

    @Override
    public void close() {
        kafka.stop();
        postgres.stop();
    }
}
