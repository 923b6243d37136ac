package io.tierline.call.calls.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.calls.application.CallEvents;
import io.tierline.call.calls.application.Calls.Key;
import io.tierline.call.calls.domain.Call;
import io.tierline.kit.database.Columns;
import io.tierline.kit.outbox.OutgoingEvent;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The statement that records calls: whatever of the group is new is stored, and its events go into the outbox as one
 * row. It guarantees that a call and its event are committed together or not at all, and that an id is stored once
 * whatever arrives at the same time. The rows are inserted in key order, so that two groups that share ids wait for each
 * other rather than deadlock.
 */
final class AddCalls {

    private record NewCall(Call call, OutgoingEvent event) {}

    private static final Columns<NewCall> COLUMNS = CallRow.COLUMNS
            .over(NewCall::call)
            .text("event_key", added -> added.event().key())
            .text("event_id", added -> added.event().id())
            .text("event_payload", added -> added.event().payload());

    private static final String SQL = "with input as (select * from " + COLUMNS.unnestFrom(3) + "), "
            + "added as (insert into call (" + CallRow.COLUMNS.names("") + ") select " + CallRow.VALUES
            + " from input order by tenant, call_id on conflict (tenant, call_id) do nothing returning tenant, call_id), "
            + "published as (insert into outbox (topic, type, keys, event_ids, payloads)"
            + " select $1, $2, array_agg(event_key), array_agg(event_id), array_agg(event_payload)"
            + " from input join added using (tenant, call_id) having count(*) > 0) "
            + "select tenant, call_id from added";

    private AddCalls() {}

    static Uni<Set<Key>> run(SqlConnection transaction, Collection<Call> calls, CallEvents events) {
        List<NewCall> rows = calls.stream()
                .sorted(Comparator.comparing(Call::tenant).thenComparing(Call::callId))
                .map(call -> new NewCall(call, events.of(call)))
                .toList();
        return transaction
                .preparedQuery(SQL)
                .execute(COLUMNS.bind(rows, CallEvents.TOPIC, CallEvents.TYPE))
                .map(added -> {
                    Set<Key> keys = new HashSet<>();
                    added.forEach(row -> keys.add(new Key(row.getString("tenant"), row.getString("call_id"))));
                    return keys;
                });
    }
}
