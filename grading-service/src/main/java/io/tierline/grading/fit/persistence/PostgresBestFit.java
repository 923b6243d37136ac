package io.tierline.grading.fit.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.fit.application.BestFit;
import io.tierline.kit.database.Database;
import io.tierline.kit.input.Texts;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Customers to call, read in the order of an index that has nobody else. */
@ApplicationScoped
class PostgresBestFit implements BestFit {

    private static final String OF =
            "select customer_id, name, profile->'background'->>'industry' as industry, rep, team,"
                    + " fit from customer where tenant = $1 and not called and fit is not null and status = 'OPEN'"
                    + " and merged_into is null %s and fit >= $2 and fit <= $3 and (fit < $3 or customer_id > $4)"
                    + " order by fit desc, customer_id limit $5";

    private static final String OF_ALL = OF.formatted("");
    private static final String OF_NOBODY = OF.formatted("and rep is null");
    private static final String OF_REP = OF.formatted("and rep = $6");

    private static final Pattern FIT = Pattern.compile("[0-9]{1,3}");

    private final Database database;

    PostgresBestFit(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Page<Fitting>> of(String tenant, Filter filter, int limit, String cursor) {
        List<String> after = Cursor.read(cursor, 2);
        if (after != null
                && !(FIT.matcher(after.get(0)).matches()
                        && Texts.ID.matcher(after.get(1)).matches())) {
            throw Cursor.refused();
        }
        boolean ofNobody = Filter.NOBODY.equals(filter.rep());
        Tuple parameters = Tuple.tuple()
                .addString(tenant)
                .addInteger(filter.minFit())
                .addInteger(after == null ? 100 : Integer.parseInt(after.get(0)))
                .addString(after == null ? "" : after.get(1))
                .addInteger(limit + 1);
        String sql = OF_ALL;
        if (ofNobody) {
            sql = OF_NOBODY;
        } else if (filter.rep() != null) {
            sql = OF_REP;
            parameters.addString(filter.rep());
        }
        return database.pool().preparedQuery(sql).execute(parameters).map(rows -> {
            List<Fitting> fitting = new ArrayList<>();
            rows.forEach(row -> fitting.add(new Fitting(
                    row.getString("customer_id"),
                    row.getString("name"),
                    row.getString("industry"),
                    row.getString("rep"),
                    row.getString("team"),
                    row.getShort("fit"))));
            return Page.of(fitting, limit, last -> Cursor.of(String.valueOf(last.fit()), last.customerId()));
        });
    }
}
