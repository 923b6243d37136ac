package io.tierline.analytics.tiers.persistence;

import static java.util.Arrays.stream;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Timespan.Period;
import io.tierline.analytics.tiers.application.Standings;
import io.tierline.analytics.tiers.application.StockFilter;
import io.tierline.analytics.tiers.domain.Holder;
import io.tierline.analytics.tiers.domain.Move;
import io.tierline.analytics.tiers.domain.OverdueCustomer;
import io.tierline.analytics.tiers.domain.Standing;
import io.tierline.analytics.tiers.domain.Stock;
import io.tierline.analytics.tiers.domain.TimeInTier;
import io.tierline.analytics.tiers.domain.TimeInTier.Lengths;
import io.tierline.analytics.tiers.domain.TimeInTier.Next;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * Reads where customers stand from the table {@code tier_stay}, one statement per question. A question about a moment
 * looks up one stay of each customer, one about a period reads the stays that began or ended in it besides: the cost
 * follows from how many customers there are, and what happened in the period, not from all that ever happened.
 */
@ApplicationScoped
class PostgresStandings implements Standings {

    private static final Map<String, Standing.Kind> KINDS =
            stream(Standing.Kind.values()).collect(toMap(Standing.Kind::word, identity()));

    /**
     * The stay that each customer was in at a moment: mostly the one that lasts, which is looked at first. %1$s: the
     * parameter of the moment.
     */
    private static final String STAY_AT = """
            tier_stay as last cross join lateral (
                select last.standing, last.tier, last.since, last.rep, last.team, last.overdue_at
                where last.since <= %1$s
                union all
                (
                    select standing, tier, since, rep, team, overdue_at
                    from tier_stay
                    where last.since > %1$s and tenant = last.tenant and customer_id = last.customer_id
                        and since <= %1$s
                    order by since desc, version desc limit 1
                )
            ) as stay
            """;

    /** Of which customers: each has one stay that lasts. */
    private static final String OF_TENANT = "last.tenant = $1 and last.until is null";

    /**
     * The stays that last, and in place of their rep and team the customer's present owner, if it has one. A deal that is
     * closed, or opened again, while there is no tier changes none: the customer's status tells.
     */
    private static final String LASTING = """
            (
                select stay.customer_id, case
                        when stay.tier is not null or customer.status is null then stay.standing
                        when customer.status = 'open' then 'ungraded'
                        else 'closed'
                    end as standing, stay.tier, stay.since, stay.overdue_at, stay.overdue_since,
                    case when customer.owner_rep is null then stay.rep else customer.owner_rep end as rep,
                    case when customer.owner_rep is null then stay.team else customer.owner_team end as team
                from tier_stay as stay left join customer using (tenant, customer_id)
                where stay.tenant = $1 and stay.until is null and customer.merged_into is null
            ) as stay
            """;

    /** %1$s: the stays, %2$s: the group's id, %3$s: conditions. */
    private static final String STOCK = """
            with standing as (
                select %2$s as id, stay.standing, stay.tier, stay.overdue_at <= $2 as overdue,
                    greatest(extract(epoch from $2 - stay.since)::float8, 0) as seconds
                from %1$s where %3$s
            )
            select id, standing, tier, count(*) as customers, count(*) filter (where overdue) as overdue,
                round(avg(seconds))::bigint as mean,
                round(percentile_cont(0.5) within group (order by seconds))::bigint as median
            from standing group by id, standing, tier
            order by id nulls last, tier nulls last, standing desc
            """;

    /**
     * Each customer's stays at the end of the period and at its beginning, which often are the same one. %1$s: the group's id
     * before, %2$s: after, %3$s: whether it was in the stock before, %4$s: after, %5$s: the group's id of a stay, %6$s:
     * conditions of it.
     */
    private static final String MOVES = """
            with pair as (
                select before.standing as before_standing, before.tier as before_tier, stay.standing, stay.tier,
                    %1$s as before_id, %2$s as id, coalesce(%3$s, false) as was_in, coalesce(%4$s, false) as is_in,
                    before.standing is null as is_new
                from %7$s left join lateral (
                    select stay.standing, stay.tier, stay.rep, stay.team where stay.since <= $2
                    union all
                    (
                        select standing, tier, rep, team
                        from tier_stay
                        where stay.since > $2 and tenant = last.tenant and customer_id = last.customer_id
                            and since <= $2
                        order by since desc, version desc limit 1
                    )
                ) as before on true
                where %8$s
            ), side as (
                select *, was_in and is_in and before_id is not distinct from id as stayed from pair
            ), move as (
                select id, before_standing, before_tier, standing, tier, 1 as customers, 0 as changes
                from side where stayed
                union all
                select id, case when is_new then 'new' else 'elsewhere' end, null, standing, tier, 1, 0
                from side where is_in and not stayed
                union all
                select before_id, before_standing, before_tier, 'elsewhere', null, 1, 0
                from side where was_in and not stayed
                union all
                select %5$s, before_standing, before_tier, standing, tier, 0, 1
                from tier_stay as stay where tenant = $1 and since > $2 and since <= $3 and %6$s
            )
            select id, before_standing, before_tier, standing, tier, sum(customers) as customers, sum(changes) as changes
            from move group by id, before_standing, before_tier, standing, tier
            order by id nulls last, before_tier nulls last, before_standing desc, tier nulls last, standing desc
            """;

