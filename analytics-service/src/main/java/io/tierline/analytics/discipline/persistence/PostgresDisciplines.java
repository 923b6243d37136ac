package io.tierline.analytics.discipline.persistence;

import static java.util.stream.Collectors.joining;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.discipline.application.Disciplines;
import io.tierline.analytics.discipline.domain.Days;
import io.tierline.analytics.discipline.domain.Discipline;
import io.tierline.analytics.discipline.domain.FollowUps;
import io.tierline.analytics.discipline.domain.Meetings;
import io.tierline.analytics.discipline.domain.Summaries;
import io.tierline.analytics.rates.domain.Direction;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Proportion;
import io.tierline.analytics.rates.domain.Timespan.Period;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Counts what became of summaries, follow-ups and meetings from the table {@code call}, all in one statement and so in
 * one snapshot: each of the three by its own index, for each follow-up the customer's calls since then by that
 * customer's.
 */
@ApplicationScoped
class PostgresDisciplines implements Disciplines {

    /** When the day of a time in the period is over; the days' starts are parameter 6. */
    private static final String END_OF_DAY = "($6::timestamptz[])[width_bucket(%s, $6::timestamptz[]) + 1]";

    /** From the end of the talk, in whole seconds; one that was given while they still talked took none. */
    private static final String SECONDS_UNTIL = "floor(extract(epoch from greatest("
            + "%s - started_at - make_interval(secs => coalesce(talk_seconds, 0)), interval '0')))::bigint";

    /**
     * Who is called again is told by customer and role: to a promise that names no role any call to the customer will
     * do. The network's failures are nobody's attempts, and neither is a customer who called and whom nobody answered.
     * Of the same time the call with the higher id is the later one.
     */
    private static final String ATTEMPTED = """
            exists (
                select 1 from call as later
                where later.tenant = $1 and later.customer_id = promised.customer_id and not later.voided
                    and (later.started_at, later.call_id) > (promised.started_at, promised.call_id)
                    and later.started_at < promised.end_of_day and later.status <> 'failed'
                    and not (later.direction = 'inbound' and later.outcome is not distinct from 'NA')
                    and (promised.contact_role is null or later.contact_role = promised.contact_role)
            )
            """;

    /**
     * One row for each thing to be done: what it is a {@code part} of, its {@code state}, whether it is {@code marked}
     * (flagged, moved), after how many {@code seconds} it was told or still is not, and by the end of which day it was to
     * be told. An outcome in which somebody was reached is never the telephony system's word.
     */
    private static final String THINGS = """
            with thing as (
                select GROUP as id, team, started_at, call_id, 'summary' as part, status as state, flagged as marked,
                    case when status = 'pending' then WAITED when summarised_at is not null then TOOK end as seconds,
                    case status when 'pending' then $5::timestamptz else summarised_at end as told_at,
                    DAY_OF_CALL as end_of_day
                from call
                where tenant = $1 and started_at >= $2 and started_at < $3 and direction = any($4) CONDITIONS
                    and not voided and (status = 'pending' or summarised_at is not null or outcome in REACHED)
                union all
                select id, team, started_at, call_id, 'follow-up',
                    case when ATTEMPTED then 'kept' when end_of_day <= $5 then 'missed' else 'open' end,
                    false, null, null, null
                from (
                    select GROUP as id, team, started_at, call_id, customer_id, contact_role,
                        DAY_OF_FOLLOW_UP as end_of_day
                    from call
                    where tenant = $1 and follow_up_at >= $2 and follow_up_at < $3 and direction = any($4) CONDITIONS
                        and not voided and not follow_up_cancelled
                ) as promised
                union all
                select GROUP, team, started_at, call_id, 'meeting',
                    coalesce(meeting_result, case when meeting_at <= $5 then 'unreported' else 'open' end),
                    meeting_moves > 0, null, null, null
                from call
                where tenant = $1 and meeting_at >= $2 and meeting_at < $3 and direction = any($4) CONDITIONS
                    and outcome = 'C' and not voided
            )
            """.replace("WAITED", SECONDS_UNTIL.formatted("$5::timestamptz"))
            .replace("TOOK", SECONDS_UNTIL.formatted("summarised_at"))
            .replace("DAY_OF_CALL", END_OF_DAY.formatted("started_at"))
            .replace("DAY_OF_FOLLOW_UP", END_OF_DAY.formatted("follow_up_at"))
            .replace("ATTEMPTED", ATTEMPTED)
            .replace(
                    "REACHED",
                    Outcome.REACHED.stream()
                            .map(outcome -> "'" + outcome.name() + "'")
                            .collect(joining(", ", "(", ")")));

