package io.tierline.call.telephony.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.telephony.application.UnmappedCodes;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Unmapped codes, counted in the table {@code call}; one pass over the index made for it. */
@ApplicationScoped
class PostgresUnmappedCodes implements UnmappedCodes {

    private static final String LIST = "select telephony_source, telephony_code, count(*) as calls,"
            + " min(started_at) as first_at, max(started_at) as last_at, max(call_id) as example from call"
            + " where tenant = $1 and telephony_result = 'UNKNOWN' and telephony_source is not null"
            + " and telephony_code is not null and not voided and (telephony_source, telephony_code) > ($2, $3)"
            + " group by telephony_source, telephony_code order by telephony_source, telephony_code limit $4";

    private final Database database;

    PostgresUnmappedCodes(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Page<UnmappedCode>> list(String tenant, int limit, String cursor) {
        List<String> read = Cursor.read(cursor, 2);
        List<String> after = read == null ? List.of("", "") : read;
        return database.pool()
                .preparedQuery(LIST)
                .execute(Tuple.of(tenant, after.get(0), after.get(1), limit + 1))
                .map(rows -> {
                    List<UnmappedCode> codes = new ArrayList<>(rows.size());
                    rows.forEach(row -> codes.add(code(row)));
                    return Page.of(codes, limit, last -> Cursor.of(last.source(), last.code()));
                });
    }

    private static UnmappedCode code(Row row) {
        return new UnmappedCode(
                row.getString("telephony_source"),
                row.getString("telephony_code"),
                row.getLong("calls"),
                Columns.instant(row, "first_at"),
                Columns.instant(row, "last_at"),
                row.getString("example"));
    }
}