    /** One row for each tier, after those of where its stays went. %1$s: the group's id, %2$s: conditions, %3$s: stays. */
    private static final String DURATIONS = """
            with measured as (
                select %1$s as id, tier, after_standing, after_tier, true as ended,
                    extract(epoch from until - since)::float8 as seconds
                from tier_stay as stay
                where tenant = $1 and until > $2 and until <= $3 and standing = 'tier' and %2$s
                union all
                select %1$s, stay.tier, null, null, false, extract(epoch from $3 - stay.since)::float8
                from %3$s where %4$s and stay.standing = 'tier' and %2$s
            )
            select id, tier, grouping(after_standing) = 1 as whole, after_standing, after_tier,
                count(*) filter (where ended) as ended,
                round(avg(seconds) filter (where ended))::bigint as ended_mean,
                round(percentile_cont(0.5) within group (order by seconds) filter (where ended))::bigint as ended_median,
                round(percentile_cont(0.9) within group (order by seconds) filter (where ended))::bigint as ended_p90,
                count(*) filter (where not ended) as lasting,
                round(avg(seconds) filter (where not ended))::bigint as lasting_mean,
                round(percentile_cont(0.5) within group (order by seconds) filter (where not ended))::bigint
                    as lasting_median,
                round(percentile_cont(0.9) within group (order by seconds) filter (where not ended))::bigint
                    as lasting_p90
            from measured
            group by grouping sets ((id, tier), (id, tier, after_standing, after_tier))
            having grouping(after_standing) = 1 or after_standing is not null
            order by id nulls last, tier, whole, after_tier nulls last, after_standing desc
            """;

    private static final String OVERDUE = "select * from " + LASTING + """
            where overdue_since is not null and %s
            order by overdue_since, customer_id
            """;

    private final Database database;

    PostgresStandings(Database database) {
        this.database = database;
    }

    @Override
    public Uni<List<Stock>> now(String tenant, StockFilter filter, Instant now) {
        return stock(LASTING, "", tenant, filter, now);
    }

    @Override
    public Uni<List<Stock>> at(String tenant, StockFilter filter, Instant at) {
        return stock(STAY_AT.formatted("$2"), OF_TENANT + " and ", tenant, filter, at);
    }

    private Uni<List<Stock>> stock(String stays, String ofTenant, String tenant, StockFilter filter, Instant at) {
        Tuple parameters = Tuple.of(tenant, Columns.inUtc(at));
        String sql = STOCK.formatted(stays, id("stay", filter.by()), ofTenant + holds(filter, parameters));
        return database.pool()
                .preparedQuery(sql)
                .execute(parameters)
                .map(rows -> rowsOf(
                        rows,
                        row -> new Stock(
                                holder(row, filter.by()),
                                standing(row, "standing", "tier"),
                                row.getLong("customers"),
                                row.getLong("overdue"),
                                row.getLong("mean"),
                                row.getLong("median"))));
    }

    @Override
    public Uni<List<Move>> moves(String tenant, StockFilter filter, Period period) {
        Tuple parameters = Tuple.of(tenant, Columns.inUtc(period.from()), Columns.inUtc(period.to()));
        String holds = holds(filter, parameters);
        String sql = MOVES.formatted(
                id("before", filter.by()),
                id("stay", filter.by()),
                // The same parameters, of the other row.
                "before.standing is not null and " + holds.replace("stay.", "before."),
                holds,
                id("stay", filter.by()),
                holds,
                STAY_AT.formatted("$3"),
                OF_TENANT);
        return database.pool()
                .preparedQuery(sql)
                .execute(parameters)
                .map(rows -> rowsOf(
                        rows,
                        row -> new Move(
                                holder(row, filter.by()),
                                standing(row, "before_standing", "before_tier"),
                                standing(row, "standing", "tier"),
                                row.getLong("customers"),
                                row.getLong("changes"))));
    }

