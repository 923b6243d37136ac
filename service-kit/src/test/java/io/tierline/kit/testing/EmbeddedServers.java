package io.tierline.kit.testing;

import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** PostgreSQL and Kafka from Maven Central: PostgreSQL as a process, Kafka in this one. */
final class EmbeddedServers implements Backing.Servers {

    private EmbeddedPostgres postgres;
    private EmbeddedKafkaBroker kafka;

    @Override
    public void start() {
        CompletableFuture<EmbeddedKafkaBroker> broker = CompletableFuture.supplyAsync(() -> new EmbeddedKafkaBroker()
                .withNodeId(1)
                .withDeleteLogDirsOnClose(true)
                .withAdditionalProperties(properties -> properties.put("auto.create.topics.enable", "false"))
                .start());
        try {
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "100")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kafka = broker.join();
    }

    @Override
    public String postgres() {
        return "localhost:" + postgres.getPort() + "/postgres";
    }

    @Override
    public String kafka() {
        String listener = kafka.getAdvertisedListeners();
        return listener.substring(listener.indexOf("://") + 3);
    }

    @Override
    public void close() {
        try {
            kafka.close();
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
