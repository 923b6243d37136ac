package io.tierline.analytics.bi.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tierline.analytics.bi.application.BiLogins;
import io.tierline.analytics.bi.domain.SessionLimits;
import io.tierline.analytics.fixtures.BiSessions;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of sessions that take more than they may, whatever they have set for themselves. */
@QuarkusTest
class BiSessionsWatchTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final SessionLimits NONE = new SessionLimits(LONG, LONG, 1000);

    @Inject
    BiLogins logins;

    @Test
    void aLongStatementIsCancelled_andItsSessionGoesOn() throws SQLException {
        try (BiSessions session = BiSessions.of("watch-statement");
                BiSessions superuser = BiSessions.superuser()) {
            // Given
            CompletableFuture<String> sleeping = inBackground(session, "select pg_sleep(60)");
            awaitRunning(superuser, session, "pg_sleep");

            // When
            Map<String, Integer> curbed = curb(new SessionLimits(Duration.ZERO, LONG, 1000));

            // Then
            assertThat(curbed).containsEntry("statement", 1);
            assertThat(sleeping.join()).contains("canceling statement");
            assertThat(session.isOpen()).isTrue();
        }
    }

    @Test
    void oneThatCatchesTheCancellationLosesItsSession() throws SQLException {
        try (BiSessions session = BiSessions.of("watch-stubborn");
                BiSessions superuser = BiSessions.superuser()) {
            // Given
            CompletableFuture<String> sleeping = inBackground(session, """
                    do $$ begin loop begin perform pg_sleep(60); exception when query_canceled then null; end; end loop; end $$
                    """);
            awaitRunning(superuser, session, "pg_sleep");
            curb(new SessionLimits(Duration.ZERO, LONG, 1000));
            awaitRunning(superuser, session, "pg_sleep");

            // When ten seconds are over, which is to say that the limit was reached so long ago
            curb(new SessionLimits(Duration.ofSeconds(-10), LONG, 1000));

            // Then
            assertThat(sleeping.join()).contains("terminating connection");
            assertThat(session.isOpen()).isFalse();
        }
    }

    @Test
    void aTransactionThatStaysOpenIsEnded() throws SQLException {
        try (BiSessions session = BiSessions.of("watch-transaction")) {
            session.run("begin isolation level repeatable read", "select count(*) from bi.calls");

            assertThat(curb(NONE)).doesNotContainKey("transaction");
            assertThat(curb(new SessionLimits(LONG, Duration.ZERO, 1000))).containsEntry("transaction", 1);

            assertThat(session.isOpen()).isFalse();
        }
    }

    @Test
    void whoTakesAnAdvisoryLockIsSentAway() throws SQLException {
        try (BiSessions session = BiSessions.of("watch-lock")) {
            session.run("select pg_advisory_lock(77431708279161)");

            assertThat(curb(NONE)).containsEntry("lock", 1);

            assertThat(session.isOpen()).isFalse();
        }
    }

    @Test
    void aCompanysNewestSessionsAreEnded_whenItHasTooMany() throws SQLException {
        try (BiSessions first = BiSessions.of("watch-many");
                BiSessions second = BiSessions.of("watch-many");
                BiSessions third = BiSessions.of("watch-many");
                BiSessions elsewhere = BiSessions.of("watch-few")) {
            assertThat(curb(new SessionLimits(LONG, LONG, 2))).containsEntry("sessions", 1);

            assertThat(first.isOpen()).isTrue();
            assertThat(second.isOpen()).isTrue();
            assertThat(third.isOpen()).isFalse();
            assertThat(elsewhere.isOpen()).isTrue();
        }
    }

    @Test
    void aSessionInAnotherDatabaseIsWatchedToo() throws SQLException {
        JsonPath login = BiSessions.login("watch-elsewhere", "tool");
        try (BiSessions session = BiSessions.plain(login, "postgres")) {
            session.run("begin");

            assertThat(curb(new SessionLimits(LONG, Duration.ZERO, 1000))).containsEntry("transaction", 1);

            assertThat(session.isOpen()).isFalse();
        }
    }

    @Test
    void nobodyElseIsTouched() throws SQLException {
        try (BiSessions superuser = BiSessions.superuser()) {
            superuser.run("begin", "select pg_advisory_xact_lock(1)");

            curb(new SessionLimits(Duration.ZERO, Duration.ZERO, 0));

            assertThat(superuser.isOpen()).isTrue();
        }
    }

    private Map<String, Integer> curb(SessionLimits limits) {
        return logins.curb(limits).await().atMost(Duration.ofSeconds(30));
    }

    /** The message of the failure in which the statement ends. */
    private static CompletableFuture<String> inBackground(BiSessions session, String statement) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                session.run(statement);
                return "it came to its end";
            } catch (SQLException e) {
                return e.getMessage();
            }
        });
    }

    private static void awaitRunning(BiSessions superuser, BiSessions session, String text) {
        await().untilAsserted(() -> assertThat(superuser.rows(
                        "select 1 from pg_stat_activity where state = 'active' and wait_event = 'PgSleep'"
                                + " and usename = '" + session.user() + "' and query like '%" + text + "%'"))
                .hasSize(1));
    }
}
