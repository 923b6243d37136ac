package io.tierline.kit.republication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.kit.database.Database;
import io.tierline.kit.messaging.CloudEvents;
import io.tierline.kit.outbox.Outbox;
import io.tierline.kit.outbox.OutgoingEvent;
import io.tierline.kit.testing.Management;
import io.tierline.kit.trial.StoredNotes;
import io.tierline.kit.trial.Topics;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** A topic is deleted and made anew while services run. */
@QuarkusTest
class TopicsMadeAnewTest {

    private static final String CONSUMED = "trial.remade";
    private static final String GROUP = "trial-remade";
    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    Database database;

    @Inject
    MeterRegistry meters;

    @Test
    void newTopicIsReadFromItsBeginning_thoughItHasMoreRecordsThanTheOldOneHad() {
        // Given
        String before = UUID.randomUUID().toString();
        String after = UUID.randomUUID().toString();
        Topics.put(notes(before, 10));
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(stored(before)).isEqualTo(10);
            assertThat(Topics.lag(CONSUMED, GROUP)).isZero();
        });
        double noticed = noticed(CONSUMED);

        // When
        Topics.delete(CONSUMED);
        Topics.create(CONSUMED);
        Topics.put(notes(after, 50));

        // Then
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(stored(after)).isEqualTo(50);
            assertThat(Topics.lag(CONSUMED, GROUP)).isZero();
        });
        assertThat(noticed(CONSUMED)).isEqualTo(noticed + 1);
        assertThat(Management.metrics()).contains("tierline_topics_made_anew_total{topic=\"trial.remade\"");
        Management.get("/q/health/live").then().statusCode(200);
    }

    @Test
    void consumerComesBackByItself_whenTheTopicIsAwayForAWhile() {
        // Given
        String before = UUID.randomUUID().toString();
        String after = UUID.randomUUID().toString();
        Topics.put(notes(before, 10));
        await().atMost(SOON).untilAsserted(() -> assertThat(stored(before)).isEqualTo(10));

        // When
        Topics.delete(CONSUMED);
        await().atMost(SOON).until(() -> Topics.members(GROUP, CONSUMED) == 0);
        Topics.create(CONSUMED);
        Topics.put(notes(after, 50));

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(stored(after)).isEqualTo(50));
    }

    @Test
    void allThatIsStoredIsPublishedAgain_whenThePublishersTopicWasMadeAnew() {
        // Given
        String tenant = "t-" + UUID.randomUUID();
        database.pool()
                .preparedQuery(
                        "insert into stored_note select $1, 'n-' || i, 1, now() from generate_series(1, 700) as i")
                .executeAndAwait(Tuple.of(tenant));
        await().atMost(SOON).untilAsserted(() -> assertThat(remembered()).isPositive());
        double noticed = noticed(StoredNotes.TOPIC);
        assertThat(jobs())
                .as("a topic that is seen for the first time begins none")
                .isEqualTo((long) noticed);

        // When
        Topics.delete(StoredNotes.TOPIC);
        Topics.create(StoredNotes.TOPIC);

        // Then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Topics.of(StoredNotes.TOPIC, tenant + "/"))
                        .extracting(record -> Topics.header(record, "ce_id"))
                        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 700)
                                .mapToObj(i -> "n-" + i + "/1")
                                .toList()));
        assertThat(noticed(StoredNotes.TOPIC)).isEqualTo(noticed + 1);
        assertThat(jobs()).isEqualTo((long) noticed + 1);
    }

    @Test
    void eventsWait_whileTheirTopicDoesNotExist_andArriveWhenItIsThereAgain() {
        // Given: the relay has published on the topic before
        String key = "acme/" + UUID.randomUUID();
        publish(key, "first");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(Topics.of(StoredNotes.TOPIC, key)).hasSize(1));
        Topics.delete(StoredNotes.TOPIC);

        // When
        publish(key, "second");
        await().atMost(SOON).until(() -> relayHasBeenHeldUp(key));
        Topics.create(StoredNotes.TOPIC);

        // Then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Topics.of(StoredNotes.TOPIC, key))
                        .extracting(record -> Topics.header(record, "ce_id"))
                        .containsExactly("second"));
    }

    private void publish(String key, String id) {
        database.transaction(transaction -> Outbox.add(
                        transaction, StoredNotes.TOPIC, "note.written.v1", List.of(new OutgoingEvent(key, id, "{}"))))
                .await()
                .atMost(SOON);
    }

    /** Longer than a publisher waits for a topic. */
    private boolean relayHasBeenHeldUp(String key) {
        return count(
                        "select count(*) from outbox where $1 = any(keys) and created_at < now() - interval '12 seconds'",
                        key)
                > 0;
    }

    private static List<ProducerRecord<byte[], byte[]>> notes(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    // One key, one partition: so that the new one has more records than the old one had.
                    ProducerRecord<byte[], byte[]> note = new ProducerRecord<>(
                            CONSUMED,
                            3,
                            ("acme/" + prefix + "-" + i).getBytes(UTF_8),
                            "{\"body\":\"whole\"}".getBytes(UTF_8));
                    note.headers().add(CloudEvents.header("ce_type", "note.written.v1"));
                    return note;
                })
                .toList();
    }

    private long stored(String prefix) {
        return count("select count(*) from note where starts_with(id, $1)", prefix);
    }

    private long remembered() {
        return count("select count(*) from published_topic where topic = $1", StoredNotes.TOPIC);
    }

    private long jobs() {
        return count("select count(*) from republication_job where topic = $1", StoredNotes.TOPIC);
    }

    private long count(String sql, String parameter) {
        return database.pool()
                .preparedQuery(sql)
                .executeAndAwait(Tuple.of(parameter))
                .iterator()
                .next()
                .getLong(0);
    }

    private double noticed(String topic) {
        return meters.counter("tierline.topics.made.anew", "topic", topic).count();
    }
}
