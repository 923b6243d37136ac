package io.tierline.grading.grades;

import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.application.Customers;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A tenant with few customers to grade does not wait behind one with many. */
@QuarkusTest
class TurnsByTenantTest {

    private static final int BATCH = 10;

    @Inject
    Database database;

    @Inject
    Customers customers;

    private final String many = newTenant();
    private final String few = newTenant();

    @Test
    void batchHasCustomersOfEveryTenant_whenTimeHasComeForManyOfOne() {
        assertThatAllOfFewAreIn(
                () -> {
                    dueSince(many, 50, 60);
                    dueSince(few, 3, 1);
                },
                () -> customers.dueByTheClock(BATCH));
    }

    @Test
    void batchHasCustomersOfEveryTenant_whenOneHasActivatedAStandard() {
        assertThatAllOfFewAreIn(
                () -> {
                    behind(many, 50);
                    behind(few, 3);
                },
                () -> customers.behind(BATCH));
    }

    /** Several times if need be: the service itself may grade them before the batch is read. */
    private void assertThatAllOfFewAreIn(Runnable given, Supplier<Uni<List<CustomerKey>>> when) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            given.run();
            List<CustomerKey> batch = when.get().await().atMost(PATIENCE);
            assertThat(batch).hasSize(BATCH);
            assertThat(batch)
                    .filteredOn(customer -> customer.tenant().equals(few))
                    .hasSize(3);
        });
    }

    private void dueSince(String tenant, int number, int minutes) {
        sql(
                "insert into customer (tenant, customer_id, standard, next_moment) select $1, 'due-' || n, 1,"
                        + " now() - $3 * interval '1 minute' from generate_series(1, $2) n"
                        + " on conflict (tenant, customer_id) do update set next_moment = excluded.next_moment",
                Tuple.of(tenant, number, minutes));
    }

    private void behind(String tenant, int number) {
        sql(
                "insert into company (tenant, revision) values ($1, 2) on conflict (tenant) do update set revision = 2",
                Tuple.of(tenant));
        sql(
                "insert into customer (tenant, customer_id, standard, graded_under) select $1, 'behind-' || n, 1, 0"
                        + " from generate_series(1, $2) n on conflict (tenant, customer_id) do update set graded_under = 0",
                Tuple.of(tenant, number));
    }

    private void sql(String sql, Tuple parameters) {
        database.pool().preparedQuery(sql).execute(parameters).await().atMost(PATIENCE);
    }
}
