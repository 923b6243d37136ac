package io.tierline.call.directory.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.directory.application.DirectoryEvents;
import io.tierline.kit.database.Columns;
import io.tierline.kit.outbox.OutgoingEvent;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.republication.Scope;
import io.tierline.kit.republication.StoredEvents;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** All reps as events again, by tenant and id. */
@ApplicationScoped
class StoredReps implements StoredEvents {

    private record Key(String tenant, String id) {}

    private static final Columns<Key> KEYS =
            new Columns<Key>().text("tenant", Key::tenant).text("rep_id", Key::id);

    /** A row at revision 0 was only made to be locked. */
    private static final String LOCK = "select tenant, rep_id from rep where revision > 0"
            + " and ($1::text is null or tenant = $1) and (tenant, rep_id) > ($2, $3)"
            + " order by tenant, rep_id limit $4 for share";

    /** A statement of its own: only it sees the memberships that were stored while the locks were waited for. */
    private static final String READ = "select rep.*, froms, teams from " + KEYS.unnestFrom(1)
            + " join rep using (tenant, rep_id) " + RepRow.DATED + " order by rep.tenant, rep.rep_id";

    private final DirectoryEvents events;
    private final Clock clock;

    StoredReps(DirectoryEvents events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "reps";
    }

    @Override
    public String topic() {
        return DirectoryEvents.TOPIC;
    }

    @Override
    public String type() {
        return DirectoryEvents.REP;
    }

    @Override
    public Uni<Chunk> next(SqlConnection transaction, Scope scope, String position, int atMost) {
        List<String> after = position == null ? List.of("", "") : Cursor.read(position, 2);
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(scope.tenant(), after.get(0), after.get(1), atMost))
                .map(rows -> {
                    List<Key> keys = new ArrayList<>(rows.size());
                    rows.forEach(row -> keys.add(new Key(row.getString("tenant"), row.getString("rep_id"))));
                    return keys;
                })
                .chain(keys -> transaction
                        .preparedQuery(READ)
                        .execute(KEYS.bind(keys))
                        .map(rows -> {
                            List<OutgoingEvent> found = new ArrayList<>(rows.size());
                            for (Row row : rows) {
                                found.add(events.of(RepRow.rep(row), clock.instant()));
                            }
                            Key last = keys.size() < atMost ? null : keys.get(keys.size() - 1);
                            return new Chunk(found, last == null ? null : Cursor.of(last.tenant(), last.id()));
                        }));
    }
}
