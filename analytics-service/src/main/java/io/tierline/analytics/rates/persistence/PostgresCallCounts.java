package io.tierline.analytics.rates.persistence;

import static java.util.stream.Collectors.joining;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.application.CallCounts;
import io.tierline.analytics.rates.domain.Direction;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.GroupCounts;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Per;
import io.tierline.analytics.rates.domain.Timespan.Middle;
import io.tierline.analytics.rates.domain.Timespan.Period;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Counts calls in one statement, and so in one snapshot: the counters of the days that lie in the period whole, those of
 * the hours before and after them, and the calls themselves at the period's two edges. The cost follows from the
 * period's days, two days' hours and two hours' calls, not from how many calls there are. Where no rep is asked for, the
 * counters of whole teams do.
 *
 * <p>Customers cannot be added up from counters: per customer, the period's calls are read, from one index.
 */
@ApplicationScoped
class PostgresCallCounts implements CallCounts {

    // In all texts: 1 columns of counters, 2 what a call adds to them, 3 conditions, 4 the group's id, 5 sums,
    // 6 how many calls, 7 table of calls, 8 its condition, 9 table of counters, 10 rep or team: the level.
    private static final String SLICES = """
            with slice as (
                select rep, team, campaign, at, at + interval '24 hours' as until, %1$s
                from %9$s where tenant = $1 and level = '%10$s-day' and at >= $4 and at < $5
                    and direction = any($8) %3$s
                union all
                select rep, team, campaign, at, at + interval '1 hour', %1$s
                from %9$s where tenant = $1 and level = '%10$s-hour' and at >= $3 and at < $4
                    and direction = any($8) %3$s
                union all
                select rep, team, campaign, at, at + interval '1 hour', %1$s
                from %9$s where tenant = $1 and level = '%10$s-hour' and at >= $5 and at < $6
                    and direction = any($8) %3$s
                union all
                select rep, team, campaign, date_trunc('hour', started_at, 'UTC'),
                    date_trunc('hour', started_at, 'UTC') + interval '1 hour', %2$s
                from %7$s where tenant = $1 and started_at >= $2 and started_at < $3 and direction = any($8) %3$s
                    and %8$s
                union all
                select rep, team, campaign, date_trunc('hour', started_at, 'UTC'),
                    date_trunc('hour', started_at, 'UTC') + interval '1 hour', %2$s
                from %7$s where tenant = $1 and started_at >= $6 and started_at < $7 and direction = any($8) %3$s
                    and %8$s
            )
            """;

    /** A correction can leave an hour, and a group, that has no calls any more: it is not answered. */
    private static final String BY_ONE_COLUMN = SLICES + """
            select %4$s as id, null::text as latest_team, %5$s
            from slice group by 1 having sum(%6$s) > 0 order by 1 nulls last
            """;

    /**
     * With the team of the rep's latest call that names one. The hour or day of that call is known from the slices; only
     * where a rep was in two teams within it, the hours of that day and then the calls of that hour are asked.
     */
    private static final String REPS = SLICES + """
            , per_team as (
                select rep, team, max(at) filter (where team is not null and %6$s > 0) as at,
                    max(until) filter (where team is not null and %6$s > 0) as until, %5$s
                from slice group by rep, team
            ), latest as (
                select *, max(at) over (partition by rep) as latest_at, max(until) over (partition by rep) as latest_until
                from per_team
            ), by_rep as (
                select rep as id, case count(*) filter (where at = latest_at and rep is not null)
                    when 0 then null
                    when 1 then min(team) filter (where at = latest_at)
                    else (
                        select team
                        from (
                            select case when latest_until = latest_at + interval '1 hour' then latest_at else (
                                select max(at) from %9$s
                                where tenant = $1 and level = 'rep-hour' and rep = latest.rep and at >= latest_at
                                    and at < latest_until and direction = any($8) %3$s and team is not null and %6$s > 0
                            ) end as hour
                        ) as its, %7$s
                        where tenant = $1 and rep = latest.rep and started_at >= greatest($2, hour)
                            and started_at < least($7, hour + interval '1 hour') and direction = any($8) %3$s
                            and %8$s and team is not null
                        order by started_at desc, call_id desc limit 1
                    ) end as latest_team, %5$s
                from latest group by rep, latest_at, latest_until having sum(%6$s) > 0
            )
            """;

    private static final String BY_REP = REPS + """
            select * from by_rep order by id nulls last
            """;

