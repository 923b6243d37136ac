package io.tierline.analytics.rates.persistence;

import static java.util.stream.Collectors.toMap;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.application.CallCounts;
import io.tierline.analytics.rates.domain.Counts;
import io.tierline.analytics.rates.domain.Direction;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.GroupCounts;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Timespan.FullHours;
import io.tierline.analytics.rates.domain.Timespan.Period;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * Counts calls in one statement, and so in one snapshot: the counters of the hours that lie in the period whole, and the
 * calls themselves at its two edges. The cost follows from the period's hours and two hours' calls, not from how many
 * calls there are.
 */
@ApplicationScoped
class PostgresCallCounts implements CallCounts {

    private static final String SLICES = """
            with slice as (
                select rep, team, campaign, hour, %1$s
                from hour_counter where tenant = $1 and hour >= $3 and hour < $4 and direction = any($6) %3$s
                union all
                select rep, team, campaign, date_trunc('hour', started_at, 'UTC'), %2$s
                from call where tenant = $1 and started_at >= $2 and started_at < $3 and direction = any($6) %3$s
                    and not voided
                union all
                select rep, team, campaign, date_trunc('hour', started_at, 'UTC'), %2$s
                from call where tenant = $1 and started_at >= $4 and started_at < $5 and direction = any($6) %3$s
                    and not voided
            )
            """;

    /** A correction can leave an hour, and a group, that has no calls any more: it is not answered. */
    private static final String BY_ONE_COLUMN = SLICES + """
            select %4$s as id, %5$s from slice group by 1 having sum(%6$s) > 0 order by 1 nulls last
            """;

    /**
     * With the team of the rep's latest call that names one. The hour of that call is known from the slices; only where
     * a rep was in two teams within it, the calls themselves are asked.
     */
    private static final String BY_REP = SLICES + """
            , per_team as (
                select rep, team, max(hour) filter (where team is not null and %6$s > 0) as hour, %5$s
                from slice group by rep, team
            ), latest as (
                select *, max(hour) over (partition by rep) as latest_hour from per_team
            )
            select rep as id, case count(*) filter (where hour = latest_hour and rep is not null)
                when 0 then null
                when 1 then min(team) filter (where hour = latest_hour)
                else (
                    select team from call
                    where tenant = $1 and rep = latest.rep and started_at >= greatest($2, latest_hour)
                        and started_at < least($5, latest_hour + interval '1 hour') and direction = any($6) %3$s
                        and not voided and team is not null
                    order by started_at desc, call_id desc limit 1
                ) end as latest_team, %5$s
            from latest group by rep, latest_hour having sum(%6$s) > 0 order by 1 nulls last
            """;

    private final Database database;

    PostgresCallCounts(Database database) {
        this.database = database;
    }

    @Override
    public Uni<List<GroupCounts>> in(Period period, Grouping by, String tenant, Filter filter) {
        FullHours hours = period.fullHours();
        Tuple parameters = Tuple.tuple()
                .addString(tenant)
                .addValue(Columns.inUtc(period.from()))
                .addValue(Columns.inUtc(hours.from()))
                .addValue(Columns.inUtc(hours.to()))
                .addValue(Columns.inUtc(period.to()))
                .addArrayOfString(
                        filter.directions().stream().map(Direction::word).toArray(String[]::new));
        // Only the conditions that are asked for stand in the text: each text is planned for what it filters by.
        String conditions = condition("rep", filter.rep(), parameters)
                + condition("team", filter.team(), parameters)
                + condition("campaign", filter.campaign(), parameters);
        return database.pool()
                .preparedQuery(sql(by, conditions))
                .execute(parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(groupOf(by))
                        .toList());
    }

    private static String condition(String column, String value, Tuple parameters) {
        return value == null
                ? ""
                : "and " + column + " = $" + parameters.addString(value).size() + " ";
    }

    private static String sql(Grouping by, String conditions) {
        String text = by == Grouping.REP ? BY_REP : BY_ONE_COLUMN;
        String id = by == Grouping.COMPANY ? "null::text" : by.word();
        return text.formatted(
                Counters.columns(column -> column),
                Counters.amounts("", amount -> amount),
                conditions,
                id,
                Counters.columns(column -> "sum(" + column + ")::bigint as " + column),
                Counters.CALLS);
    }

    private static Function<Row, GroupCounts> groupOf(Grouping by) {
        return switch (by) {
            case REP -> row -> new GroupCounts(row.getString("id"), row.getString("latest_team"), null, countsOf(row));
            case TEAM -> row -> new GroupCounts(null, row.getString("id"), null, countsOf(row));
            case CAMPAIGN -> row -> new GroupCounts(null, null, row.getString("id"), countsOf(row));
            case COMPANY -> row -> new GroupCounts(null, null, null, countsOf(row));
        };
    }

    private static Counts countsOf(Row row) {
        return new Counts(
                Arrays.stream(Outcome.values())
                        .collect(toMap(outcome -> outcome, outcome -> row.getLong(Counters.columnOf(outcome)))),
                row.getLong("pending"),
                row.getLong("failed"),
                row.getLong("talk_seconds"));
    }
}
