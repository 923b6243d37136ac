package io.tierline.grading.grades;

import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.grades.KeyPersons.wonOver;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.application.FollowTheClock;
import io.tierline.grading.grades.application.RegradeCustomers;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What time alone changes. Time passes here by setting back what was kept: a tier that was up days ago looks as it did before. */
@QuarkusTest
class ClockTest {

    /** More than one batch, as after an outage. */
    private static final int MANY = 610;

    @Inject
    Database database;

    @Inject
    FollowTheClock followTheClock;

    @Inject
    RegradeCustomers regradeCustomers;

    private final String tenant = newTenant();

    @Test
    void everyOverdueCustomerIsToldOnce_afterALongOutage_howeverManyLookAtOnce() {
        // Given
        overdueCustomers();
        int before = changes().size();
        setBack();

        // When
        lookFourTimesAtOnce();

        // Then
        List<Map<String, Object>> told = changes().subList(before, before + MANY + 1);
        assertThat(changes()).hasSize(before + MANY + 1);
        assertThat(told)
                .allSatisfy(change -> assertThat(change)
                        .containsEntry("kind", "overdue")
                        .containsEntry("from", "C")
                        .containsEntry("to", "C")
                        .containsEntry("reason", "clock"));
        assertThat(new HashSet<>(
                        told.stream().map(change -> change.get("customerId")).toList()))
                .hasSize(MANY + 1);
        assertThat(changes().stream().map(change -> change.get("position")).toList())
                .isEqualTo(IntStream.rangeClosed(1, before + MANY + 1).boxed().toList());
        assertThat(count("next_moment <= now()")).isZero();
    }

    @Test
    void nobodyIsHeldUp_byACustomerThatCannotBeGraded() {
        // Given two customers of which something unreadable is kept
        overdueCustomers();
        int before = changes().size();
        sql("update qualification_patch set qualification = '{\"budget\":\"perhaps\"}' where tenant = $1"
                + " and customer_id in ('copy-3', 'copy-600')");
        setBack();

        // When
        followTheClock.gradeDue().await().atMost(PATIENCE);

        // Then
        assertThat(changes()).hasSize(before + MANY - 1);
        assertThat(count("set_aside_until > now()")).isEqualTo(2);
        assertThat(count("next_moment <= now()")).isEqualTo(2);

        // And when everybody has to be graded anew
        sql("insert into company (tenant, revision) values ($1, 1)");
        sql("update customer set set_aside_until = null where tenant = $1");
        regradeCustomers.gradeBehind().await().atMost(PATIENCE);
        assertThat(count("graded_under = 1")).isEqualTo(MANY - 1);
        assertThat(count("set_aside_until > now()")).isEqualTo(2);

        // And when it is mended
        sql("update qualification_patch set qualification = '{\"budget\":\"confirmed\"}' where tenant = $1"
                + " and customer_id in ('copy-3', 'copy-600')");
        sql("update customer set set_aside_until = null where tenant = $1");
        regradeCustomers.gradeBehind().await().atMost(PATIENCE);
        assertThat(count("graded_under = 1")).isEqualTo(MANY + 1);
    }

    private void lookFourTimesAtOnce() {
        List<Uni<Void>> looks =
                IntStream.range(0, 4).mapToObj(i -> followTheClock.gradeDue()).toList();
        Uni.join().all(looks).andCollectFailures().await().atMost(PATIENCE);
    }

    /** Customers that came to C 70 days ago: their time was up after 60. */
    private void overdueCustomers() {
        Map<String, Object> patch = wonOver("EB");
        patch.put("observedAt", Instant.now().minus(Duration.ofDays(70)).toString());
        patch.put("decisionDate", null);
        as(tenant, "rep")
                .body(patch)
                .patch("/v1/customers/acme/qualification")
                .then()
                .statusCode(200);
        sql("insert into qualification_patch select tenant, patch_id || n, 'copy-' || n, observed_at, author,"
                + " qualification from qualification_patch, generate_series(1, " + MANY + ") n where tenant = $1");
        sql("insert into customer (tenant, customer_id, tier, basis, standard, progress, due, version)"
                + " select tenant, 'copy-' || n, tier, basis, standard, progress, due, 0 from customer,"
                + " generate_series(1, " + MANY + ") n where tenant = $1");
    }

    /** As it was before their time was up. */
    private void setBack() {
        sql("update customer set overdue = false, next_moment = due where tenant = $1");
    }

    private List<Map<String, Object>> changes() {
        List<Map<String, Object>> all = new ArrayList<>();
        while (true) {
            List<Map<String, Object>> page = as(tenant, "rep")
                    .get("/v1/tier-changes?limit=500&after=" + all.size())
                    .jsonPath()
                    .getList("items");
            all.addAll(page);
            if (page.size() < 500) {
                return all;
            }
        }
    }

    private long count(String condition) {
        Row row = database.pool()
                .preparedQuery("select count(*) from customer where tenant = $1 and " + condition)
                .execute(Tuple.of(tenant))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next();
        return row.getLong(0);
    }

    private void sql(String statement) {
        // In a transaction that is tried again: the service's own looks lock the same customers in their order.
        database.transaction(transaction -> transaction.preparedQuery(statement).execute(Tuple.of(tenant)))
                .await()
                .atMost(PATIENCE);
    }
}
