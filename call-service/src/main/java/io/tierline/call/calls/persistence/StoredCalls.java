package io.tierline.call.calls.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.calls.application.CallEvents;
import io.tierline.call.calls.application.Calls.Key;
import io.tierline.kit.database.Columns;
import io.tierline.kit.outbox.OutgoingEvent;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.republication.Scope;
import io.tierline.kit.republication.StoredEvents;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * All calls as events again, voided ones too, in the order of the primary key. First the next keys are read, whatever the
 * calls' times, so that a chunk is no more work when few of its calls are in the scope; then those that are get locked,
 * against a revision whose event would come into the outbox before theirs.
 */
@ApplicationScoped
class StoredCalls implements StoredEvents {

    private static final List<String> BEFORE_ALL = List.of("", "");

    private static final String KEYS_OF_ALL = "select tenant, call_id from call where (tenant, call_id) > ($1, $2)"
            + " order by tenant, call_id limit $3";

    /** Not the same with a condition more: only so does the index end at the tenant's last call. */
    private static final String KEYS_OF_TENANT =
            "select tenant, call_id from call where tenant = $1 and call_id > $2" + " order by call_id limit $3";

    private static final Columns<Key> KEYS =
            new Columns<Key>().text("tenant", Key::tenant).text("call_id", Key::callId);

    private static final String LOCK = "select " + CallRow.COLUMNS.names("call.") + " from " + KEYS.unnestFrom(3)
            + " join call using (tenant, call_id) where ($1::timestamptz is null or started_at >= $1)"
            + " and ($2::timestamptz is null or started_at < $2) order by tenant, call_id for share of call";

    private final CallEvents events;

    StoredCalls(CallEvents events) {
        this.events = events;
    }

    @Override
    public String name() {
        return "calls";
    }

    @Override
    public String topic() {
        return CallEvents.TOPIC;
    }

    @Override
    public String type() {
        return CallEvents.TYPE;
    }

    @Override
    public Uni<Chunk> next(SqlConnection transaction, Scope scope, String position, int atMost) {
        List<String> after = position == null ? BEFORE_ALL : Cursor.read(position, 2);
        return keys(transaction, scope.tenant(), after, atMost)
                .chain(keys -> events(transaction, scope, keys)
                        .map(found -> new Chunk(found, keys.size() < atMost ? null : behind(keys))));
    }

    private static Uni<List<Key>> keys(SqlConnection transaction, String tenant, List<String> after, int atMost) {
        return transaction
                .preparedQuery(tenant == null ? KEYS_OF_ALL : KEYS_OF_TENANT)
                .execute(Tuple.of(tenant == null ? after.get(0) : tenant, after.get(1), atMost))
                .map(rows -> {
                    List<Key> keys = new ArrayList<>(rows.size());
                    rows.forEach(row -> keys.add(new Key(row.getString("tenant"), row.getString("call_id"))));
                    return keys;
                });
    }

    private Uni<List<OutgoingEvent>> events(SqlConnection transaction, Scope scope, List<Key> keys) {
        return transaction
                .preparedQuery(LOCK)
                .execute(KEYS.bind(keys, Columns.inUtc(scope.from()), Columns.inUtc(scope.to())))
                .map(rows -> {
                    List<OutgoingEvent> found = new ArrayList<>(rows.size());
                    rows.forEach(row -> found.add(events.of(CallRow.call(row))));
                    return found;
                });
    }

    private static String behind(List<Key> keys) {
        Key last = keys.get(keys.size() - 1);
        return Cursor.of(last.tenant(), last.callId());
    }
}
