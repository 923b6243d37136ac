package io.tierline.call.calls.persistence;

import io.tierline.call.calls.application.CallFilter;
import io.tierline.call.calls.application.Calls.Order;
import io.tierline.call.calls.domain.Call;
import io.tierline.kit.database.Columns;
import io.tierline.kit.input.Texts;
import io.tierline.kit.paging.Cursor;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The statement that lists calls, latest or oldest first. It is put together from the conditions that are asked for, so that each
 * combination is planned for the index that fits it; what comes from outside is always a parameter.
 */
final class ListCalls {

    /** Between these is every time that the API takes. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final StringBuilder sql =
            new StringBuilder("select " + CallRow.COLUMNS.names("") + " from call where not voided");
    private final List<Object> values = new ArrayList<>();

    ListCalls(String tenant, CallFilter filter, Order order, int rows, String cursor) {
        boolean latestFirst = order == Order.LATEST_FIRST;
        and("tenant = ", tenant);
        and("customer_id = ", filter.customer());
        and("rep = ", filter.rep());
        and("team = ", filter.team());
        and("campaign = ", filter.campaign());
        andWord("outcome", filter.outcome());
        andWord("status", filter.status());
        andWord("direction", filter.direction());
        and("started_at >= ", Columns.inUtc(filter.from()));
        and("started_at < ", Columns.inUtc(filter.to()));
        if (filter.flag() != null) {
            // The second condition follows from the first, but only written out does it fit the partial index.
            and("flags @> array[", filter.flag(), "]");
            sql.append(" and flags <> '{}'");
        }
        List<String> after = Cursor.read(cursor, 2);
        if (after != null) {
            values.add(Columns.inUtc(startedAt(after.get(0))));
            values.add(callId(after.get(1)));
            sql.append(" and (started_at, call_id) %s ($%d, $%d)"
                    .formatted(latestFirst ? "<" : ">", values.size() - 1, values.size()));
        }
        values.add(rows);
        sql.append(latestFirst ? " order by started_at desc, call_id desc" : " order by started_at, call_id")
                .append(" limit $")
                .append(values.size());
    }

    String sql() {
        return sql.toString();
    }

    Tuple parameters() {
        return Tuple.tuple(values);
    }

    /** The cursor that continues after the call. */
    static String cursor(Call call) {
        return Cursor.of(call.attribution().startedAt().toString(), call.callId());
    }

    /** Written out, not as a parameter: only so does the planner see that a partial index fits. */
    private void andWord(String column, Enum<?> word) {
        if (word != null) {
            sql.append(" and %s = '%s'".formatted(column, word.name()));
        }
    }

    private void and(String condition, Object value) {
        and(condition, value, "");
    }

    private void and(String condition, Object value, String end) {
        if (value != null) {
            values.add(value);
            sql.append(" and ")
                    .append(condition)
                    .append('$')
                    .append(values.size())
                    .append(end);
        }
    }

    /** Cursors come back from outside, so they may hold anything: also what the database takes for no time or no text. */
    private static Instant startedAt(String text) {
        try {
            Instant instant = Instant.parse(text);
            if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            // The same answer as for a time out of bounds.
        }
        throw Cursor.refused();
    }

    private static String callId(String text) {
        if (!Texts.ID.matcher(text).matches()) {
            throw Cursor.refused();
        }
        return text;
    }
}
