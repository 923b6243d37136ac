package io.tierline.kit.database;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.tierline.kit.testing.Management;
import io.tierline.kit.testing.Tokens;
import io.tierline.kit.trial.Outages;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DatabaseTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Database database;

    @Inject
    Outages outages;

    @Inject
    Vertx vertx;

    @TestHTTPResource("/")
    URI server;

    @ParameterizedTest
    @CsvSource({
        "lock_timeout,4s",
        "statement_timeout,15s",
        "idle_in_transaction_session_timeout,20s",
        "transaction_timeout,24s",
        "client_connection_check_interval,2s",
        "tcp_user_timeout,15000"
    })
    void everyWaitHasALimit(String setting, String value) {
        as("reader")
                .get("/v1/trouble/setting/" + setting)
                .then()
                .statusCode(200)
                .body("value", equalTo(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gated", "unknown-host", "all-taken"})
    void callerIsToldToComeBack_whenTheDatabaseCannotBeReached(String outage) {
        outages.database(outage);
        as("reader")
                .get("/v1/trouble/database/" + outage)
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", equalTo("2"))
                .body("code", equalTo("database-unavailable"));
    }

    @Test
    void callerIsToldToComeBack_whenTheConnectionBreaksInTheMiddle() {
        outages.gate().open();
        CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(() ->
                as("reader").get("/v1/trouble/sleeping-database/gated-then-cut").statusCode());
        await().atMost(SOON)
                .until(() -> count("select count(*) from pg_stat_activity where query = 'select pg_sleep(30)'") == 1);

        outages.gate().shut();

        assertThat(answer.join()).isEqualTo(503);
    }

    @Test
    void serviceIsReady_rightAfterTheDatabaseHasEndedAllSessions() {
        Management.get("/q/health/ready").then().statusCode(200);
        outages.endAllSessions();
        Management.get("/q/health/ready").then().log().ifValidationFails().statusCode(200);
    }

    @Test
    void transactionIsFinished_whenItsClientHangsUp() throws Exception {
        String tenant = Tokens.of("acme", "writer");
        int before = outages.slow();
        for (int i = 0; i < 400; i++) {
            try (Socket socket = new Socket(server.getHost(), server.getPort())) {
                socket.getOutputStream()
                        .write(("POST /v1/trouble/slow/hang-up-" + i
                                        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + tenant
                                        + "\r\nContent-Length: 0\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                if (i % 2 == 0) {
                    int started = outages.slow();
                    long until = System.nanoTime() + 20_000_000;
                    while (outages.slow() == started && System.nanoTime() < until) {
                        Thread.onSpinWait();
                    }
                }
                if (i % 3 == 0) {
                    socket.setSoLinger(true, 0);
                }
            }
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                count("select count(*) from note where id like 'hang-up-%' and body = 'whole'"))
                        .isEqualTo(outages.slow() - before));
        assertThat(outages.slow() - before).isGreaterThan(100);
        assertThat(count("select count(*) from note where id like 'hang-up-%' and body = ''"))
                .isZero();
        // The pool is whole: all its connections work at the same time.
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> as("writer").post("/v1/trouble/slow/after-" + i).statusCode()))
                .toList();
        assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(200);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                count("select count(*) from pg_stat_activity where state like 'idle in transaction%'"))
                        .isZero());
    }

    @Test
    void transactionIsFinished_whenWhoeverWaitsGoesAway() {
        CompletableFuture<Void> halfWay = new CompletableFuture<>();
        Cancellable waiting = database.transaction(transaction -> transaction
                        .query("insert into note (id, body) values ('abandoned', 'half')")
                        .execute()
                        .invoke(() -> halfWay.complete(null))
                        .chain(() -> transaction.query("select pg_sleep(0.2)").execute())
                        .chain(() -> transaction
                                .query("update note set body = 'whole' where id = 'abandoned'")
                                .execute()))
                .subscribe()
                .with(nothing -> {});
        halfWay.join();

        waiting.cancel();

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(count("select count(*) from note where id = 'abandoned' and body = 'whole'"))
                                .isEqualTo(1));
    }

    @Test
    void transactionIsTriedAgainAfterACollision_whenWhoeverWaitedHasGone() {
        CompletableFuture<Void> colliding = new CompletableFuture<>();
        Cancellable waiting = database.transaction(transaction -> colliding.complete(null)
                        ? transaction
                                .query("select pg_sleep(0.2); do $$ begin raise 'once' using errcode = '40001'; end $$")
                                .execute()
                        : transaction
                                .query("insert into note (id, body) values ('tried-again', 'whole')")
                                .execute())
                .subscribe()
                .with(nothing -> {});
        colliding.join();

        waiting.cancel();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(count("select count(*) from note where id = 'tried-again'"))
                        .isEqualTo(1));
    }

    @Test
    void bothTransactionsSucceed_whenTheyDeadlock() {
        run("insert into counter (name) values ('left'), ('right')");
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        Uni<Void> one = crosswise("left", "right", bothHoldOne);
        Uni<Void> other = crosswise("right", "left", bothHoldOne);
        Uni.join().all(one, other).andFailFast().await().atMost(SOON);
        assertThat(count("select n from counter where name = 'left'")).isEqualTo(2);
        assertThat(count("select n from counter where name = 'right'")).isEqualTo(2);
    }

    @Test
    void nothingIsLeft_whenTheWorkFails() {
        Throwable failure = catchThrowable(() -> database.transaction(transaction -> transaction
                        .query("insert into note (id, body) values ('rolled-back', 'b')")
                        .execute()
                        .chain(() -> Uni.createFrom().failure(new IllegalStateException("changed my mind"))))
                .await()
                .atMost(SOON));
        assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessage("changed my mind");
        assertThat(count("select count(*) from note where id = 'rolled-back'")).isZero();
    }

    @Test
    void workFails_whenItsCommitIsRefused() {
        Throwable failure = catchThrowable(() -> database.transaction(transaction -> transaction
                        .query("create temporary table checked_at_commit (n int unique deferrable initially deferred)"
                                + " on commit drop; insert into checked_at_commit values (1), (1)")
                        .execute())
                .await()
                .atMost(SOON));
        assertThat(DatabaseFaults.isAboutTheData(failure)).isTrue();
    }

    @Test
    void failureIsTheDatabasesOwn_whenRetryingACollisionDoesNotHelp() {
        Throwable failure = catchThrowable(() -> database.transaction(transaction -> transaction
                        .query("do $$ begin raise 'always' using errcode = '40001'; end $$")
                        .execute())
                .await()
                .atMost(SOON));
        assertThat(DatabaseFaults.isCollision(failure)).isTrue();
        assertThat(DatabaseFaults.isTrouble(failure)).isTrue();
    }

    private Uni<Void> crosswise(String first, String second, CyclicBarrier bothHoldOne) {
        boolean[] met = {false};
        return database.transaction(transaction -> increment(transaction, first)
                .call(() -> met[0] ? Uni.createFrom().voidItem() : meet(met, bothHoldOne))
                .chain(() -> increment(transaction, second)));
    }

    private static Uni<Void> meet(boolean[] met, CyclicBarrier barrier) {
        met[0] = true;
        CompletableFuture<Void> reached = CompletableFuture.runAsync(() -> {
            try {
                barrier.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        return Uni.createFrom().completionStage(reached);
    }

    private static Uni<Void> increment(SqlConnection transaction, String name) {
        return transaction
                .preparedQuery("update counter set n = n + 1 where name = $1")
                .execute(Tuple.of(name))
                .replaceWithVoid();
    }

    private void run(String sql) {
        database.pool().query(sql).executeAndAwait();
    }

    private long count(String sql) {
        Row row = database.pool().query(sql).executeAndAwait().iterator().next();
        return row.getLong(0);
    }

    private static RequestSpecification as(String role) {
        return given().auth().preemptive().oauth2(Tokens.of("acme", role));
    }
}
