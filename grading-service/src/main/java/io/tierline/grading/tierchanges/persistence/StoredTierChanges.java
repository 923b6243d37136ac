package io.tierline.grading.tierchanges.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.tierchanges.application.TierChangeEvents;
import io.tierline.kit.database.Columns;
import io.tierline.kit.outbox.OutgoingEvent;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.republication.Scope;
import io.tierline.kit.republication.StoredEvents;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * All tier changes as events again, by tenant and position; those of the scope's time alone. They never change once they
 * are kept, so nothing has to be locked.
 */
@ApplicationScoped
class StoredTierChanges implements StoredEvents {

    private static final String OF_ALL =
            "select * from tier_change where (tenant, position) > ($1, $2)" + " order by tenant, position limit $3";

    /** Not the same with a condition more: only so does the index end at the tenant's last change. */
    private static final String OF_TENANT =
            "select * from tier_change where tenant = $1 and position > $2 order by position limit $3";

    private final TierChangeEvents events;

    StoredTierChanges(TierChangeEvents events) {
        this.events = events;
    }

    @Override
    public String name() {
        return "tier-changes";
    }

    @Override
    public String topic() {
        return TierChangeEvents.TOPIC;
    }

    @Override
    public String type() {
        return TierChangeEvents.TYPE;
    }

    @Override
    public Uni<Chunk> next(SqlConnection transaction, Scope scope, String position, int atMost) {
        List<String> after = position == null ? List.of("", "0") : Cursor.read(position, 2);
        return transaction
                .preparedQuery(scope.tenant() == null ? OF_ALL : OF_TENANT)
                .execute(Tuple.of(
                        scope.tenant() == null ? after.get(0) : scope.tenant(), Long.valueOf(after.get(1)), atMost))
                .map(rows -> {
                    // What is outside the bounds is passed over here, so that a chunk ends behind what was looked at.
                    List<OutgoingEvent> found = new ArrayList<>();
                    Row last = null;
                    for (Row row : rows) {
                        if (scope.covers(Columns.instant(row, "at"))) {
                            found.add(events.of(PostgresTierChanges.change(row)));
                        }
                        last = row;
                    }
                    return new Chunk(
                            found,
                            rows.size() < atMost
                                    ? null
                                    : Cursor.of(last.getString("tenant"), String.valueOf(last.getLong("position"))));
                });
    }
}
