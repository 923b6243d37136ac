package io.tierline.call.dialling.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.calls.domain.CallStatus;
import io.tierline.call.calls.domain.Direction;
import io.tierline.call.calls.domain.Outcome;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.dialling.application.NumberHistory;
import io.tierline.call.dialling.domain.Attempt;
import io.tierline.call.dialling.domain.Burst.Span;
import io.tierline.call.dialling.domain.Bursts;
import io.tierline.call.dialling.domain.TrunkBursts.Failure;
import io.tierline.call.dialling.domain.TrunkBursts.Traffic;
import io.tierline.kit.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the table {@code call}, always by one of the indexes that are there for it: see the migration. */
@ApplicationScoped
class PostgresNumberHistory implements NumberHistory {

    private static final Columns<Span> SPANS = new Columns<Span>()
            .text("trunk", Span::trunk)
            .instant("begins", Span::begin)
            .instant("ends", Span::end);

    private static final String CALLS =
            "select one.* from unnest($3::text[]) as asked(number), lateral (select phone, call_id, started_at, direction,"
                    + " status, outcome, given_outcome, telephony_result, telephony_trunk,"
                    + " coalesce(do_not_call, false) as do_not_call from call where tenant = $1 and phone = number"
                    + " and phone is not null and not voided and started_at <= $2 offset 0) as one";

    /** As in the partial index, written out so that the planner sees that it fits. */
    private static final String IS_FAILURE = "telephony_result in ("
            + Bursts.BLAMABLE.stream()
                    .map(result -> "'" + result + "'")
                    .sorted()
                    .collect(Collectors.joining(", "))
            + ") and given_outcome is null and telephony_trunk is not null"
            + " and (phone is not null or erased) and direction = 'OUTBOUND' and not voided";

    private static final String IS_TRAFFIC = "telephony_trunk is not null and direction = 'OUTBOUND' and not voided";

    private static final String MINUTE = "floor(extract(epoch from started_at) / 60)::bigint as minute";

    /** A call whose number was erased counts as one to a number of its own. */
    private static final String FAILURE = "select telephony_trunk, telephony_result, " + MINUTE
            + ", coalesce(phone, 'erased/' || call_id) as phone from call";

    private static final String TRAFFIC = "select telephony_trunk, " + MINUTE + ", count(*)::int as calls from call";

    private static final String BY_MINUTE = " group by telephony_trunk, minute";

    private static final String IN_PERIOD = " where tenant = $1 and started_at >= $2 and started_at < $3 and ";

    private static final String IN_SPAN = " where tenant = $1 and telephony_trunk = trunk and started_at >= begins"
            + " and started_at < ends and started_at <= $2 and ";

    private static final String NUMBERS =
            "select phone from ((select distinct phone from call where tenant = $1 and phone > $2 and phone is not null"
                    + " and not voided order by phone limit $3) union (select distinct phone from number_mark"
                    + " where tenant = $1 and phone > $2 and phone is not null order by phone limit $3)) as known"
                    + " order by phone limit $3";

    @Override
    public Uni<Map<String, List<Attempt>>> calls(
            SqlClient client, String tenant, Collection<String> phones, Instant notAfter) {
        Tuple parameters = Tuple.of(tenant, Columns.inUtc(notAfter), phones.toArray(String[]::new));
        return client.preparedQuery(CALLS).execute(parameters).map(rows -> {
            Map<String, List<Attempt>> calls = new HashMap<>();
            rows.forEach(row -> calls.computeIfAbsent(row.getString("phone"), phone -> new ArrayList<>())
                    .add(attempt(row)));
            return calls;
        });
    }

    @Override
    public Uni<List<Failure>> failures(SqlClient client, String tenant, Collection<Span> spans, Instant notAfter) {
        return list(
                client,
                inEachSpan(FAILURE + IN_SPAN + IS_FAILURE),
                SPANS.bind(spans, tenant, Columns.inUtc(notAfter)),
                PostgresNumberHistory::failure);
    }

    @Override
    public Uni<List<Traffic>> traffic(SqlClient client, String tenant, Collection<Span> spans, Instant notAfter) {
        return list(
                client,
                inEachSpan(TRAFFIC + IN_SPAN + IS_TRAFFIC + BY_MINUTE),
                SPANS.bind(spans, tenant, Columns.inUtc(notAfter)),
                PostgresNumberHistory::traffic);
    }

    @Override
    public Uni<List<Failure>> failures(SqlClient client, String tenant, Instant from, Instant to) {
        return list(
                client,
                FAILURE + IN_PERIOD + IS_FAILURE,
                Tuple.of(tenant, Columns.inUtc(from), Columns.inUtc(to)),
                PostgresNumberHistory::failure);
    }

    @Override
    public Uni<List<Traffic>> traffic(SqlClient client, String tenant, Instant from, Instant to) {
        return list(
                client,
                TRAFFIC + IN_PERIOD + IS_TRAFFIC + BY_MINUTE,
                Tuple.of(tenant, Columns.inUtc(from), Columns.inUtc(to)),
                PostgresNumberHistory::traffic);
    }

    @Override
    public Uni<List<String>> numbers(SqlClient client, String tenant, String after, int limit) {
        return list(client, NUMBERS, Tuple.of(tenant, after, limit), row -> row.getString("phone"));
    }

    /**
     * The statement for one span after the other, each by the index. The offset keeps the planner, which knows nothing
     * of how many spans there are, from reading all calls at once and trying each of them with each span.
     */
    private static String inEachSpan(String statement) {
        return "select one.* from " + SPANS.unnestFrom(3) + ", lateral (" + statement + " offset 0) as one";
    }

    private static <T> Uni<List<T>> list(SqlClient client, String sql, Tuple parameters, Function<Row, T> read) {
        return client.preparedQuery(sql).execute(parameters).map(rows -> {
            List<T> items = new ArrayList<>(rows.size());
            rows.forEach(row -> items.add(read.apply(row)));
            return items;
        });
    }

    private static Attempt attempt(Row row) {
        return new Attempt(
                row.getString("call_id"),
                Columns.instant(row, "started_at"),
                constant(Direction.class, row.getString("direction")),
                constant(CallStatus.class, row.getString("status")),
                constant(Outcome.class, row.getString("outcome")),
                constant(Outcome.class, row.getString("given_outcome")),
                constant(TelephonyResult.class, row.getString("telephony_result")),
                row.getString("telephony_trunk"),
                row.getBoolean("do_not_call"));
    }

    private static Failure failure(Row row) {
        return new Failure(
                row.getString("telephony_trunk"),
                constant(TelephonyResult.class, row.getString("telephony_result")),
                row.getLong("minute"),
                row.getString("phone"));
    }

    private static Traffic traffic(Row row) {
        return new Traffic(row.getString("telephony_trunk"), row.getLong("minute"), row.getInteger("calls"));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return name == null ? null : Enum.valueOf(type, name);
    }
}
