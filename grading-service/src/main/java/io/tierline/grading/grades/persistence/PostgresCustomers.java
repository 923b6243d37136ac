package io.tierline.grading.grades.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.application.Customers;
import io.tierline.grading.grades.domain.Agenda;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.CustomerStatus;
import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.grading.grades.domain.Grade;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Customers in the table {@code customer}. */
@ApplicationScoped
class PostgresCustomers implements Customers {

    static final Columns<CustomerKey> KEYS =
            new Columns<CustomerKey>().text("tenant", CustomerKey::tenant).text("customer_id", CustomerKey::customerId);

    private static final Columns<Customer> COLUMNS = KEYS.over(Customer::key)
            .text("tier", Customer::tier)
            .text(
                    "basis",
                    customer ->
                            customer.basis() == null ? null : customer.basis().name())
            .integer("standard", Customer::standard)
            .instant("progress", Customer::progress)
            .instant("due", Customer::due)
            .flag("overdue", Customer::overdue)
            .instant("next_moment", Customer::nextMoment)
            .text("last_rep", Customer::lastRep)
            .text("last_team", Customer::lastTeam)
            .integer("version", Customer::version)
            .bigint("graded_under", Customer::gradedUnder)
            .instant("last_contact", customer -> customer.agenda().lastContact())
            .instant("follow_up", customer -> customer.agenda().followUp())
            .instant("deadline", customer -> customer.agenda().deadline());

    private static final String TAKE_IN = "insert into customer (tenant, customer_id) select tenant, customer_id from "
            + KEYS.unnestFrom(1) + " order by tenant, customer_id on conflict do nothing";

    /** Locks after sorting: two transactions that share customers wait for each other rather than deadlock. */
    private static final String LOCK = "select * from customer where (tenant, customer_id) in (select * from "
            + KEYS.unnestFrom(1) + ") order by tenant, customer_id for update";

    private static final String UPDATE = "update customer set (" + COLUMNS.names("") + ") = (" + COLUMNS.names("input.")
            + "), set_aside_until = null, called = exists (select from call_fact call where call.tenant = input.tenant"
            + " and call.customer_id = input.customer_id and not voided) from " + COLUMNS.unnestFrom(1)
            + " where customer.tenant = input.tenant and customer.customer_id = input.customer_id"
            + " returning customer.tenant, customer.customer_id, customer.rep, customer.team";

    private static final String DROP =
            "delete from customer where standard is null and (tenant, customer_id) in (select * from "
                    + KEYS.unnestFrom(1) + ")";

    private static final String NOT_SET_ASIDE = "(set_aside_until is null or set_aside_until <= clock_timestamp())";

    /**
     * Tenants take turns: the first customer of each, then the second of each, so that none waits behind another tenant's
     * many. The tenants are found by jumps along the index, as there is no list of them.
     */
    private static final String DUE = "with recursive tenants as ("
            + "(select tenant from customer where next_moment is not null order by tenant limit 1)"
            + " union all select (select tenant from customer where next_moment is not null and tenant > tenants.tenant"
            + " order by tenant limit 1) from tenants where tenant is not null)"
            + " select due.tenant, due.customer_id from tenants cross join lateral (select tenant, customer_id,"
            + " row_number() over (order by next_moment) as turn from (select tenant, customer_id, next_moment from customer"
            + " where customer.tenant = tenants.tenant and next_moment <= clock_timestamp() and " + NOT_SET_ASIDE
            + " order by next_moment limit $1) oldest) due order by turn, tenant limit $1";

    /** Tenants take turns here too. */
    private static final String BEHIND =
            "select behind.tenant, behind.customer_id from company cross join lateral (select tenant, customer_id,"
                    + " row_number() over (order by graded_under) as turn from (select tenant, customer_id, graded_under"
                    + " from customer where customer.tenant = company.tenant and graded_under < company.revision and "
                    + NOT_SET_ASIDE + " order by graded_under limit $1) oldest) behind order by turn, tenant limit $1";

    private static final String SET_ASIDE = "update customer set set_aside_until = clock_timestamp()"
            + " + $3::bigint * interval '1 second' where tenant = $1 and customer_id = $2";

