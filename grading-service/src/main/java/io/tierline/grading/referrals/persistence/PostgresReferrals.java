package io.tierline.grading.referrals.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.referrals.application.Referrals;
import io.tierline.grading.referrals.domain.Brought;
import io.tierline.grading.referrals.domain.ReferralTree;
import io.tierline.kit.database.Database;
import io.tierline.kit.input.Texts;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Referrals in the table {@code customer}: each row names who has brought it. */
@ApplicationScoped
class PostgresReferrals implements Referrals {

    /** A new round is opened on customers that were won, and on no others. */
    private static final String WON = "(status = 'WON' or round > 1)";

    /**
     * Level by level, as a recursive union works, and so the near before the far; the limit ends it early. The depth bounds
     * what a circle could repeat.
     */
    private static final String BELOW = "with recursive below as (select customer_id, referred_by, name, " + WON
            + " as won, 1 as depth from customer where tenant = $1 and referred_by = $2 and merged_into is null"
            + " union all select next.customer_id, next.referred_by, next.name, next.status = 'WON' or next.round > 1,"
            + " depth + 1 from below join customer next on next.tenant = $1 and next.referred_by = below.customer_id"
            + " where depth < 100 and next.merged_into is null) select * from below limit $3";

    private static final String REFERRED_BY = "select referred_by from customer where tenant = $1 and customer_id = $2";

    /** Reads one index of those who were brought, and then the few who have brought them. */
    private static final String RANKING = "select customer_id, name, rep, brought, won from (select * from"
            + " (select referred_by, count(*)::int as brought, count(*) filter (where " + WON + ")::int as won"
            + " from customer where tenant = $1 and referred_by is not null group by referred_by) counted"
            + " where $2::int is null or (won, brought) < ($2, $3::int)"
            + " or ((won, brought) = ($2, $3) and referred_by > $4::text)"
            + " order by won desc, brought desc, referred_by limit $5) ranked"
            + " join customer on customer.tenant = $1 and customer.customer_id = ranked.referred_by"
            + " order by won desc, brought desc, customer_id";

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

    private final Database database;

    PostgresReferrals(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Standing> of(CustomerKey customer) {
        return database.pool()
                .preparedQuery(REFERRED_BY)
                .execute(Tuple.of(customer.tenant(), customer.customerId()))
                .chain(rows -> {
                    if (rows.size() == 0) {
                        return Uni.createFrom().nullItem();
                    }
                    String referredBy = rows.iterator().next().getString("referred_by");
                    return database.pool()
                            .preparedQuery(BELOW)
                            .execute(Tuple.of(customer.tenant(), customer.customerId(), ReferralTree.MOST_COUNTED + 1))
                            .map(below -> new Standing(
                                    referredBy, ReferralTree.below(customer.customerId(), brought(below))));
                });
    }

    @Override
    public Uni<Page<Referrer>> ranking(String tenant, int limit, String cursor) {
        List<String> after = Cursor.read(cursor, 3);
        if (after != null
                && !(COUNT.matcher(after.get(0)).matches()
                        && COUNT.matcher(after.get(1)).matches()
                        && Texts.ID.matcher(after.get(2)).matches())) {
            throw Cursor.refused();
        }
        Tuple parameters = Tuple.tuple()
                .addString(tenant)
                .addInteger(after == null ? null : Integer.parseInt(after.get(0)))
                .addInteger(after == null ? null : Integer.parseInt(after.get(1)))
                .addString(after == null ? null : after.get(2))
                .addInteger(limit + 1);
        return database.pool().preparedQuery(RANKING).execute(parameters).map(rows -> {
            List<Referrer> referrers = new ArrayList<>();
            rows.forEach(row -> referrers.add(new Referrer(
                    row.getString("customer_id"),
                    row.getString("name"),
                    row.getString("rep"),
                    row.getInteger("brought"),
                    row.getInteger("won"))));
            return Page.of(
                    referrers,
                    limit,
                    last -> Cursor.of(String.valueOf(last.won()), String.valueOf(last.brought()), last.customerId()));
        });
    }

    private static List<Brought> brought(RowSet<Row> rows) {
        List<Brought> brought = new ArrayList<>();
        rows.forEach(row -> brought.add(new Brought(
                row.getString("customer_id"),
                row.getString("referred_by"),
                row.getString("name"),
                row.getBoolean("won"))));
        return brought;
    }
}
