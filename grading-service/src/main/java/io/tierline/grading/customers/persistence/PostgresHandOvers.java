package io.tierline.grading.customers.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.customers.application.CustomerFilter;
import io.tierline.grading.customers.application.HandOvers;
import io.tierline.grading.customers.domain.CustomerCard.Owner;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Hand-overs in the tables {@code customer} and {@code customer_change}. */
@ApplicationScoped
class PostgresHandOvers implements HandOvers {

    private final Database database;

    PostgresHandOvers(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Long> count(String tenant, String from, boolean withUnowned, CustomerFilter filter) {
        CustomerConditions conditions = of(tenant, from, withUnowned, filter);
        return database.pool()
                .preparedQuery("select count(*) from " + CustomerConditions.FROM + " where " + conditions.sql())
                .execute(conditions.values())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /**
     * In one statement: the rows are locked in the order of their ids, as everywhere, and those that went to somebody else while
     * it waited are passed over.
     */
    @Override
    public Uni<List<CustomerKey>> some(
            SqlConnection transaction,
            String tenant,
            String from,
            Owner to,
            boolean withUnowned,
            CustomerFilter filter,
            int atMost,
            String author) {
        CustomerConditions conditions = of(tenant, from, withUnowned, filter);
        String rep = conditions.bound(to == null ? null : to.rep()) + "::text";
        String team = conditions.bound(to == null ? null : to.team()) + "::text";
        String by = conditions.bound(author);
        String sql = "with chosen as (select customer.tenant, customer.customer_id from " + CustomerConditions.FROM
                + " where " + conditions.sql() + " order by customer.customer_id limit " + conditions.bound(atMost)
                + " for update of customer), moved as (update customer set owner_rep = " + rep + ", owner_team = "
                + team
                + ", revision = customer.revision + 1, changed_at = clock_timestamp(), changed_by = " + by
                + " from chosen where customer.tenant = chosen.tenant and customer.customer_id = chosen.customer_id"
                + " returning new.tenant, new.customer_id, new.revision, new.changed_at, old.owner_rep as rep_before,"
                + " old.owner_team as team_before)"
                + " insert into customer_change (tenant, customer_id, revision, at, author, changed, owner_rep_before,"
                + " owner_team_before, owner_rep, owner_team) select tenant, customer_id, revision, changed_at, " + by
                + ", '{owner}', rep_before, team_before, " + rep + ", " + team + " from moved returning customer_id";
        return transaction.preparedQuery(sql).execute(conditions.values()).map(rows -> {
            List<CustomerKey> moved = new ArrayList<>();
            rows.forEach(row -> moved.add(new CustomerKey(tenant, row.getString("customer_id"))));
            return moved;
        });
    }

    private static CustomerConditions of(String tenant, String from, boolean withUnowned, CustomerFilter filter) {
        CustomerConditions conditions = new CustomerConditions(tenant).matching(filter);
        return conditions.and((withUnowned ? "customer.rep = " : "customer.owner_rep = ") + conditions.bound(from));
    }
}
