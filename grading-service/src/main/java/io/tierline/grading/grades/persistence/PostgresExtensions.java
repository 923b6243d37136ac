package io.tierline.grading.grades.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.application.Extensions;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Extensions in the table {@code extension}. */
@ApplicationScoped
class PostgresExtensions implements Extensions {

    private static final String ADD =
            "insert into extension (tenant, extension_id, customer_id, recorded_at, days, author, reason)"
                    + " values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing";
    private static final String FIND = "select * from extension where tenant = $1 and extension_id = $2";
    private static final String LIST = "select * from extension where tenant = $1 and customer_id = $2"
            + " and (recorded_at, extension_id) < ($3, $4) order by recorded_at desc, extension_id desc limit $5";

    /** Later than any that was ever recorded. */
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    private final Database database;

    PostgresExtensions(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Boolean> add(SqlConnection transaction, Granted granted) {
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.tuple()
                        .addString(granted.customer().tenant())
                        .addString(granted.id())
                        .addString(granted.customer().customerId())
                        .addValue(Columns.inUtc(granted.extension().recordedAt()))
                        .addInteger(granted.extension().days())
                        .addString(granted.extension().author())
                        .addString(granted.extension().reason()))
                .map(rows -> rows.rowCount() == 1);
    }

    @Override
    public Uni<Granted> find(SqlConnection transaction, String tenant, String id) {
        return transaction
                .preparedQuery(FIND)
                .execute(Tuple.of(tenant, id))
                .map(rows -> rows.size() == 0 ? null : granted(rows.iterator().next()));
    }

    @Override
    public Uni<Page<Granted>> list(CustomerKey customer, int limit, String cursor) {
        List<String> before = Cursor.read(cursor, 2);
        return database.pool()
                .preparedQuery(LIST)
                .execute(Tuple.of(
                        customer.tenant(),
                        customer.customerId(),
                        Columns.inUtc(before == null ? END : instant(before.get(0))),
                        before == null ? "" : before.get(1),
                        limit + 1))
                .map(rows -> {
                    List<Granted> all = new ArrayList<>();
                    rows.forEach(row -> all.add(granted(row)));
                    return Page.of(
                            all,
                            limit,
                            last -> Cursor.of(last.extension().recordedAt().toString(), last.id()));
                });
    }

    private static Instant instant(String text) {
        try {
            Instant instant = Instant.parse(text);
            if (!instant.isAfter(END) && !instant.isBefore(Instant.EPOCH)) {
                return instant;
            }
        } catch (DateTimeParseException e) {
            // The same answer as for a time out of bounds.
        }
        throw Cursor.refused();
    }

    private static Granted granted(Row row) {
        return new Granted(row.getString("extension_id"), PostgresCustomers.key(row), PostgresFacts.extension(row));
    }
}
