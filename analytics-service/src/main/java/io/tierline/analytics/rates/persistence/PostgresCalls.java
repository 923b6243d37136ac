package io.tierline.analytics.rates.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.application.Calls;
import io.tierline.analytics.rates.domain.Call;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Keeps calls and counts them, one statement per batch.
 *
 * <ul>
 *   <li>Of each call the batch's highest revision is taken, and only if it is higher than the stored one: the same call
 *       delivered twice, late or out of order changes nothing.
 *   <li>What a call counted for before is taken off and what it counts for now is added, from the very row versions that
 *       the statement replaced: the counters always equal a recount of the calls. A voided call counts for nothing.
 *   <li>Calls, then counters, are each locked in the order of their keys, so that any number of instances can write
 *       without deadlock.
 * </ul>
 */
@ApplicationScoped
class PostgresCalls implements Calls {

    private static final Columns<Call> COLUMNS = new Columns<Call>()
            .text("tenant", Call::tenant)
            .text("call_id", Call::callId)
            .integer("revision", Call::revision)
            .text("customer_id", Call::customerId)
            .text("rep", Call::rep)
            .text("team", Call::team)
            .text("campaign", Call::campaign)
            .text("direction", call -> call.direction().word())
            .instant("started_at", Call::startedAt)
            .text("status", call -> call.status().word())
            .text(
                    "outcome",
                    call -> call.outcome() == null ? null : call.outcome().name())
            .integer("talk_seconds", Call::talkSeconds)
            .flag("voided", Call::voided)
            .text("flag_list", call -> String.join(",", call.flags()));

    private static final String KEEP = """
            with input as (
                select distinct on (tenant collate "C", call_id collate "C") *, string_to_array(flag_list, ',') as flags
                from %s
                order by tenant collate "C", call_id collate "C", revision desc
            ), changed as (
                insert into call (tenant, call_id, %s)
                select tenant, call_id, %s from input order by tenant collate "C", call_id collate "C"
                on conflict (tenant, call_id) do update set (%s) = (%s)
                where call.revision < excluded.revision
                returning old as before, new as after
            ), difference as (
                select (state).tenant, date_trunc('hour', (state).started_at, 'UTC') as hour,
                    (state).rep, (state).team, (state).campaign, (state).direction, %s
                from changed, lateral (values (-1, before), (1, after)) as side (sign, state)
                where not (state).voided
                group by 1, 2, 3, 4, 5, 6
            ), counted as (
                insert into hour_counter (tenant, hour, rep, team, campaign, direction, %s)
                select * from difference order by tenant, hour, rep, team, campaign, direction
                on conflict (tenant, hour, rep, team, campaign, direction) do update set %s
            )
            select count(*)::int from changed
            """;

    private static final String STATE =
            "revision, customer_id, rep, team, campaign, direction, started_at, status, outcome,"
                    + " talk_seconds, voided, flags";

    private static final String SQL = KEEP.formatted(
            COLUMNS.unnestFrom(1),
            STATE,
            STATE,
            STATE,
            STATE.replaceAll("(\\w+)", "excluded.$1"),
            Counters.amounts("(state).", amount -> "sum(sign * " + amount + ")"),
            Counters.columns(column -> column),
            Counters.columns(column -> column + " = hour_counter." + column + " + excluded." + column));

    private final Database database;

    PostgresCalls(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Integer> keep(List<Call> calls) {
        return database.transaction(transaction -> transaction
                .preparedQuery(SQL)
                .execute(COLUMNS.bind(calls))
                .map(rows -> rows.iterator().next().getInteger(0)));
    }
}
