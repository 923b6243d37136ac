package io.tierline.kit.republication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.tierline.kit.database.Database;
import io.tierline.kit.database.Databases;
import io.tierline.kit.outbox.Outbox;
import io.tierline.kit.outbox.OutboxRelay;
import io.tierline.kit.outbox.OutgoingEvent;
import io.tierline.kit.trial.Outages;
import io.tierline.kit.trial.StoredNotes;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Jobs, on databases of their own where nobody empties the outbox and every step is taken by hand. */
@QuarkusTest
class RepublicationTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final int NOTES = 1_200; // three chunks

    @Inject
    Vertx vertx;

    @Inject
    Outages outages;

    @Inject
    OutboxRelay relay;

    @Inject
    MeterRegistry meters;

    private final StoredNotes notes = new StoredNotes();
    private Database database;

    @Test
    void everythingIsPublishedOnceAndInOrder() {
        // Given
        Republication republication = on("republish_all");
        store("acme", NOTES);
        store("initech", 1);
        Job job = ask(Scope.ALL);

        // When
        run(republication);

        // Then
        List<String> expected = new ArrayList<>(ids(NOTES));
        expected.addAll(ids(1));
        assertThat(published()).isEqualTo(expected);
        assertThat(find(job).state()).isEqualTo(Job.State.DONE);
        assertThat(find(job).published()).isEqualTo(NOTES + 1);
        assertThat(find(job).finishedAt()).isNotNull();
    }

    @Test
    void onlyTheScopeIsPublished_boundsBeingInclusiveAndExclusive() {
        // Given
        Republication republication = on("republish_scope");
        List.of("acme", "initech").forEach(tenant -> {
            store(tenant, "before", NOON.minusNanos(1_000));
            store(tenant, "first", NOON);
            store(tenant, "last", NOON.plusSeconds(60).minusNanos(1_000));
            store(tenant, "after", NOON.plusSeconds(60));
        });
        Job job = ask(new Scope("initech", NOON, NOON.plusSeconds(60)));

        // When
        run(republication);

        // Then
        assertThat(published()).containsExactly("first/1", "last/1");
        assertThat(find(job).published()).isEqualTo(2);
    }

    @Test
    void jobGoesOnWhereItWas_whenAChunkBreaksInTheMiddle() {
        // Given
        Republication republication = on("republish_resumed");
        store("acme", NOTES);
        Job job = ask(Scope.ALL);
        notes.breaksAt("n-0700");
        run(republication);
        assertThat(published()).isEqualTo(ids(500));
        assertThat(find(job).state()).isEqualTo(Job.State.RUNNING);
        assertThat(find(job).published()).isEqualTo(500);

        // When: as another instance, or this one after a restart
        notes.breaksAt(null);
        run(of(database));

        // Then
        assertThat(published()).isEqualTo(ids(NOTES));
        assertThat(find(job).state()).isEqualTo(Job.State.DONE);
        assertThat(find(job).published()).isEqualTo(NOTES);
    }

    @Test
    void jobFails_whenItBreaksTenTimesAtTheSamePlace() {
        // Given
        Republication republication = on("republish_fails");
        store("acme", 1);
        Job job = ask(Scope.ALL);
        notes.breaksAt("n-0000");
        IntStream.range(0, 9).forEach(time -> run(republication));
        assertThat(find(job).state()).isEqualTo(Job.State.RUNNING);

        // When
        run(republication);

        // Then
        assertThat(find(job).state()).isEqualTo(Job.State.FAILED);
        assertThat(published()).isEmpty();
    }

    @Test
    void jobWaits_whileTheOutboxIsFull() {
        // Given
        Republication republication = on("republish_paced");
        store("acme", 1);
        Job job = ask(Scope.ALL);
        fillOutbox(10, 499);
        fillOutbox(1, 10);
        assertThat(step(republication)).isEqualTo(Republication.Next.SOON);
        assertThat(find(job).state()).isEqualTo(Job.State.RUNNING);
        assertThat(find(job).published()).isZero();

        // When
        database.pool().query("delete from outbox where id = 11").executeAndAwait();
        run(republication);

        // Then: 4,990 are not enough to wait for
        assertThat(find(job).state()).isEqualTo(Job.State.DONE);
        assertThat(find(job).published()).isEqualTo(1);
    }

    @Test
    void jobWaits_whileTheOutboxHasAHundredRows() {
        // Given
        Republication republication = on("republish_paced_by_rows");
        store("acme", 1);
        Job job = ask(Scope.ALL);
        fillOutbox(100, 1);

        // When
        Republication.Next next = step(republication);

        // Then
        assertThat(next).isEqualTo(Republication.Next.SOON);
        assertThat(find(job).published()).isZero();
        database.pool().query("delete from outbox where id = 1").executeAndAwait();
        run(republication);
        assertThat(find(job).published()).isEqualTo(1);
    }

    @Test
    void jobComesBackByItself_whenThereIsRoomInTheOutbox() {
        // Given
        Republication republication = on("republish_comes_back");
        store("acme", 1);
        Job job = ask(Scope.ALL);
        fillOutbox(100, 1);

        // When: the clock ticks once
        CompletableFuture<Void> tick = republication.byTheClock().subscribeAsCompletionStage();
        await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> !tick.isDone());
        database.pool().query("delete from outbox where id = 1").executeAndAwait();

        // Then
        assertThat(tick).succeedsWithin(SOON);
        assertThat(find(job).state()).isEqualTo(Job.State.DONE);
    }

    @Test
    void sameJobIsAnswered_whileItRuns_andAnotherOneAfterwards() {
        // Given
        Republication republication = on("republish_asked_twice");
        Scope scope = new Scope("acme", NOON, null);

        // When
        List<Job> asked = Uni.join()
                .all(IntStream.range(0, 10)
                        .mapToObj(time -> new Jobs(database).ask(scope))
                        .toList())
                .andFailFast()
                .await()
                .atMost(SOON);

        // Then
        assertThat(asked.stream().map(Job::id).distinct()).hasSize(1);
        assertThat(ask(new Scope("acme", null, null)).id())
                .isNotEqualTo(asked.get(0).id());
        run(republication);
        assertThat(ask(scope).id()).isNotEqualTo(asked.get(0).id());
    }

    @Test
    void chunkIsPublishedOnce_whenTwoInstancesWork() {
        // Given
        Republication one = on("republish_two_instances");
        Republication other = of(database);
        store("acme", NOTES);
        Job job = ask(Scope.ALL);

        // When
        while (find(job).state() == Job.State.RUNNING) {
            Uni.join()
                    .all(one.byTheClock(), other.byTheClock())
                    .andFailFast()
                    .await()
                    .atMost(SOON);
        }

        // Then
        assertThat(published()).isEqualTo(ids(NOTES));
        assertThat(find(job).published()).isEqualTo(NOTES);
    }

    @Test
    void eventOfAFormerRevisionIsNotPutBehindANewerOne() {
        // Given: somebody is changing the note and has not committed yet
        Republication republication = on("republish_locked");
        store("acme", 1);
        ask(Scope.ALL);
        SqlConnection other = database.pool().getConnectionAndAwait();
        Transaction change = other.beginAndAwait();
        other.query("update stored_note set revision = 2").executeAndAwait();

        // When
        CompletableFuture<Republication.Next> step = republication.step().subscribeAsCompletionStage();
        awaitSomebodyWaitsForALock();
        Outbox.add(
                        other,
                        StoredNotes.TOPIC,
                        "note.written.v1",
                        List.of(new OutgoingEvent("acme/n-0000", "n-0000/2", "{}")))
                .await()
                .atMost(SOON);
        change.commitAndAwait();
        other.closeAndAwait();
        step.join();

        // Then
        assertThat(published()).containsExactly("n-0000/2", "n-0000/2");
    }

    private void awaitSomebodyWaitsForALock() {
        await().atMost(SOON)
                .until(() -> database.pool()
                        .query("select count(*) > 0 from pg_stat_activity where datname = current_database()"
                                + " and wait_event_type = 'Lock'")
                        .executeAndAwait()
                        .iterator()
                        .next()
                        .getBoolean(0));
    }

    private Republication on(String name) {
        database = Databases.withOutbox(vertx, outages.well(), name);
        database.pool()
                .query("create table stored_note (tenant text, id text, revision int, made_at timestamptz,"
                        + " primary key (tenant, id))")
                .executeAndAwait();
        return of(database);
    }

    private Republication of(Database database) {
        return new Republication(database, new Jobs(database), List.of(notes), relay, meters);
    }

    private Job ask(Scope scope) {
        return new Jobs(database).ask(scope).await().atMost(SOON);
    }

    private Job find(Job job) {
        return new Jobs(database).find(job.id()).await().atMost(SOON);
    }

    /** Until there is nothing to do at the moment. */
    private static void run(Republication republication) {
        republication.byTheClock().await().atMost(SOON);
    }

    private static Republication.Next step(Republication republication) {
        return republication.step().await().atMost(SOON);
    }

    private void store(String tenant, int count) {
        database.pool()
                .preparedQuery("insert into stored_note select $1, 'n-' || to_char(i, 'FM0000'), 1, now()"
                        + " from generate_series(0, $2::int - 1) as i")
                .executeAndAwait(Tuple.of(tenant, count));
    }

    private void store(String tenant, String id, Instant madeAt) {
        database.pool()
                .preparedQuery("insert into stored_note values ($1, $2, 1, $3)")
                .executeAndAwait(Tuple.of(tenant, id, madeAt.atOffset(java.time.ZoneOffset.UTC)));
    }

    private void fillOutbox(int rows, int eventsEach) {
        List<OutgoingEvent> events = IntStream.range(0, eventsEach)
                .mapToObj(n -> new OutgoingEvent("acme/live", "live", "{}"))
                .toList();
        for (int row = 0; row < rows; row++) {
            database.transaction(transaction -> Outbox.add(transaction, "trial.outbox", "note.written.v1", events))
                    .await()
                    .atMost(SOON);
        }
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj("n-%04d/1"::formatted).toList();
    }

    /** The ids of the events in the outbox, in the order in which they will be published. */
    private List<String> published() {
        List<String> ids = new ArrayList<>();
        for (Row row : database.pool()
                .query("select event_ids from outbox order by id")
                .executeAndAwait()) {
            ids.addAll(List.of(row.getArrayOfStrings(0)));
        }
        return ids;
    }
}
