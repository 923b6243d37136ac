package io.tierline.analytics.rates.persistence;

import static io.tierline.analytics.fixtures.Rates.EVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.tierline.analytics.fixtures.Counted;
import io.tierline.analytics.fixtures.Rates;
import io.tierline.analytics.rates.application.Calls;
import io.tierline.analytics.rates.domain.Agenda;
import io.tierline.analytics.rates.domain.Call;
import io.tierline.analytics.rates.domain.ContactRole;
import io.tierline.analytics.rates.domain.Direction;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Status;
import io.tierline.kit.database.Columns;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PostgresCallsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Calls calls;

    @Inject
    Pool pool;

    @Test
    void howManyCallsChangedIsAnswered() {
        assertThat(keep(List.of(call("changed", 1, 1), call("changed", 1, 2), call("changed", 2, 1))))
                .isEqualTo(2);
        assertThat(keep(List.of(call("changed", 1, 2), call("changed", 2, 2)))).isEqualTo(1);
        assertThat(keep(List.of(call("changed", 1, 1)))).isZero();
    }

    @Test
    void completeEventTakesThePlaceOfOneThatDidNotTellEverything_inWhicheverOrderTheyCome() {
        Call older = told("complete", 1, false);
        Call complete = told("complete", 1, true);

        assertThat(keep(List.of(older))).isEqualTo(1);
        assertThat(summaryTimes("complete")).containsExactly((Instant) null);
        assertThat(keep(List.of(complete, older))).isEqualTo(1);
        assertThat(keep(List.of(older))).isZero();
        assertThat(keep(List.of(complete))).isZero();
        assertThat(keep(List.of(told("complete", 0, true)))).isZero();

        assertThat(summaryTimes("complete")).containsExactly(complete.summarisedAt());
        assertThat(Rates.inShort("complete", "by=company&" + EVER)).containsExactly("company: D 1");
        assertThat(Counted.in(pool, "complete")).isEqualTo(Counted.recountedIn(pool, "complete"));
    }

    @Test
    void higherRevisionWins_thoughItDoesNotTellEverything() {
        keep(List.of(told("incomplete", 1, true)));
        keep(List.of(told("incomplete", 2, false)));
        keep(List.of(told("incomplete", 1, true)));

        assertThat(summaryTimes("incomplete")).containsExactly((Instant) null);
    }

    private List<Instant> summaryTimes(String tenant) {
        List<Instant> times = new ArrayList<>();
        pool.preparedQuery("select summarised_at from call where tenant = $1")
                .execute(Tuple.of(tenant))
                .await()
                .atMost(PATIENCE)
                .forEach(row -> times.add(Columns.instant(row, "summarised_at")));
        return times;
    }

    private static Call told(String tenant, int revision, boolean complete) {
        Instant start = Instant.parse("2026-11-23T00:30:00Z");
        return new Call(
                tenant,
                "call",
                revision,
                complete,
                "acme",
                ContactRole.EB,
                "li.wei",
                "east-1",
                null,
                Direction.OUTBOUND,
                start,
                Status.SUMMARISED,
                Outcome.D,
                complete ? start.plusSeconds(60) : null,
                Agenda.NOTHING,
                95,
                List.of(),
                false);
    }

    @Test
    void writersAtTheSameTimeCountEveryCallOnce() {
        // Given 60 calls of 30 revisions, in batches that several writers get in any order, every batch twice
        List<Call> revisions = new ArrayList<>();
        IntStream.range(0, 60)
                .forEach(id ->
                        IntStream.rangeClosed(1, 30).forEach(revision -> revisions.add(call("writers", id, revision))));
        Collections.shuffle(revisions, new Random(1));
        List<Uni<Integer>> batches = new ArrayList<>();
        for (int start = 0; start < revisions.size(); start += 100) {
            List<Call> batch = List.copyOf(revisions.subList(start, start + 100));
            batches.addAll(List.of(calls.keep(batch), calls.keep(batch)));
        }

        // When
        Uni.join().all(batches).usingConcurrencyOf(8).andFailFast().await().atMost(PATIENCE);

        // Then every call counts as of its revision 30
        assertThat(Rates.inShort("writers", "by=rep&" + EVER)).containsExactly("rep-0: RJ 60");
    }

    @Test
    void writersAtTheSameTimeFindTheSameFirstCalls() {
        // Given 200 calls of 8 revisions each, which move between 20 customers and are reached or not, voided or not
        List<Call> revisions = new ArrayList<>();
        IntStream.range(0, 200)
                .forEach(id -> IntStream.rangeClosed(1, 8).forEach(revision -> revisions.add(moving(id, revision))));
        Collections.shuffle(revisions, new Random(2));
        List<Uni<Integer>> batches = new ArrayList<>();
        for (int start = 0; start < revisions.size(); start += 10) {
            batches.add(calls.keep(List.copyOf(revisions.subList(start, start + 10))));
        }

        // When
        Uni.join().all(batches).usingConcurrencyOf(8).andFailFast().await().atMost(PATIENCE);

        // Then
        assertThat(Counted.in(pool, "first-writers"))
                .isNotEmpty()
                .isEqualTo(Counted.recountedIn(pool, "first-writers"));
    }

    private static Call moving(int id, int revision) {
        Random random = new Random(1000L * id + revision);
        return new Call(
                "first-writers",
                "call-" + id,
                revision,
                true,
                "customer-" + random.nextInt(20),
                null,
                "rep-" + random.nextInt(3),
                // Calls of different teams share no counters, so that nothing but the customer makes writers wait.
                "team-" + id,
                null,
                Direction.OUTBOUND,
                Instant.parse("2026-11-23T00:30:00Z").plusSeconds(60L * random.nextInt(4000)),
                Status.SUMMARISED,
                Outcome.values()[random.nextInt(9)],
                null,
                Agenda.NOTHING,
                random.nextInt(100),
                random.nextInt(5) == 0 ? List.of("na-with-talk") : List.of(),
                random.nextInt(4) == 0);
    }

    @Test
    void hourIsOneRow_alsoOfCallsThatNobodyTook() {
        Call call = call("one-row", 1, 1);
        for (int revision = 1; revision <= 3; revision++) {
            keep(List.of(new Call(
                    call.tenant(),
                    call.callId(),
                    revision,
                    true,
                    call.customerId(),
                    null,
                    null,
                    null,
                    null,
                    call.direction(),
                    call.startedAt(),
                    Status.PENDING,
                    null,
                    null,
                    Agenda.NOTHING,
                    revision,
                    List.of(),
                    false)));
        }

        assertThat(pool.query(
                                "select pending, talk_seconds from call_counter where tenant = 'one-row' and level = 'rep-hour'")
                        .execute()
                        .await()
                        .atMost(PATIENCE))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.getInteger("pending")).isEqualTo(1);
                    assertThat(row.getLong("talk_seconds")).isEqualTo(3);
                });
    }

    private int keep(List<Call> batch) {
        return calls.keep(batch).await().atMost(PATIENCE);
    }

    private static Call call(String tenant, int id, int revision) {
        return new Call(
                tenant,
                "call-" + id,
                revision,
                true,
                "acme",
                null,
                "rep-" + revision % 5,
                "east-1",
                null,
                Direction.OUTBOUND,
                Instant.parse("2026-11-23T00:30:00Z").plusSeconds(3600L * (revision % 4)),
                Status.SUMMARISED,
                revision == 30 ? Outcome.RJ : Outcome.values()[revision % 9],
                null,
                Agenda.NOTHING,
                95,
                List.of(),
                revision % 7 == 0);
    }
}