    private static final String COUNTED = """
            select id, TEAM as team,
                count(*) filter (where part = 'summary') as calls,
                count(*) filter (where state = 'pending') as pending,
                max(seconds) filter (where state = 'pending') as oldest_pending,
                count(*) filter (where state = 'summarised' and marked) as flagged,
                count(seconds) filter (where state = 'summarised') as timed,
                percentile_disc(0.5) within group (order by seconds) filter (where state = 'summarised') as median,
                percentile_disc(0.9) within group (order by seconds) filter (where state = 'summarised') as p90,
                round(avg(seconds) filter (where state = 'summarised'))::bigint as mean,
                count(*) filter (where state = 'summarised' and seconds <= 300) as in_five_minutes,
                count(*) filter (where state = 'summarised' and seconds is not null or seconds > 300) as of_five_minutes,
                count(*) filter (where state = 'summarised' and told_at < end_of_day) as in_day,
                count(*) filter (where state = 'summarised' and told_at is not null or told_at >= end_of_day) as of_day,
                count(*) filter (where state = 'kept') as kept,
                count(*) filter (where part = 'follow-up' and state = 'missed') as follow_ups_missed,
                count(*) filter (where part = 'follow-up' and state = 'open') as follow_ups_open,
                count(*) filter (where state = 'held') as held,
                count(*) filter (where part = 'meeting' and state = 'missed') as meetings_missed,
                count(*) filter (where part = 'meeting' and state = 'open') as meetings_open,
                count(*) filter (where state = 'unreported') as unreported,
                count(*) filter (where part = 'meeting' and marked) as moved
            from thing group by id order by id nulls last
            """;

    private static final String LATEST_TEAM =
            "(array_agg(team order by started_at desc, call_id desc) filter (where team is not null and id is not null))[1]";

    private final Database database;

    PostgresDisciplines(Database database) {
        this.database = database;
    }

    @Override
    public Uni<List<Discipline>> in(Period period, Days days, Instant now, Grouping by, String tenant, Filter filter) {
        Tuple parameters = Tuple.tuple()
                .addString(tenant)
                .addValue(Columns.inUtc(period.from()))
                .addValue(Columns.inUtc(period.to()))
                .addArrayOfString(
                        filter.directions().stream().map(Direction::word).toArray(String[]::new))
                .addValue(Columns.inUtc(now))
                .addValue(days.starts().stream().map(Columns::inUtc).toArray(OffsetDateTime[]::new));
        // Only the conditions that are asked for stand in the text: each text is planned for what it filters by.
        String conditions = condition("rep", filter.rep(), parameters)
                + condition("team", filter.team(), parameters)
                + condition("campaign", filter.campaign(), parameters);
        String sql = (THINGS + COUNTED)
                .replace("CONDITIONS", conditions)
                .replace("GROUP", by == Grouping.COMPANY ? "null::text" : by.word())
                .replace("TEAM", by == Grouping.REP ? LATEST_TEAM : "id");
        return database.pool()
                .preparedQuery(sql)
                .execute(parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> disciplineOf(row, by))
                        .toList());
    }

    private static String condition(String column, String value, Tuple parameters) {
        return value == null
                ? ""
                : "and " + column + " = $" + parameters.addString(value).size() + " ";
    }

    private static Discipline disciplineOf(Row row, Grouping by) {
        return new Discipline(
                by == Grouping.REP ? row.getString("id") : null,
                row.getString("team"),
                new Summaries(
                        row.getLong("calls"),
                        row.getLong("pending"),
                        row.getLong("oldest_pending"),
                        row.getLong("flagged"),
                        new Summaries.Times(
                                row.getLong("timed"), row.getLong("median"), row.getLong("p90"), row.getLong("mean")),
                        new Proportion(row.getLong("in_five_minutes"), row.getLong("of_five_minutes")),
                        new Proportion(row.getLong("in_day"), row.getLong("of_day"))),
                new FollowUps(row.getLong("kept"), row.getLong("follow_ups_missed"), row.getLong("follow_ups_open")),
                new Meetings(
                        row.getLong("held"),
                        row.getLong("meetings_missed"),
                        row.getLong("meetings_open"),
                        row.getLong("unreported"),
                        row.getLong("moved")));
    }
}
