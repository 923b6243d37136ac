package io.tierline.analytics.rates.persistence;

import static java.util.stream.Collectors.joining;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.application.CountedCalls;
import io.tierline.analytics.rates.domain.CountedCall;
import io.tierline.analytics.rates.domain.Direction;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Status;
import io.tierline.analytics.rates.domain.Timespan.Period;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Finds calls in one statement. The counters tell on which days and in which of their hours there are any, newest first; of
 * those hours alone the calls are looked through, until the page is full. So a page costs what its own hours cost, also where one call in ten thousand
 * is meant, and no index has to be kept for it.
 */
@ApplicationScoped
class PostgresCountedCalls implements CountedCalls {

    // 1 table of counters, 2 rep or team: the level, 3 conditions, 4 what is counted there, 5 table of calls, 6 its
    // condition, 7 conditions on calls alone. Each step goes backwards in time, so that the last limit can stop all of
    // them.
    private static final String NEWEST = """
            with place as (
                select started_at, call_id
                from (
                    select distinct at as day from %1$s
                    where tenant = $1 and level = '%2$s-day' and at >= date_trunc('day', $2::timestamptz, 'UTC')
                        and at < $3 and direction = any($4) %3$s and %4$s > 0
                    order by at desc
                ) as days, lateral (
                    select distinct at as hour from %1$s
                    where tenant = $1 and level = '%2$s-hour' and at >= day and at < day + interval '24 hours'
                        and direction = any($4) %3$s and %4$s > 0
                    order by at desc
                ) as hours, lateral (
                    select started_at, call_id from %5$s
                    where tenant = $1 and started_at >= greatest($2, hour)
                        and started_at < least($3, hour + interval '1 hour') and direction = any($4) %3$s and %6$s %7$s
                    order by started_at desc, call_id desc limit $5
                ) as its
                order by day desc, hour desc, started_at desc, call_id desc limit $5
            )
            select call.* from place join call on call.tenant = $1 and call.call_id = place.call_id
            order by place.started_at desc, place.call_id desc
            """;

    private final Database database;

    PostgresCountedCalls(Database database) {
        this.database = database;
    }

    @Override
    public Uni<List<CountedCall>> newest(
            String tenant,
            Period period,
            Filter filter,
            Grouping unassigned,
            Set<Outcome> outcomes,
            Place after,
            int atMost) {
        // The database's clock has microseconds.
        Instant until = after == null
                ? period.to()
                : earlier(period.to(), after.startedAt().plus(1, ChronoUnit.MICROS));
        Tuple parameters = Tuple.tuple()
                .addString(tenant)
                .addValue(Columns.inUtc(period.from()))
                .addValue(Columns.inUtc(until))
                .addArrayOfString(
                        filter.directions().stream().map(Direction::word).toArray(String[]::new))
                .addInteger(atMost);
        Counted counted = filter.firstCalls() ? Counted.FIRST_CALLS : Counted.CALLS;
        String conditions = Conditions.of(filter, parameters)
                + (unassigned == null ? "" : "and " + unassigned.word() + " is null ");
        String ofCalls = (outcomes == null
                        ? ""
                        : "and outcome = any($"
                                + parameters.addArrayOfString(words(outcomes)).size() + ") ")
                + (after == null
                        ? ""
                        : "and (started_at, call_id) < ($"
                                + parameters
                                        .addValue(Columns.inUtc(after.startedAt()))
                                        .size() + ", $"
                                + parameters.addString(after.callId()).size() + ")");
        String sql = NEWEST.formatted(
                counted.counters(),
                filter.rep() != null || unassigned == Grouping.REP ? "rep" : "team",
                conditions,
                outcomes == null ? "(" + Counters.CALLS + ")" : amount(outcomes),
                counted.table(),
                counted.counts(""),
                ofCalls);
        return database.pool()
                .preparedQuery(sql)
                .execute(parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(PostgresCountedCalls::callOf)
                        .toList());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** How many calls with the outcomes a row of counters stands for; in one order, so that equal questions share a plan. */
    private static String amount(Set<Outcome> outcomes) {
        return outcomes.stream().sorted().map(Counters::columnOf).collect(joining(" + ", "(", ")"));
    }

    private static String[] words(Set<Outcome> outcomes) {
        return outcomes.stream().map(Outcome::name).toArray(String[]::new);
    }

    private static CountedCall callOf(Row row) {
        String outcome = row.getString("outcome");
        return new CountedCall(
                row.getString("call_id"),
                row.getInteger("revision"),
                row.getString("customer_id"),
                row.getString("rep"),
                row.getString("team"),
                row.getString("campaign"),
                Direction.valueOf(row.getString("direction").toUpperCase(Locale.ROOT)),
                Columns.instant(row, "started_at"),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                outcome == null ? null : Outcome.valueOf(outcome),
                row.getInteger("talk_seconds"),
                Arrays.asList(row.getArrayOfStrings("flags")));
    }
}
