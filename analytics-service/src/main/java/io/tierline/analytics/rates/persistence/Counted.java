package io.tierline.analytics.rates.persistence;

/** A table of calls, and the table in which they are counted. */
enum Counted {
    /** All calls that are not voided. */
    CALLS("call", "not %svoided", "call_counter"),
    /** Of each customer the first call that reached it. */
    FIRST_CALLS("first_call", "%scall_id is not null", "first_call_counter");

    private static final String KEY = "tenant, level, at, rep, team, campaign, direction, flagged";

    private final String table;
    private final String condition;
    private final String counters;

    Counted(String table, String condition, String counters) {
        this.table = table;
        this.condition = condition;
        this.counters = counters;
    }

    /** Where the calls are. */
    String table() {
        return table;
    }

    /** Where their counters are. */
    String counters() {
        return counters;
    }

    /** Whether a row is one that counts; {@code row} is how its columns are qualified. */
    String counts(String row) {
        return condition.formatted(row);
    }

    /**
     * What moves the counters, as two parts of a {@code with} clause: for each row version that was replaced minus what
     * it counted for, for the one that replaced it plus what it counts for. So the counters equal a recount of the rows,
     * whatever has happened to them. Counters are locked in the order of their keys.
     *
     * @param changes the part that has the row versions, as {@code before} and {@code after}
     */
    String count(String changes) {
        return """
                difference as (
                    select (state).tenant, level, date_trunc(unit, (state).started_at, 'UTC') as at,
                        case when of_rep then (state).rep end as rep, (state).team, (state).campaign, (state).direction,
                        (state).flagged, %1$s
                    from %2$s, lateral (values (-1, before), (1, after)) as side (sign, state),
                        (values ('rep-hour', 'hour', true), ('rep-day', 'day', true),
                            ('team-hour', 'hour', false), ('team-day', 'day', false)) as kept (level, unit, of_rep)
                    where %3$s
                    group by 1, 2, 3, 4, 5, 6, 7, 8
                ), counted as (
                    insert into %4$s as counter (%5$s, %6$s)
                    select * from difference order by %5$s
                    on conflict (%5$s) do update set %7$s
                )
                """.formatted(
                        Counters.amounts("(state).", amount -> "sum(sign * " + amount + ")"),
                        changes,
                        counts("(state)."),
                        counters,
                        KEY,
                        Counters.columns(column -> column),
                        Counters.columns(column -> column + " = counter." + column + " + excluded." + column));
    }
}
