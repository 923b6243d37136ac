package io.tierline.grading.deals.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.deals.application.ClosingEvents;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.republication.Scope;
import io.tierline.kit.republication.StoredEvents;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** All closings as events again, by tenant and id; whole, whatever the bounds of the scope: they are few. */
@ApplicationScoped
class StoredClosings implements StoredEvents {

    private static final String SELECT = "select " + ClosingRow.COLUMNS + " from closing where ";

    private static final String OF_ALL =
            SELECT + "(tenant, closing_id) > ($1, $2) order by tenant, closing_id limit $3 for share";

    /** Not the same with a condition more: only so does the index end at the tenant's last closing. */
    private static final String OF_TENANT =
            SELECT + "tenant = $1 and closing_id > $2 order by closing_id limit $3 for share";

    private final ClosingRow closings;
    private final ClosingEvents events;

    StoredClosings(ClosingRow closings, ClosingEvents events) {
        this.closings = closings;
        this.events = events;
    }

    @Override
    public String name() {
        return "closings";
    }

    @Override
    public String topic() {
        return ClosingEvents.TOPIC;
    }

    @Override
    public String type() {
        return ClosingEvents.TYPE;
    }

    @Override
    public Uni<Chunk> next(SqlConnection transaction, Scope scope, String position, int atMost) {
        List<String> after = position == null ? List.of("", "") : Cursor.read(position, 2);
        return transaction
                .preparedQuery(scope.tenant() == null ? OF_ALL : OF_TENANT)
                .execute(Tuple.of(scope.tenant() == null ? after.get(0) : scope.tenant(), after.get(1), atMost))
                .map(rows -> Chunk.of(
                        rows,
                        atMost,
                        row -> events.of(closings.closing(row)),
                        row -> Cursor.of(row.getString("tenant"), row.getString("closing_id"))));
    }
}
