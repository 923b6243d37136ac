package io.tierline.kit.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.tierline.kit.database.Database;
import io.tierline.kit.testing.Management;
import io.tierline.kit.trial.NotesConsumer;
import io.tierline.kit.trial.Outages;
import io.tierline.kit.trial.Topics;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RecordBatchesTest {

    private static final String TOPIC = "trial.notes";
    private static final String GROUP = "trial-service";
    private static final String TYPE = "note.written.v1";
    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    NotesConsumer consumer;

    @Inject
    Database database;

    @Inject
    Outages outages;

    @AfterEach
    void recover() {
        outages.consumingFails(false);
    }

    @Test
    void unreadableRecordGoesAloneToTheDeadLetters_withReasonAndPlace() {
        List<ProducerRecord<byte[], byte[]>> bad = List.of(
                record("acme/bad", null, "{\"body\":\"b\"}"),
                record(null, TYPE, "{\"body\":\"b\"}"),
                record("no-slash", TYPE, "{\"body\":\"b\"}"),
                record("/nobody", TYPE, "{\"body\":\"b\"}"),
                record("acme/", TYPE, "{\"body\":\"b\"}"),
                record("acme/bad", TYPE, "{\"body\":"),
                record("acme/bad", TYPE, ""),
                record("acme/bad", TYPE, "[]"),
                record("acme/bad", TYPE, null),
                record("acme/bad", TYPE, "{\"text\":\"b\"}"));
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
        all.add(note("neighbour-before", "whole"));
        all.addAll(bad);
        all.add(note("neighbour-after", "whole"));

        List<RecordMetadata> places = Topics.put(all);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(bodies("neighbour-")).containsOnlyKeys("neighbour-before", "neighbour-after");
            List<ConsumerRecord<byte[], byte[]>> letters = lettersFrom(places.subList(1, places.size() - 1));
            assertThat(letters)
                    .extracting(letter -> Topics.header(letter, "dead-letter-reason"))
                    .containsExactlyInAnyOrder(
                            "no header ce_type",
                            "no key or no value",
                            "the key is not tenant/entity",
                            "the key is not tenant/entity",
                            "the key is not tenant/entity",
                            "the value is no JSON",
                            "the value is no JSON object",
                            "the value is no JSON object",
                            "no key or no value",
                            "no body");
            assertThat(letters)
                    .allSatisfy(letter -> assertThat(Topics.header(letter, "dead-letter-topic"))
                            .isEqualTo(TOPIC));
        });
        // The letter is the record as it was.
        ConsumerRecord<byte[], byte[]> letter =
                lettersFrom(places.subList(6, 7)).get(0);
        assertThat(Topics.key(letter)).isEqualTo("acme/bad");
        assertThat(Topics.value(letter)).isEqualTo("{\"body\":");
        assertThat(Topics.header(letter, "ce_type")).isEqualTo(TYPE);
        assertThat(Management.metrics()).contains("tierline_dead_letters_total{topic=\"trial.notes\"}");
    }

    @Test
    void eventOfAnUnknownTypeIsPassedOver() {
        List<RecordMetadata> places =
                Topics.put(List.of(record("acme/unknown", "note.burnt.v1", "no JSON at all"), note("known", "whole")));
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(bodies("known")).containsOnlyKeys("known");
            assertThat(Topics.lag(TOPIC, GROUP)).isZero();
        });
        assertThat(lettersFrom(places)).isEmpty();
    }

    @Test
    void rowThatTheDatabaseRefusesGoesAloneToTheDeadLetters() {
        List<ProducerRecord<byte[], byte[]>> notes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            notes.add(note("bisected-" + i, i == 70 ? "refused" : i == 140 ? "a\\u0000" : "whole"));
        }
        List<RecordMetadata> places = Topics.put(notes);
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(bodies("bisected-")).hasSize(198);
            assertThat(lettersFrom(places))
                    .extracting(Topics::key)
                    .containsExactlyInAnyOrder("acme/bisected-70", "acme/bisected-140");
        });
        assertThat(Topics.header(lettersFrom(List.of(places.get(70))).get(0), "dead-letter-reason"))
                .contains("23514");
    }

    @Test
    void nothingIsSkippedOrCommitted_whileTheDatabaseIsInTrouble() {
        await().atMost(SOON).until(() -> Topics.lag(TOPIC, GROUP) == 0);
        outages.consumingFails(true);
        int attempts = consumer.attempts();

        List<RecordMetadata> places = Topics.put(List.of(note("held-up-1", "whole"), note("held-up-2", "whole")));

        await().atMost(SOON).until(() -> consumer.attempts() >= attempts + 6);
        assertThat(Topics.lag(TOPIC, GROUP)).isEqualTo(2);
        assertThat(bodies("held-up-")).isEmpty();
        Management.get("/q/health/live").then().statusCode(200);
        Management.get("/q/health/ready").then().statusCode(200);

        outages.consumingFails(false);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(bodies("held-up-")).hasSize(2);
            assertThat(Topics.lag(TOPIC, GROUP)).isZero();
        });
        assertThat(lettersFrom(places)).isEmpty();
    }

    @Test
    void everyNoteIsApplied_whenTheDatabaseEndsAllSessionsMeanwhile() {
        for (int round = 0; round < 5; round++) {
            int first = round * 500;
            Topics.put(IntStream.range(first, first + 500)
                    .mapToObj(i -> note("through-crash-" + i, "whole"))
                    .toList());
            outages.endAllSessions();
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(bodies("through-crash-")).hasSize(2500));
    }

    @Test
    void nothingChanges_whenABatchComesAgain() {
        Topics.put(List.of(note("twice-1", "first"), note("twice-2", "whole"), note("twice-1", "last")));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Topics.lag(TOPIC, GROUP)).isZero());
        Map<String, String> before = bodies("twice-");

        consumer.consume(batch(Topics.of(TOPIC, "acme/twice-"))).await().atMost(SOON);

        assertThat(before).containsEntry("twice-1", "last").hasSize(2);
        assertThat(bodies("twice-")).isEqualTo(before);
    }

    @Test
    void batchIsDone_whenNothingInItConcernsUs() {
        consumer.consume(batch(List.of())).await().atMost(SOON);
    }

    private List<ConsumerRecord<byte[], byte[]>> lettersFrom(List<RecordMetadata> places) {
        List<String> wanted = places.stream()
                .map(place -> place.partition() + "@" + place.offset())
                .toList();
        return Topics.all(TOPIC + ".dead-letter").stream()
                .filter(letter -> wanted.contains(Topics.header(letter, "dead-letter-partition") + "@"
                        + Topics.header(letter, "dead-letter-offset")))
                .toList();
    }

    private Map<String, String> bodies(String idPrefix) {
        return StreamSupport.stream(
                        database.pool()
                                .preparedQuery("select id, body from note where starts_with(id, $1)")
                                .executeAndAwait(Tuple.of(idPrefix))
                                .spliterator(),
                        false)
                .collect(Collectors.toMap((Row row) -> row.getString(0), (Row row) -> row.getString(1)));
    }

    private static ConsumerRecords<byte[], byte[]> batch(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> byPartition = records.stream()
                .collect(Collectors.groupingBy(record -> new TopicPartition(record.topic(), record.partition())));
        return new ConsumerRecords<>(byPartition, Map.of());
    }

    private static ProducerRecord<byte[], byte[]> note(String id, String body) {
        return record("acme/" + id, TYPE, "{\"body\":\"" + body + "\"}");
    }

    private static ProducerRecord<byte[], byte[]> record(String key, String type, String value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                TOPIC, key == null ? null : key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
        if (type != null) {
            record.headers().add(CloudEvents.header("ce_type", type));
        }
        return record;
    }
}