    /** How good the best of some calls was: the outcome's place from the best on, then pending, then failed. */
    private static final String BEST = "min(case "
            + IntStream.range(0, Outcome.BEST_FIRST.size())
                    .mapToObj(place ->
                            "when outcome = '" + Outcome.BEST_FIRST.get(place).name() + "' then " + place)
                    .collect(joining(" "))
            + " when status = 'pending' then 9 else 10 end)";

    private static final String CUSTOMERS = """
            customer as (
                select %4$s as id, customer_id, BEST as best, coalesce(sum(talk_seconds), 0) as talk_seconds
                from call where tenant = $1 and started_at >= $2 and started_at < $7 and direction = any($8) %3$s
                    and not voided
                group by 1, 2
            ), by_best as (
                select id, COUNTS, sum(talk_seconds)::bigint as talk_seconds
                from customer group by id
            )
            """.replace("BEST", BEST).replace(
            "COUNTS",
            IntStream.range(0, Outcome.BEST_FIRST.size() + 2)
                    .mapToObj(place -> "count(*) filter (where best = " + place + ") as " + columnAt(place))
                    .collect(joining(", ")));

    private static final String CUSTOMERS_BY_ONE_COLUMN = "with " + CUSTOMERS + """
            select *, null::text as latest_team from by_best order by id nulls last
            """;

    private static final String CUSTOMERS_BY_REP = REPS + ", " + CUSTOMERS + """
            select by_best.*, latest_team from by_best left join by_rep using (id) order by id nulls last
            """;

    private final Database database;

    PostgresCallCounts(Database database) {
        this.database = database;
    }

    @Override
    public Uni<List<GroupCounts>> in(Period period, Grouping by, Per per, String tenant, Filter filter) {
        Middle hours = period.fullHours();
        Middle days = period.fullDays();
        Tuple parameters = Tuple.tuple()
                .addString(tenant)
                .addValue(Columns.inUtc(period.from()))
                .addValue(Columns.inUtc(hours.from()))
                .addValue(Columns.inUtc(days.from()))
                .addValue(Columns.inUtc(days.to()))
                .addValue(Columns.inUtc(hours.to()))
                .addValue(Columns.inUtc(period.to()))
                .addArrayOfString(
                        filter.directions().stream().map(Direction::word).toArray(String[]::new));
        String conditions = Conditions.of(filter, parameters);
        return database.pool()
                .preparedQuery(sql(by, per, filter, conditions))
                .execute(parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(groupOf(by))
                        .toList());
    }

    private static String sql(Grouping by, Per per, Filter filter, String conditions) {
        Counted counted = filter.firstCalls() ? Counted.FIRST_CALLS : Counted.CALLS;
        return text(by, per, filter)
                .formatted(
                        Counters.columns(column -> column),
                        Counters.amounts("", amount -> amount),
                        conditions,
                        by == Grouping.COMPANY ? "null::text" : by.word(),
                        Counters.columns(column -> "sum(" + column + ")::bigint as " + column),
                        Counters.CALLS,
                        counted.table(),
                        counted.counts(""),
                        counted.counters(),
                        Counters.levelOf(by, filter));
    }

    private static String text(Grouping by, Per per, Filter filter) {
        // A customer has one first call: it is counted once anyway.
        boolean customers = per == Per.CUSTOMER && !filter.firstCalls();
        if (by == Grouping.REP) {
            return customers ? CUSTOMERS_BY_REP : BY_REP;
        }
        return customers ? CUSTOMERS_BY_ONE_COLUMN : BY_ONE_COLUMN;
    }

    private static String columnAt(int place) {
        return switch (place - Outcome.BEST_FIRST.size()) {
            case 0 -> "pending";
            case 1 -> "failed";
            default -> Counters.columnOf(Outcome.BEST_FIRST.get(place));
        };
    }

    private static Function<Row, GroupCounts> groupOf(Grouping by) {
        return switch (by) {
            case REP ->
                row -> new GroupCounts(row.getString("id"), row.getString("latest_team"), null, Counters.in(row));
            case TEAM -> row -> new GroupCounts(null, row.getString("id"), null, Counters.in(row));
            case CAMPAIGN -> row -> new GroupCounts(null, null, row.getString("id"), Counters.in(row));
            case COMPANY -> row -> new GroupCounts(null, null, null, Counters.in(row));
        };
    }
}
