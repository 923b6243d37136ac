package io.tierline.analytics.sources.persistence;

import static java.util.stream.Collectors.joining;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.domain.Direction;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Timespan.Period;
import io.tierline.analytics.sources.application.Sources;
import io.tierline.analytics.sources.domain.SourceYield;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Reads the period's calls from the index by time alone, one row per customer, and joins what is known of these
 * customers: one statement, so one snapshot. The table {@code customer} belongs to another feature; nothing of it is
 * written here.
 */
@ApplicationScoped
class PostgresSources implements Sources {

    private static final String YIELDS =
            """
            with called as (
                select customer_id, count(outcome) as dials, bool_and(outcome = 'WN') as dead,
                    bool_or(outcome in REACHED) as reached, bool_or(outcome in ENGAGED) as engaged,
                    bool_or(outcome = 'C') as meeting
                from call
                where tenant = $1 and started_at >= $2 and started_at < $3 and direction = any($4) CONDITIONS
                    and not voided
                group by customer_id
            ), customers as (
                select coalesce(merged_into, called.customer_id) as id, sum(dials) as dials, bool_and(dead) as dead,
                    bool_or(reached) as reached, bool_or(engaged) as engaged, bool_or(meeting) as meeting
                from called left join customer on tenant = $1 and customer.customer_id = called.customer_id
                group by 1
            )
            select (profile ->> 'sourceKind') collate "C" as kind, (profile ->> 'sourceName') collate "C" as name,
                count(*) filter (where dials > 0) as customers,
                count(*) filter (where dials = 0) as without_outcome,
                sum(dials)::bigint as dials,
                count(*) filter (where dead) as dead,
                count(*) filter (where reached) as reached,
                count(*) filter (where engaged) as engaged,
                count(*) filter (where meeting) as meetings,
                count(*) filter (where status = 'won') as won
            from customers left join customer on tenant = $1 and customer_id = id
            group by 1, 2 order by 1 nulls last, 2 nulls last
            """.replace("REACHED", listOf(Outcome.REACHED)).replace("ENGAGED", listOf(Outcome.ENGAGED));

    private final Database database;

    PostgresSources(Database database) {
        this.database = database;
    }

    @Override
    public Uni<List<SourceYield>> in(Period period, String tenant, Filter filter) {
        Tuple parameters = Tuple.tuple()
                .addString(tenant)
                .addValue(Columns.inUtc(period.from()))
                .addValue(Columns.inUtc(period.to()))
                .addArrayOfString(
                        filter.directions().stream().map(Direction::word).toArray(String[]::new));
        // Only the conditions that are asked for stand in the text: each text is planned for what it filters by.
        String conditions = condition("rep", filter.rep(), parameters)
                + condition("team", filter.team(), parameters)
                + condition("campaign", filter.campaign(), parameters)
                + (filter.includeFlagged() ? "" : "and not flagged ");
        return database.pool()
                .preparedQuery(YIELDS.replace("CONDITIONS", conditions))
                .execute(parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(PostgresSources::yieldOf)
                        .toList());
    }

    private static String condition(String column, String value, Tuple parameters) {
        return value == null
                ? ""
                : "and " + column + " = $" + parameters.addString(value).size() + " ";
    }

    private static String listOf(Collection<Outcome> outcomes) {
        return outcomes.stream().map(outcome -> "'" + outcome.name() + "'").collect(joining(", ", "(", ")"));
    }

    private static SourceYield yieldOf(Row row) {
        return new SourceYield(
                row.getString("kind"),
                row.getString("name"),
                row.getLong("customers"),
                row.getLong("without_outcome"),
                row.getLong("dials"),
                row.getLong("dead"),
                row.getLong("reached"),
                row.getLong("engaged"),
                row.getLong("meetings"),
                row.getLong("won"));
    }
}
