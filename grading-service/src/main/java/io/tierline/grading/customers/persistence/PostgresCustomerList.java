package io.tierline.grading.customers.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.customers.application.CustomerFilter;
import io.tierline.grading.customers.application.CustomerList;
import io.tierline.grading.grades.application.Customers;
import io.tierline.grading.grades.application.Customers.Customer;
import io.tierline.grading.grades.domain.Agenda;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.grading.grades.domain.Grade;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Lists of the table {@code customer}. */
@ApplicationScoped
class PostgresCustomerList implements CustomerList {

    private static final String COLUMNS = "customer.tenant, customer.customer_id, customer.tier, customer.basis,"
            + " customer.standard, customer.progress, customer.due, customer.overdue, customer.next_moment,"
            + " customer.last_rep, customer.last_team, customer.version, customer.graded_under, customer.status,"
            + " customer.round, customer.revision, customer.changed_at, customer.changed_by, customer.merged_into, customer.fit,"
            + " customer.last_contact, customer.follow_up, customer.deadline, "
            + StoredCards.COLUMNS;

    private static final String FIND = "select " + COLUMNS + " from customer where tenant = $1 and customer_id = $2";

    private final Database database;

    PostgresCustomerList(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Entry> find(CustomerKey key) {
        return database.pool()
                .preparedQuery(FIND)
                .execute(Tuple.of(key.tenant(), key.customerId()))
                .map(rows -> {
                    for (Row row : rows) {
                        if (row.getString("merged_into") != null) {
                            throw Customers.merged(key.customerId(), row.getString("merged_into"));
                        }
                        return entry(row);
                    }
                    return null;
                });
    }

    @Override
    public Uni<Listed> page(
            String tenant,
            CustomerFilter filter,
            Order order,
            String sought,
            List<String> tiers,
            int limit,
            String cursor) {
        CustomerConditions conditions = new CustomerConditions(tenant).matching(filter);
        ListOrder sorted = ListOrder.of(order, sought, tiers, conditions);
        sorted.after(cursor, conditions);
        // One statement, one snapshot: the customers are just as they were at that position.
        String sql = "select reached.position, listed.* from (select coalesce((select position from tier_position"
                + " where tenant = $1), 0) as position) reached left join lateral (select " + COLUMNS + ", "
                + sorted.keys() + " from " + CustomerConditions.FROM + " where " + conditions.sql() + " order by "
                + sorted.sql("") + " limit " + conditions.bound(limit + 1) + ") listed on true order by "
                + sorted.sql("listed.");
        return database.pool().preparedQuery(sql).execute(conditions.values()).map(rows -> {
            List<Entry> entries = new ArrayList<>();
            List<String> cursors = new ArrayList<>();
            long position = 0;
            for (Row row : rows) {
                position = row.getLong("position");
                if (row.getString("customer_id") != null) {
                    entries.add(entry(row));
                    cursors.add(sorted.cursor(row));
                }
            }
            return new Listed(Page.of(entries, limit, last -> cursors.get(limit - 1)), position);
        });
    }

    private static Entry entry(Row row) {
        String basis = row.getString("basis");
        Integer standard = row.getInteger("standard");
        return new Entry(
                new Customer(
                        new CustomerKey(row.getString("tenant"), row.getString("customer_id")),
                        row.getString("tier"),
                        basis == null ? null : Grade.Basis.valueOf(basis),
                        standard == null ? 0 : standard,
                        Columns.instant(row, "progress"),
                        Columns.instant(row, "due"),
                        row.getBoolean("overdue"),
                        Columns.instant(row, "next_moment"),
                        row.getString("last_rep"),
                        row.getString("last_team"),
                        row.getInteger("version"),
                        row.getLong("graded_under"),
                        State.valueOf(row.getString("status")),
                        row.getString("owner_rep"),
                        row.getString("owner_team"),
                        row.getString("merged_into"),
                        new Agenda(
                                Columns.instant(row, "last_contact"),
                                Columns.instant(row, "follow_up"),
                                Columns.instant(row, "deadline"))),
                row.getInteger("round"),
                row.getInteger("fit"),
                StoredCards.card(row),
                row.getInteger("revision"),
                Columns.instant(row, "changed_at"),
                row.getString("changed_by"));
    }
}
