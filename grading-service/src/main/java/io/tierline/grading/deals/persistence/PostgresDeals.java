package io.tierline.grading.deals.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.deals.application.Deals;
import io.tierline.grading.deals.domain.Closing;
import io.tierline.grading.deals.domain.Deal;
import io.tierline.grading.deals.domain.Decision.Step;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Deals in columns of {@code customer}, their past in {@code status_change}, and in the table {@code closing}. */
@ApplicationScoped
class PostgresDeals implements Deals {

    private static final String STANDS = "select status, round, round_start, (select at from status_change changed"
            + " where changed.tenant = customer.tenant and changed.customer_id = customer.customer_id"
            + " order by sequence desc limit 1) as since from customer where tenant = $1 and customer_id = $2";

    /** The history's number is safe: the customer is locked. */
    private static final String TAKE = "with stands as (update customer set status = $3, round = $4, round_start = $5"
            + " where tenant = $1 and customer_id = $2 returning tenant, customer_id)"
            + " insert into status_change (tenant, customer_id, sequence, status, round, round_start, at)"
            + " select tenant, customer_id, 1 + coalesce((select max(sequence) from status_change"
            + " where tenant = $1 and customer_id = $2), 0), $3, $4, $5, $6 from stands";

    private static final String ADD = "insert into closing (tenant, closing_id, customer_id, revision, result, reasons,"
            + " competitor, amount, currency, note, changed_at, changed_by, reopening, reopened_at, reopened_by,"
            + " reopening_note, round, closed_at, author, rep, team, tier, basis, standard, unmet, met)"
            + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,"
            + " $22, $23, $24, $25::text::jsonb, $26::text::jsonb)";

    private static final String CHANGE =
            "update closing set (customer_id, revision, result, reasons, competitor, amount,"
                    + " currency, note, changed_at, changed_by, reopening, reopened_at, reopened_by, reopening_note)"
                    + " = ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
                    + " where tenant = $1 and closing_id = $2";

    private static final String OF_CUSTOMER =
            "select " + ClosingRow.COLUMNS + " from closing where tenant = $1 and customer_id = $2";

    private static final String LATEST_FIRST = " order by closed_at desc, closing_id desc limit $3";

    private static final String MOVE = "update closing set customer_id = $3, revision = revision + 1,"
            + " changed_at = clock_timestamp() where tenant = $1 and customer_id = $2 returning " + ClosingRow.COLUMNS;

    private final Database database;
    private final ClosingRow row;

    PostgresDeals(Database database, ClosingRow row) {
        this.database = database;
        this.row = row;
    }

    @Override
    public Uni<Deal> of(SqlConnection transaction, CustomerKey customer) {
        return transaction
                .preparedQuery(STANDS)
                .execute(Tuple.of(customer.tenant(), customer.customerId()))
                .map(rows -> rows.iterator().next())
                .chain(found -> latest(transaction, customer)
                        .map(last -> new Deal(
                                State.valueOf(found.getString("status")),
                                found.getInteger("round"),
                                Columns.instant(found, "round_start"),
                                Columns.instant(found, "since"),
                                last)));
    }

    @Override
    public Uni<Void> take(SqlConnection transaction, CustomerKey customer, Step step) {
        return transaction
                .preparedQuery(TAKE)
                .execute(Tuple.tuple()
                        .addString(customer.tenant())
                        .addString(customer.customerId())
                        .addString(step.state().name())
                        .addInteger(step.round())
                        .addValue(Columns.inUtc(step.roundStart()))
                        .addValue(Columns.inUtc(step.at())))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> add(SqlConnection transaction, Closing closing) {
        return transaction.preparedQuery(ADD).execute(row.bind(closing)).replaceWithVoid();
    }

    @Override
    public Uni<Void> change(SqlConnection transaction, Closing closing) {
        return transaction
                .preparedQuery(CHANGE)
                .execute(row.changeable(closing))
                .replaceWithVoid();
    }

    @Override
    public Uni<Closing> latest(CustomerKey customer) {
        return latest(database.pool(), customer);
    }

    private Uni<Closing> latest(SqlClient client, CustomerKey customer) {
        return client.preparedQuery(OF_CUSTOMER + LATEST_FIRST)
                .execute(Tuple.of(customer.tenant(), customer.customerId(), 1))
                .map(rows ->
                        rows.size() == 0 ? null : row.closing(rows.iterator().next()));
    }

    @Override
    public Uni<Page<Closing>> closings(CustomerKey customer, int limit, String cursor) {
        Tuple values = Tuple.of(customer.tenant(), customer.customerId(), limit + 1);
        List<String> after = Cursor.read(cursor, 2);
        if (after != null) {
            values.addValue(Columns.inUtc(Cursor.time(after.get(0)))).addString(after.get(1));
        }
        String sql = OF_CUSTOMER + (after == null ? "" : " and (closed_at, closing_id) < ($4, $5)") + LATEST_FIRST;
        return database.pool()
                .preparedQuery(sql)
                .execute(values)
                .map(rows -> Page.of(
                        closings(rows), limit, last -> Cursor.of(last.closedAt().toString(), last.id())));
    }

    @Override
    public Uni<List<Closing>> move(SqlConnection transaction, CustomerKey from, CustomerKey to) {
        return transaction
                .preparedQuery(MOVE)
                .execute(Tuple.of(from.tenant(), from.customerId(), to.customerId()))
                .map(this::closings);
    }

    private List<Closing> closings(RowSet<Row> rows) {
        List<Closing> closings = new ArrayList<>(rows.size());
        rows.forEach(each -> closings.add(row.closing(each)));
        return closings;
    }
}
