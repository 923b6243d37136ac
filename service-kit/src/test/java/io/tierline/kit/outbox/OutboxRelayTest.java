package io.tierline.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.tierline.kit.database.Database;
import io.tierline.kit.database.Databases;
import io.tierline.kit.messaging.KafkaPublisher;
import io.tierline.kit.messaging.Publishers;
import io.tierline.kit.testing.Gate;
import io.tierline.kit.testing.Management;
import io.tierline.kit.trial.Outages;
import io.tierline.kit.trial.Topics;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutboxRelayTest {

    private static final String TOPIC = "trial.outbox";
    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    Database database;

    @Inject
    OutboxRelay relay;

    @Inject
    KafkaPublisher publisher;

    @Inject
    Outages outages;

    @Inject
    Vertx vertx;

    @Test
    void eventsArriveWithTheirAttributes_afterTheCommit() {
        Instant before = Instant.now().minusSeconds(1);
        commit(
                database,
                new OutgoingEvent("acme/first", "e-1", "{\"n\":1}"),
                new OutgoingEvent("acme/first", "e-2", "{\"n\":2}"));
        relay.wake();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Topics.of(TOPIC, "acme/first")).hasSize(2));
        ConsumerRecord<byte[], byte[]> record = Topics.of(TOPIC, "acme/first").get(0);
        assertThat(Topics.value(record)).isEqualTo("{\"n\":1}");
        assertThat(Topics.header(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(Topics.header(record, "ce_id")).isEqualTo("e-1");
        assertThat(Topics.header(record, "ce_source")).isEqualTo("/trial-service/acme");
        assertThat(Topics.header(record, "ce_type")).isEqualTo("note.written.v1");
        assertThat(Instant.parse(Topics.header(record, "ce_time")))
                .isBetween(before, Instant.now().plusSeconds(1));
        assertThat(Topics.header(record, "content-type")).isEqualTo("application/json");
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting(database)).isZero());
    }

    @Test
    void eventsArrive_whenNobodyWakesTheRelay() {
        commit(database, new OutgoingEvent("acme/unwoken", "u-1", "{}"));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(Topics.of(TOPIC, "acme/unwoken")).hasSize(1));
    }

    @Test
    void nothingArrives_whenTheTransactionIsRolledBack() {
        Throwable failure = catchThrowable(() -> database.transaction(transaction -> Outbox.add(
                                transaction,
                                TOPIC,
                                "note.written.v1",
                                List.of(new OutgoingEvent("acme/rolled-back", "r", "{}")))
                        .chain(() -> Uni.createFrom().failure(new IllegalStateException("no"))))
                .await()
                .atMost(SOON));
        assertThat(failure).isNotNull();
        commit(database, new OutgoingEvent("acme/after-it", "a", "{}"));
        relay.wake();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(Topics.of(TOPIC, "acme/after-it")).hasSize(1));
        assertThat(Topics.of(TOPIC, "acme/rolled-back")).isEmpty();
    }

    @Test
    void nothingIsWritten_whenThereAreNoEvents() {
        database.transaction(transaction -> Outbox.add(transaction, TOPIC, "note.written.v1", List.of()))
                .await()
                .atMost(SOON);
    }

    @Test
    void everyKeysEventsArriveInTheOrderOfTheirCommits_amongThousandsFromManyWriters() {
        writeConcurrently(database, "acme/ordered-", 10, 300, relay::wake);
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting(database)).isZero());
        assertThat(valuesByKey("acme/ordered-"))
                .hasSize(10)
                .allSatisfy((key, values) -> assertThat(values).containsExactlyElementsOf(upTo(300)));
    }

    @Test
    void eventArrives_whenALaterIdWasCommittedBefore() {
        // Given
        Database apart = Databases.withOutbox(vertx, outages.well(), "late_commit");
        OutboxRelay relay = relayOf(apart, publisher);
        CompletableFuture<Void> added = new CompletableFuture<>();
        CompletableFuture<Void> released = new CompletableFuture<>();
        CompletableFuture<Void> committed = apart.transaction(
                        transaction -> add(transaction, new OutgoingEvent("acme/late-commit", "l-1", "{}"))
                                .invoke(() -> added.complete(null))
                                .chain(() -> Uni.createFrom().completionStage(released)))
                .subscribeAsCompletionStage();
        added.join();
        commit(apart, new OutgoingEvent("acme/late-commit", "l-2", "{}"));
        assertThat(relay.round().await().atMost(SOON)).isEqualTo(1);

        // When
        released.complete(null);
        committed.join();
        relay.round().await().atMost(SOON);

        // Then
        assertThat(Topics.of(TOPIC, "acme/late-commit"))
                .extracting(record -> Topics.header(record, "ce_id"))
                .containsExactly("l-2", "l-1");
        assertThat(waiting(apart)).isZero();
    }

    @Test
    void everyEventArrivesOnceAndInOrder_whenTwoInstancesRelay() {
        Database shared = Databases.withOutbox(vertx, outages.well(), "two_relays");
        createCounters(shared);
        OutboxRelay one = relayOf(shared, Publishers.at(vertx, Topics.bootstrap()));
        OutboxRelay other = relayOf(shared, Publishers.at(vertx, Topics.bootstrap()));

        writeConcurrently(shared, "acme/shared-", 10, 200, () -> {
            one.wake();
            other.wake();
        });

        await().atMost(SOON).untilAsserted(() -> {
            one.wake();
            assertThat(waiting(shared)).isZero();
        });
        assertThat(valuesByKey("acme/shared-"))
                .hasSize(10)
                .allSatisfy((key, values) -> assertThat(values).containsExactlyElementsOf(upTo(200)));
    }

    @Test
    void eventsWait_whileKafkaCannotBeReached_andArriveWhenItIsBack() {
        Database apart = Databases.withOutbox(vertx, outages.well(), "kafka_away");
        String[] broker = Topics.bootstrap().split(":");
        try (Gate gate = new Gate(new InetSocketAddress(broker[0], Integer.parseInt(broker[1])))) {
            KafkaPublisher gated = Publishers.at(vertx, "localhost:" + gate.port());
            OutboxRelay held = relayOf(apart, gated);
            commit(
                    apart,
                    IntStream.range(0, 500)
                            .mapToObj(n -> new OutgoingEvent("acme/held", "h-" + n, String.valueOf(n)))
                            .toArray(OutgoingEvent[]::new));

            long start = System.nanoTime();
            Throwable failure = catchThrowable(() -> held.round().await().atMost(SOON));

            assertThat(failure).isInstanceOf(TimeoutException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            assertThat(waiting(apart)).isEqualTo(1);

            gate.open();

            await().atMost(SOON).untilAsserted(() -> {
                held.wake();
                assertThat(waiting(apart)).isZero();
            });
            assertThat(valuesByKey("acme/held").get("acme/held"))
                    .containsExactlyElementsOf(
                            upTo(500).stream().map(n -> n - 1).toList());
        }
    }

    @Test
    void eventsKeepTheirIds_whenTheyArePublishedAgain() {
        Database apart = Databases.withOutbox(vertx, outages.well(), "published_again");
        // A crash between the broker's acknowledgement and the commit: the first attempt to delete fails.
        apart.pool().query("""
                create sequence attempt;
                create function fail_once() returns trigger language plpgsql as
                $$ begin if nextval('attempt') = 1 then raise 'gone'; end if; return old; end $$;
                create trigger fail_once before delete on outbox for each row execute function fail_once()""").executeAndAwait();
        commit(apart, new OutgoingEvent("acme/again", "g-1", "{}"), new OutgoingEvent("acme/again", "g-2", "{}"));
        OutboxRelay crashing = relayOf(apart, publisher);

        await().atMost(SOON).untilAsserted(() -> {
            crashing.wake();
            assertThat(waiting(apart)).isZero();
        });

        assertThat(Topics.of(TOPIC, "acme/again"))
                .extracting(record -> Topics.header(record, "ce_id"))
                .containsExactly("g-1", "g-2", "g-1", "g-2");
        assertThat(Topics.of(TOPIC, "acme/again").stream()
                        .map(record -> Topics.header(record, "ce_time"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void depthAndAgeAreMeasured() {
        String metrics = Management.metrics();
        assertThat(metrics).contains("tierline_outbox_depth").contains("tierline_outbox_age_seconds");
        Database apart = Databases.withOutbox(vertx, outages.well(), "measured");
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        OutboxRelay idle = new OutboxRelay(apart, publisher, meters, "trial-service");
        commit(apart, new OutgoingEvent("acme/m", "m-1", "{}"), new OutgoingEvent("acme/m", "m-2", "{}"));
        apart.pool()
                .query("update outbox set created_at = now() - interval '90 seconds'")
                .executeAndAwait();

        idle.measure().await().atMost(SOON);

        assertThat(meters.get("tierline.outbox.depth").gauge().value()).isEqualTo(2);
        assertThat(meters.get("tierline.outbox.age.seconds").gauge().value()).isBetween(90.0, 150.0);
    }

    private static OutboxRelay relayOf(Database database, KafkaPublisher publisher) {
        return new OutboxRelay(database, publisher, new SimpleMeterRegistry(), "trial-service");
    }

    private static void commit(Database database, OutgoingEvent... events) {
        database.transaction(transaction -> add(transaction, events)).await().atMost(SOON);
    }

    private static Uni<Void> add(SqlConnection transaction, OutgoingEvent... events) {
        return Outbox.add(transaction, TOPIC, "note.written.v1", List.of(events));
    }

    /** Each commit takes the next number of a key under the key's row lock, as a change of an entity does. */
    private static void writeConcurrently(Database database, String prefix, int keys, int perKey, Runnable wake) {
        List<Uni<Void>> writes = new ArrayList<>();
        for (int n = 0; n < perKey; n++) {
            for (int k = 0; k < keys; k++) {
                String key = prefix + k;
                writes.add(database.transaction(transaction -> transaction
                                .preparedQuery("insert into counter (name, n) values ($1, 1)"
                                        + " on conflict (name) do update set n = counter.n + 1 returning n")
                                .execute(Tuple.of(key))
                                .chain(rows -> {
                                    long number = rows.iterator().next().getLong(0);
                                    OutgoingEvent event =
                                            new OutgoingEvent(key, key + "-" + number, String.valueOf(number));
                                    return Outbox.add(transaction, TOPIC, "note.written.v1", List.of(event));
                                }))
                        .invoke(wake));
            }
        }
        Uni.join().all(writes).usingConcurrencyOf(16).andFailFast().await().atMost(SOON);
    }

    private static void createCounters(Database database) {
        database.pool()
                .query("create table counter (name text primary key, n bigint not null)")
                .executeAndAwait();
    }

    /** The numbers of each key as they arrived. */
    private static Map<String, List<Integer>> valuesByKey(String prefix) {
        return Topics.of(TOPIC, prefix).stream()
                .collect(Collectors.groupingBy(
                        Topics::key,
                        Collectors.mapping(record -> Integer.valueOf(Topics.value(record)), Collectors.toList())));
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    private static long waiting(Database database) {
        return database.pool()
                .query("select count(*) from outbox")
                .executeAndAwait()
                .iterator()
                .next()
                .getLong(0);
    }
}