    @Override
    public Uni<List<TimeInTier>> durations(String tenant, StockFilter filter, Period period) {
        Tuple parameters = Tuple.of(tenant, Columns.inUtc(period.from()), Columns.inUtc(period.to()));
        String sql = DURATIONS.formatted(
                id("stay", filter.by()), holds(filter, parameters), STAY_AT.formatted("$3"), OF_TENANT);
        return database.pool().preparedQuery(sql).execute(parameters).map(rows -> timesInTiers(rows, filter.by()));
    }

    /** Where a tier's stays went comes before the tier's own row. */
    private static List<TimeInTier> timesInTiers(RowSet<Row> rows, Grouping by) {
        List<TimeInTier> times = new ArrayList<>();
        List<Next> next = new ArrayList<>();
        for (Row row : rows) {
            if (row.getBoolean("whole")) {
                times.add(new TimeInTier(
                        holder(row, by), row.getString("tier"), lengths(row, "ended"), next, lengths(row, "lasting")));
                next.clear();
            } else {
                next.add(new Next(standing(row, "after_standing", "after_tier"), row.getLong("ended")));
            }
        }
        return times;
    }

    private static Lengths lengths(Row row, String which) {
        return new Lengths(
                row.getLong(which),
                row.getLong(which + "_mean"),
                row.getLong(which + "_median"),
                row.getLong(which + "_p90"));
    }

    @Override
    public Uni<Page<OverdueCustomer>> overdue(
            String tenant, StockFilter filter, String tier, Integer limit, String cursor) {
        Tuple parameters = Tuple.of(tenant);
        String conditions = holds(filter, parameters);
        if (tier != null) {
            conditions += " and tier = $" + parameters.addString(tier).size();
        }
        List<String> after = Cursor.read(cursor, 2);
        if (after != null) {
            conditions += " and (overdue_since, customer_id) > ($"
                    + parameters
                            .addValue(Columns.inUtc(Cursor.time(after.get(0))))
                            .size() + ", $"
                    + parameters.addString(after.get(1)).size() + ")";
        }
        String sql = OVERDUE.formatted(conditions)
                + (limit == null
                        ? ""
                        : "limit $" + parameters.addInteger(limit + 1).size());
        return database.pool().preparedQuery(sql).execute(parameters).map(rows -> {
            List<OverdueCustomer> customers = rowsOf(rows, PostgresStandings::overdueOf);
            return limit == null ? new Page<>(customers, null) : Page.of(customers, limit, PostgresStandings::cursorOf);
        });
    }

    private static OverdueCustomer overdueOf(Row row) {
        return new OverdueCustomer(
                row.getString("customer_id"),
                row.getString("tier"),
                Columns.instant(row, "since"),
                Columns.instant(row, "overdue_since"),
                row.getString("rep"),
                row.getString("team"));
    }

    private static String cursorOf(OverdueCustomer last) {
        return Cursor.of(last.overdueSince().toString(), last.customerId());
    }

    /** What tells the groups apart. */
    private static String id(String table, Grouping by) {
        return by == Grouping.COMPANY ? "null::text" : table + "." + by.word();
    }

    /**
     * What has to hold of a stay. Only the conditions that are asked for stand in the text: each text is planned for what it
     * filters by.
     */
    private static String holds(StockFilter filter, Tuple parameters) {
        return "true"
                + (filter.rep() == null
                        ? ""
                        : " and stay.rep = $"
                                + parameters.addString(filter.rep()).size())
                + (filter.team() == null
                        ? ""
                        : " and stay.team = $"
                                + parameters.addString(filter.team()).size());
    }

    private static Holder holder(Row row, Grouping by) {
        String id = row.getString("id");
        return new Holder(by == Grouping.REP ? id : null, by == Grouping.TEAM ? id : null);
    }

    private static Standing standing(Row row, String kind, String tier) {
        return new Standing(KINDS.get(row.getString(kind)), row.getString(tier));
    }

    private static <E> List<E> rowsOf(RowSet<Row> rows, Function<Row, E> rowOf) {
        return StreamSupport.stream(rows.spliterator(), false).map(rowOf).toList();
    }
}
