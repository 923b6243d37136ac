package io.tierline.grading.care.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.care.application.ReferralCandidates;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Customers to ask by what is kept with them of their care logs. */
@ApplicationScoped
class PostgresReferralCandidates implements ReferralCandidates {

    private static final String SELECT = "select customer_id, name, rep, satisfied_since, (select score"
            + " from care_entry entry where entry.tenant = customer.tenant and entry.customer_id = customer.customer_id"
            + " and entry.kind = 'satisfaction' order by at desc, entry_id desc limit 1) as score"
            + " from customer where tenant = $1 and satisfied_since is not null and (status = 'WON' or round > 1)"
            + " and merged_into is null"
            + " and (referral_asked_at is null or referral_asked_at < now() - make_interval(secs => $2))";

    private static final String LONGEST_SATISFIED = " order by satisfied_since, customer_id limit $3";

    private static final String OF_ALL = SELECT + LONGEST_SATISFIED;
    private static final String OF_REP = SELECT + " and rep = $4" + LONGEST_SATISFIED;

    private final Database database;

    PostgresReferralCandidates(Database database) {
        this.database = database;
    }

    @Override
    public Uni<List<Candidate>> of(String tenant, String rep, int limit) {
        Tuple parameters = Tuple.of(tenant, (double) PAUSE.toSeconds(), limit);
        return database.pool()
                .preparedQuery(rep == null ? OF_ALL : OF_REP)
                .execute(rep == null ? parameters : parameters.addString(rep))
                .map(rows -> {
                    List<Candidate> candidates = new ArrayList<>();
                    rows.forEach(row -> candidates.add(new Candidate(
                            row.getString("customer_id"),
                            row.getString("name"),
                            row.getString("rep"),
                            row.getInteger("score"),
                            Columns.instant(row, "satisfied_since"))));
                    return candidates;
                });
    }
}