    private static final String STATUS_AT = "select status, round_start from status_change"
            + " where tenant = $1 and customer_id = $2 and at <= $3 order by sequence desc limit 1";

    private final Database database;

    PostgresCustomers(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Map<CustomerKey, Customer>> lock(SqlConnection transaction, Collection<CustomerKey> keys) {
        List<CustomerKey> sorted = keys.stream().sorted().toList();
        return transaction
                .preparedQuery(TAKE_IN)
                .execute(KEYS.bind(sorted))
                .chain(() -> transaction.preparedQuery(LOCK).execute(KEYS.bind(sorted)))
                .map(rows -> {
                    Map<CustomerKey, Customer> locked = new HashMap<>();
                    rows.forEach(row -> locked.put(key(row), customer(row)));
                    return locked;
                })
                // Somebody has taken one back that was there when it was to be taken in.
                .chain(locked ->
                        locked.keySet().containsAll(sorted) ? Uni.createFrom().item(locked) : lock(transaction, keys));
    }

    @Override
    public Uni<Void> drop(SqlConnection transaction, Collection<CustomerKey> customers) {
        return customers.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction.preparedQuery(DROP).execute(KEYS.bind(customers)).replaceWithVoid();
    }

    @Override
    public Uni<Map<CustomerKey, Holder>> update(SqlConnection transaction, Collection<Customer> customers) {
        return transaction
                .preparedQuery(UPDATE)
                .execute(COLUMNS.bind(customers))
                .map(rows -> {
                    Map<CustomerKey, Holder> holders = new HashMap<>();
                    rows.forEach(row -> holders.put(key(row), new Holder(row.getString("rep"), row.getString("team"))));
                    return holders;
                });
    }

    @Override
    public Uni<Boolean> exists(CustomerKey key) {
        return database.pool()
                .preparedQuery("select merged_into from customer where tenant = $1 and customer_id = $2")
                .execute(Tuple.of(key.tenant(), key.customerId()))
                .map(rows -> {
                    for (Row row : rows) {
                        if (row.getString("merged_into") != null) {
                            throw Customers.merged(key.customerId(), row.getString("merged_into"));
                        }
                    }
                    return rows.size() > 0;
                });
    }

    @Override
    public Uni<List<CustomerKey>> dueByTheClock(int atMost) {
        return keys(DUE, atMost);
    }

    @Override
    public Uni<List<CustomerKey>> behind(int atMost) {
        return keys(BEHIND, atMost);
    }

    @Override
    public Uni<Void> setAside(CustomerKey key, Duration pause) {
        return database.pool()
                .preparedQuery(SET_ASIDE)
                .execute(Tuple.of(key.tenant(), key.customerId(), pause.toSeconds()))
                .replaceWithVoid();
    }

    @Override
    public Uni<CustomerStatus> statusAt(SqlConnection transaction, CustomerKey key, Instant moment) {
        return transaction
                .preparedQuery(STATUS_AT)
                .execute(Tuple.of(key.tenant(), key.customerId(), Columns.inUtc(moment)))
                .map(rows -> rows.size() == 0
                        ? CustomerStatus.OPEN
                        : status(rows.iterator().next()));
    }

    @Override
    public Uni<Instant> now(SqlConnection transaction) {
        return transaction
                .query("select clock_timestamp()")
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant());
    }

    private Uni<List<CustomerKey>> keys(String sql, int atMost) {
        return database.pool().preparedQuery(sql).execute(Tuple.of(atMost)).map(rows -> {
            List<CustomerKey> keys = new ArrayList<>();
            rows.forEach(row -> keys.add(key(row)));
            return keys;
        });
    }

    static CustomerKey key(Row row) {
        return new CustomerKey(row.getString("tenant"), row.getString("customer_id"));
    }

    private static Customer customer(Row row) {
        String basis = row.getString("basis");
        Integer standard = row.getInteger("standard");
        return new Customer(
                key(row),
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
                        Columns.instant(row, "deadline")));
    }

    static CustomerStatus status(Row row) {
        return new CustomerStatus(
                State.valueOf(row.getString("status")), Optional.ofNullable(Columns.instant(row, "round_start")));
    }
}
