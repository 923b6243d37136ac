package io.tierline.analytics.rates.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.application.CallSlices;
import io.tierline.analytics.rates.domain.Direction;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.SliceCounts;
import io.tierline.analytics.rates.domain.Slices;
import io.tierline.analytics.rates.domain.Timespan.Period;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * Counts calls slice by slice in one statement, and so in one snapshot: the counters of the days and hours that lie in a
 * slice whole, and the calls themselves for the rest. What follows each other is read in one go, however many slices it
 * is cut into; so the cost follows from what lies in the period, not from the number of slices and not from how many calls
 * there have ever been.
 */
@ApplicationScoped
class PostgresCallSlices implements CallSlices {

    // 1 columns of counters, 2 what a call adds to them, 3 conditions, 4 the group's id, 5 sums, 6 how many calls,
    // 7 table of calls, 8 its condition, 9 table of counters, 10 rep or team: the level. "offset 0" has each run
    // looked up in the index by itself: as a join, PostgreSQL may read a group's whole history and look in that.
    private static final String SLICES = """
            with counted as (
                select counter.*
                from unnest($4::timestamptz[], $5::timestamptz[]) as days (first, after), lateral (
                    select rep, team, campaign, at, %1$s
                    from %9$s where tenant = $1 and level = '%10$s-day' and at >= first and at < after
                        and direction = any($2) %3$s offset 0
                ) as counter
                union all
                select counter.*
                from unnest($6::timestamptz[], $7::timestamptz[]) as hours (first, after), lateral (
                    select rep, team, campaign, at, %1$s
                    from %9$s where tenant = $1 and level = '%10$s-hour' and at >= first and at < after
                        and direction = any($2) %3$s offset 0
                ) as counter
                union all
                select call.*
                from unnest($8::timestamptz[], $9::timestamptz[]) as rest (first, after), lateral (
                    select rep, team, campaign, started_at, %2$s
                    from %7$s where tenant = $1 and started_at >= first and started_at < after
                        and direction = any($2) %3$s and %8$s offset 0
                ) as call
            )
            select %4$s as id, width_bucket(at, $3::timestamptz[]) - 1 as slice, %5$s
            from counted group by 1, 2 having sum(%6$s) > 0
            """;

    private final Database database;

    PostgresCallSlices(Database database) {
        this.database = database;
    }

    @Override
    public Uni<List<SliceCounts>> in(Slices slices, Grouping by, String tenant, Filter filter) {
        Tuple parameters = Tuple.tuple()
                .addString(tenant)
                .addArrayOfString(
                        filter.directions().stream().map(Direction::word).toArray(String[]::new))
                .addArrayOfOffsetDateTime(column(slices.boundaries(), boundary -> boundary));
        for (List<Period> runs : List.of(slices.wholeDays(), slices.wholeHours(), slices.rest())) {
            parameters
                    .addArrayOfOffsetDateTime(column(runs, Period::from))
                    .addArrayOfOffsetDateTime(column(runs, Period::to));
        }
        String conditions = Conditions.of(filter, parameters);
        return database.pool()
                .preparedQuery(sql(by, filter, conditions))
                .execute(parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new SliceCounts(row.getString("id"), row.getInteger("slice"), Counters.in(row)))
                        .toList());
    }

    private static <E> OffsetDateTime[] column(Collection<E> rows, Function<E, Instant> value) {
        return rows.stream().map(value).map(Columns::inUtc).toArray(OffsetDateTime[]::new);
    }

    private static String sql(Grouping by, Filter filter, String conditions) {
        Counted counted = filter.firstCalls() ? Counted.FIRST_CALLS : Counted.CALLS;
        return SLICES.formatted(
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
}
