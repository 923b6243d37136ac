package io.tierline.kit.republication;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.tierline.kit.database.Database;
import io.tierline.kit.database.Databases;
import io.tierline.kit.trial.Outages;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What Kafka's answers about a topic lead to, on databases of their own. */
@QuarkusTest
class PublishedTopicsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Vertx vertx;

    @Inject
    Outages outages;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private Database database;

    @Test
    void topicIsPublishedAgainOnce_whenBrokersAnswerWithTheFormerOneAndTheNewOneInTurn() {
        // Given
        PublishedTopics topics = on("published_topics_in_turn");
        answer(topics, "things", "old");
        assertThat(jobs("things")).as("seen for the first time").isZero();

        // When
        List.of("new", "old", "new", "old", "new").forEach(id -> answer(topics, "things", id));

        // Then
        assertThat(jobs("things")).isEqualTo(1);
        assertThat(meters.counter("tierline.topics.made.anew", "topic", "things")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void topicIsPublishedAgainEachTime_whenItIsMadeAnewMoreThanOnce() {
        // Given
        PublishedTopics topics = on("published_topics_often");
        answer(topics, "others", "first");
        answer(topics, "things", "first");

        // When
        answer(topics, "things", "second");
        answer(topics, "things", "third");

        // Then
        assertThat(jobs("things")).isEqualTo(2);
        assertThat(jobs("others")).isZero();
    }

    @Test
    void topicIsPublishedAgainOnce_whenManyInstancesNotice() {
        // Given
        PublishedTopics topics = on("published_topics_together");
        answer(topics, "things", "old");

        // When
        Uni.join()
                .all(IntStream.range(0, 10)
                        .mapToObj(instance -> topics.notice("things", "new"))
                        .toList())
                .andFailFast()
                .await()
                .atMost(SOON);

        // Then
        assertThat(jobs("things")).isEqualTo(1);
    }

    private PublishedTopics on(String name) {
        database = Databases.withOutbox(vertx, outages.well(), name);
        return new PublishedTopics(database, null, new Jobs(database), meters, List.of());
    }

    private static void answer(PublishedTopics topics, String topic, String id) {
        topics.notice(topic, id).await().atMost(SOON);
    }

    private long jobs(String topic) {
        return database.pool()
                .preparedQuery("select count(*) from republication_job where topic = $1")
                .executeAndAwait(Tuple.of(topic))
                .iterator()
                .next()
                .getLong(0);
    }
}
