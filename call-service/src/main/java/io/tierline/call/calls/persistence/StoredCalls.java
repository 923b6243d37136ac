package io.tierline.call.calls.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.calls.application.CallEvents;
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
 * All calls as events again, voided ones too, in the order of the primary key. First it is found out where the chunk
 * ends, whatever the calls' times, so that a chunk is no more work when few of its calls are in the scope; then those
 * that are get locked, against a revision whose event would come into the outbox before theirs.
 */
@ApplicationScoped
class StoredCalls implements StoredEvents {

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
        Range range = new Range(scope, position);
        return range.last(transaction, atMost)
                .chain(last -> range.calls(transaction, last)
                        .map(found -> new Chunk(found, last == null ? null : Cursor.of(last.toArray(String[]::new)))));
    }

    /** The calls in the scope that come after the position. */
    private final class Range {

        private final Scope scope;
        private final StringBuilder condition = new StringBuilder("true");
        private final List<Object> values = new ArrayList<>();

        Range(Scope scope, String position) {
            this.scope = scope;
            and("tenant = ", scope.tenant());
            andKey(">", Cursor.read(position, 2));
        }

        /** The key of the last call of the chunk; null when all that are left are no more than that. */
        Uni<List<String>> last(SqlConnection transaction, int calls) {
            return transaction
                    .preparedQuery("select tenant, call_id from call where " + condition
                            + " order by tenant, call_id offset " + (calls - 1) + " limit 1")
                    .execute(Tuple.tuple(new ArrayList<>(values)))
                    .map(rows -> {
                        for (Row row : rows) {
                            return List.of(row.getString("tenant"), row.getString("call_id"));
                        }
                        return null;
                    });
        }

        /** The events of the calls up to the last one and within the scope's times, locked. */
        Uni<List<OutgoingEvent>> calls(SqlConnection transaction, List<String> last) {
            andKey("<=", last);
            and("started_at >= ", Columns.inUtc(scope.from()));
            and("started_at < ", Columns.inUtc(scope.to()));
            return transaction
                    .preparedQuery("select * from call where " + condition + " order by tenant, call_id for share")
                    .execute(Tuple.tuple(values))
                    .map(rows -> {
                        List<OutgoingEvent> found = new ArrayList<>(rows.size());
                        rows.forEach(row -> found.add(events.of(CallRow.call(row))));
                        return found;
                    });
        }

        private void andKey(String comparison, List<String> key) {
            if (key != null) {
                values.addAll(key);
                condition.append(
                        " and (tenant, call_id) %s ($%d, $%d)".formatted(comparison, values.size() - 1, values.size()));
            }
        }

        private void and(String comparison, Object value) {
            if (value != null) {
                values.add(value);
                condition.append(" and ").append(comparison).append('$').append(values.size());
            }
        }
    }
}
