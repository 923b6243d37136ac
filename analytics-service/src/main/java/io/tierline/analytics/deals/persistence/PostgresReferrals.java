package io.tierline.analytics.deals.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.deals.application.Referrals;
import io.tierline.analytics.deals.domain.BroughtCounts;
import io.tierline.analytics.deals.domain.BroughtCounts.Referrer;
import io.tierline.analytics.deals.domain.Closing.Reopening;
import io.tierline.analytics.rates.domain.Timespan.Period;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Counts referrals in one statement: the period's won closings, the customers that theirs turned out to be, and by two
 * indexes whom those, and all who turned out to be them, have brought.
 */
@ApplicationScoped
class PostgresReferrals implements Referrals {

    /**
     * The unions leave repeated pairs out, so that they end even if customers were merged in a circle. Whatever is looked
     * up stands behind {@code limit} or {@code offset}, lest a wrong guess at the number of won customers makes the database
     * read all customers there are.
     */
    private static final String BROUGHT = """
            with recursive merged_up(customer_id) as (
                select customer_id from closing
                where tenant = $1 and closed_at >= $2 and closed_at < $3 and result = 'won'
                    and reopening_kind is distinct from 'AGAIN'
                union
                select target.merged_into
                from merged_up, lateral (
                    select merged_into from customer
                    where tenant = $1 and customer_id = merged_up.customer_id limit 1
                ) as target
                where target.merged_into is not null
            ), winner as (
                select merged_up.customer_id, owner_rep, owner_team
                from merged_up left join lateral (
                    select owner_rep, owner_team, merged_into from customer
                    where tenant = $1 and customer_id = merged_up.customer_id limit 1
                ) as known on true
                where merged_into is null %s
            ), merged_down(winner, customer_id) as (
                select customer_id, customer_id from winner
                union
                select winner, merged.customer_id
                from merged_down, lateral (
                    select customer_id from customer
                    where tenant = $1 and merged_into = merged_down.customer_id offset 0
                ) as merged
            ), brought as (
                select winner as customer_id, count(*) as brought,
                    count(*) filter (where status = 'won' or round > 1) as won
                from merged_down, lateral (
                    select customer_id, status, round from customer
                    where tenant = $1 and referred_by = merged_down.customer_id and merged_into is null offset 0
                ) as referred
                where referred.customer_id <> winner
                group by winner
            ), counted as (
                select customer_id, owner_rep, owner_team, coalesce(brought, 0) as brought, coalesce(won, 0) as won
                from winner left join brought using (customer_id)
            )
            select *, count(*) over () as customers, count(*) filter (where brought = 0) over () as none,
                count(*) filter (where brought = 1) over () as one, count(*) filter (where brought = 2) over () as two,
                count(*) filter (where brought >= 3) over () as more,
                (sum(brought) over ())::bigint as all_brought, (sum(won) over ())::bigint as all_won
            from counted order by brought desc, won desc, customer_id limit $4
            """.replace("AGAIN", Reopening.AGAIN);

    private final Database database;

    PostgresReferrals(Database database) {
        this.database = database;
    }

    @Override
    public Uni<BroughtCounts> ofCustomersWonIn(Period period, String tenant, String rep, String team, int limit) {
        Tuple parameters = Tuple.of(tenant, Columns.inUtc(period.from()), Columns.inUtc(period.to()), limit);
        String conditions = condition("owner_rep", rep, parameters) + condition("owner_team", team, parameters);
        return database.pool()
                .preparedQuery(BROUGHT.formatted(conditions))
                .execute(parameters)
                .map(PostgresReferrals::countsOf);
    }

    private static String condition(String column, String value, Tuple parameters) {
        return value == null
                ? ""
                : "and " + column + " = $" + parameters.addString(value).size() + " ";
    }

    /** Every row has the sums of all; who has brought nobody comes last and is named nowhere. */
    private static BroughtCounts countsOf(RowSet<Row> rows) {
        if (rows.size() == 0) {
            return BroughtCounts.NONE;
        }
        Row any = rows.iterator().next();
        return new BroughtCounts(
                any.getLong("customers"),
                List.of(any.getLong("none"), any.getLong("one"), any.getLong("two"), any.getLong("more")),
                any.getLong("all_brought"),
                any.getLong("all_won"),
                StreamSupport.stream(rows.spliterator(), false)
                        .filter(row -> row.getLong("brought") > 0)
                        .map(row -> new Referrer(
                                row.getString("customer_id"),
                                row.getString("owner_rep"),
                                row.getString("owner_team"),
                                row.getLong("brought"),
                                row.getLong("won")))
                        .toList());
    }
}
