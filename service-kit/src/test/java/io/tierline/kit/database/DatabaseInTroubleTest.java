package io.tierline.kit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.tierline.kit.testing.Gate;
import io.tierline.kit.trial.Outages;
import io.vertx.mutiny.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of work on a database that falls silent, is slow to let anybody in, or whose caller goes away. */
@QuarkusTest
class DatabaseInTroubleTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int CONNECTIONS = 4;

    @Inject
    Outages outages;

    @Inject
    Vertx vertx;

    @Inject
    Database well;

    private Gate gate;
    private Database database;

    @BeforeEach
    void connectThroughAGate() {
        PgConnectOptions server = outages.well().addProperty("client_connection_check_interval", "200");
        gate = new Gate(new InetSocketAddress(server.getHost(), server.getPort())).open();
        database = Databases.impatient(vertx, server.setPort(gate.port()), CONNECTIONS);
    }

    @AfterEach
    void close() {
        database.pool().closeAndForget();
        gate.close();
    }

    @Test
    void allConnectionsAreReplaced_whenTheyFallSilentTogether() {
        together();
        gate.swallow();

        Throwable failure = catchThrowable(() -> select());

        assertThat(DatabaseFaults.isTrouble(failure)).isTrue();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(database.pool().size())
                        .as("connections, used or not")
                        .isZero());
        together();
    }

    @Test
    void transactionFails_whenItsConnectionFallsSilent() {
        Throwable failure = catchThrowable(() -> database.transaction(transaction -> transaction
                        .query("select 1")
                        .execute()
                        .invoke(gate::swallow)
                        .chain(() -> transaction.query("select 2").execute()))
                .await()
                .atMost(SOON));

        assertThat(DatabaseFaults.isTrouble(failure)).isTrue();
        assertThat(select()).isEqualTo(1);
    }

    @Test
    void workGoesOn_whenTheServerLetsClientsInAgain() {
        gate.freeze();
        assertThat(DatabaseFaults.isTrouble(catchThrowable(this::select))).isTrue();

        gate.thaw();

        await().atMost(SOON).ignoreExceptions().untilAsserted(this::together);
    }

    @Test
    void readinessSaysNoInTime_whenTheServerIsSilent() {
        together();
        gate.freeze();
        DatabaseReadiness readiness = new DatabaseReadiness(database);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(readiness
                                .call()
                                .await()
                                .atMost(Duration.ofSeconds(2))
                                .getStatus())
                        .isEqualTo(HealthCheckResponse.Status.DOWN));
    }

    @Test
    void nothingIsStored_whenATransactionTakesTooLong() {
        Throwable failure = catchThrowable(() -> database.transaction(transaction -> transaction
                        .query("insert into note (id, body) values ('too-long', '')")
                        .execute()
                        .chain(() -> transaction.query("select pg_sleep(1.7)").execute())
                        .chain(() -> transaction.query("select pg_sleep(1.7)").execute())
                        .chain(() -> transaction.query("select pg_sleep(1.7)").execute()))
                .await()
                .atMost(SOON));

        assertThat(DatabaseFaults.isTrouble(failure)).isTrue();
        assertThat(count("select count(*) from note where id = 'too-long'")).isZero();
        together();
    }

    @Test
    void transactionEnds_whenItsWorkNeverDoes() {
        Throwable failure = catchThrowable(() -> database.transaction(transaction -> transaction
                        .query("select 1")
                        .execute()
                        .chain(() -> Uni.createFrom().nothing()))
                .await()
                .atMost(SOON));

        assertThat(DatabaseFaults.isTrouble(failure)).isTrue();
        together();
    }

    @Test
    void statementIsNotBegun_whenItsCallerLeavesTheQueue() {
        List<CompletableFuture<?>> busy = IntStream.range(0, CONNECTIONS)
                .<CompletableFuture<?>>mapToObj(i -> sleep("0.4"))
                .toList();
        Cancellable queued = database.pool()
                .query("insert into note (id, body) values ('left-the-queue', '')")
                .execute()
                .subscribe()
                .with(nothing -> {});

        queued.cancel();

        busy.forEach(CompletableFuture::join);
        together();
        assertThat(count("select count(*) from note where id = 'left-the-queue'"))
                .isZero();
    }

    @Test
    void statementIsEndedAndNoOtherIsHit_whenItsCallerHasGone() {
        AtomicInteger written = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            List<Cancellable> running = IntStream.range(0, CONNECTIONS)
                    .mapToObj(n -> database.pool()
                            .query("select pg_sleep(20) as abandoned")
                            .execute()
                            .subscribe()
                            .with(nothing -> {}))
                    .toList();
            await().atMost(SOON).until(() -> abandoned() > 0);
            running.forEach(Cancellable::cancel);
            // Written on the very connections, as soon as there is one.
            database.transaction(transaction -> transaction
                            .query("insert into note (id, body) values ('following-" + written.incrementAndGet()
                                    + "', '')")
                            .execute()
                            .chain(() ->
                                    transaction.query("select pg_sleep(0.05)").execute()))
                    .await()
                    .atMost(SOON);
        }

        assertThat(count("select count(*) from note where id like 'following-%'"))
                .isEqualTo(written.get());
        await().atMost(SOON).untilAsserted(() -> assertThat(abandoned()).isZero());
    }

    @Test
    void noConnectionIsLost_whenCallersGoAwayAtAnyMoment() {
        Random random = new Random(12);
        AtomicInteger answered = new AtomicInteger();
        for (int i = 0; i < 5_000; i++) {
            Cancellable asked = database.pool()
                    .query("select pg_sleep(0.001)")
                    .execute()
                    .subscribe()
                    .with(rows -> answered.incrementAndGet(), failure -> {});
            for (int spin = random.nextInt(3_000); spin > 0; spin--) {
                Thread.onSpinWait();
            }
            if (i % 100 > 0) {
                asked.cancel();
            }
        }

        together();
        await().atMost(SOON).untilAsserted(() -> assertThat(answered.get()).isGreaterThanOrEqualTo(50));
    }

    private long abandoned() {
        return count("select count(*) from pg_stat_activity where query like '%as abandoned' and state = 'active'"
                + " and pid <> pg_backend_pid()");
    }

    /** All connections work at the same time: each waits until the others have begun. */
    private void together() {
        AtomicInteger begun = new AtomicInteger();
        CompletableFuture<Void> all = new CompletableFuture<>();
        List<Uni<Void>> transactions = IntStream.range(0, CONNECTIONS)
                .mapToObj(i -> database.transaction(transaction -> transaction
                        .query("select 1")
                        .execute()
                        .chain(() -> {
                            if (begun.incrementAndGet() == CONNECTIONS) {
                                all.complete(null);
                            }
                            return Uni.createFrom().completionStage(all);
                        })))
                .toList();
        Uni.join().all(transactions).andFailFast().await().atMost(SOON);
    }

    private int select() {
        return database.pool()
                .query("select 1")
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0))
                .await()
                .atMost(SOON);
    }

    private CompletableFuture<?> sleep(String seconds) {
        return database.pool()
                .query("select pg_sleep(" + seconds + ")")
                .execute()
                .subscribeAsCompletionStage();
    }

    private long count(String sql) {
        return well.pool().query(sql).executeAndAwait().iterator().next().getLong(0);
    }
}
