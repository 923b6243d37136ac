package io.tierline.grading.simulations.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.simulations.application.SimulatedCustomers;
import io.tierline.grading.simulations.domain.Closing;
import io.tierline.kit.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Customers in the tables {@code customer} and {@code status_change}. */
@ApplicationScoped
class PostgresSimulatedCustomers implements SimulatedCustomers {

    private static final Columns<CustomerKey> KEYS =
            new Columns<CustomerKey>().text("tenant", CustomerKey::tenant).text("customer_id", CustomerKey::customerId);

    private static final String COUNT = "select count(*) from customer where tenant = $1 and merged_into is null";

    private static final String AFTER =
            "select tenant, customer_id from customer where tenant = $1 and customer_id > $2 and merged_into is null"
                    + " order by customer_id limit $3";

    /** How each round stands: its latest status counts, should it have been closed, reopened and closed again. */
    private static final String CLOSINGS =
            "select * from (select distinct on (tenant, customer_id, round) status_change.*"
                    + " from " + KEYS.unnestFrom(1) + " join status_change using (tenant, customer_id)"
                    + " order by tenant, customer_id, round, sequence desc) latest where status in ('WON', 'LOST')";

    @Override
    public Uni<Long> count(SqlConnection transaction, String tenant) {
        return transaction
                .preparedQuery(COUNT)
                .execute(Tuple.of(tenant))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    @Override
    public Uni<List<CustomerKey>> after(SqlConnection transaction, String tenant, String after, int atMost) {
        return transaction
                .preparedQuery(AFTER)
                .execute(Tuple.of(tenant, after, atMost))
                .map(rows -> {
                    List<CustomerKey> keys = new ArrayList<>();
                    rows.forEach(row -> keys.add(key(row)));
                    return keys;
                });
    }

    @Override
    public Uni<Map<CustomerKey, List<Closing>>> closings(SqlConnection transaction, Collection<CustomerKey> customers) {
        return transaction.preparedQuery(CLOSINGS).execute(KEYS.bind(customers)).map(rows -> {
            Map<CustomerKey, List<Closing>> closings = new HashMap<>();
            for (Row row : rows) {
                closings.computeIfAbsent(key(row), key -> new ArrayList<>())
                        .add(new Closing(
                                row.getString("status").equals("WON"),
                                Columns.instant(row, "at"),
                                Optional.ofNullable(Columns.instant(row, "round_start"))));
            }
            return closings;
        });
    }

    private static CustomerKey key(Row row) {
        return new CustomerKey(row.getString("tenant"), row.getString("customer_id"));
    }
}
