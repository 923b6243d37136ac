package io.tierline.grading.companies.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.companies.application.Companies;
import io.tierline.grading.companies.domain.Company;
import io.tierline.grading.companies.domain.CompanyPolicy;
import io.tierline.kit.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Companies in the table {@code company}. */
@ApplicationScoped
class PostgresCompanies implements Companies {

    private static final Columns<CompanyPolicy> POLICIES = new Columns<CompanyPolicy>()
            .text("tenant", CompanyPolicy::tenant)
            .integer("policy_revision", CompanyPolicy::revision)
            .text("time_zone", policy -> policy.zone().getId())
            .text("languages", policy -> String.join(",", policy.languages()));

    private static final String OF = "select * from company where tenant = any($1)";

    private static final String TAKE_IN = "insert into company (tenant) values ($1) on conflict do nothing";
    private static final String LOCK = "select * from company where tenant = $1 for update";
    private static final String ACTIVATE =
            "update company set standard = $2, revision = revision + 1 where tenant = $1 returning *";
    /**
     * Two instances may take over policies of the same company: each checks the revision on the row that it has locked. A
     * company without a row has been in UTC.
     */
    private static final String FOLLOW =
            "insert into company as kept (tenant, policy_revision, time_zone, languages, revision)"
                    + " select tenant, policy_revision, time_zone, string_to_array(languages, ','),"
                    + " (time_zone <> 'UTC')::int from " + POLICIES.unnestFrom(1)
                    + " order by tenant on conflict (tenant) do update set"
                    + " policy_revision = excluded.policy_revision, time_zone = excluded.time_zone,"
                    + " languages = excluded.languages,"
                    + " revision = kept.revision + (kept.time_zone <> excluded.time_zone)::int"
                    + " where kept.policy_revision < excluded.policy_revision";

    @Override
    public Uni<Map<String, Company>> of(SqlClient client, Collection<String> tenants) {
        return client.preparedQuery(OF)
                .execute(Tuple.tuple().addArrayOfString(tenants.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Company> companies = new HashMap<>();
                    tenants.forEach(tenant -> companies.put(tenant, Company.unchanged(tenant)));
                    rows.forEach(row -> companies.put(row.getString("tenant"), company(row)));
                    return companies;
                });
    }

    @Override
    public Uni<Company> lock(SqlConnection transaction, String tenant) {
        return transaction
                .preparedQuery(TAKE_IN)
                .execute(Tuple.of(tenant))
                .chain(() -> one(transaction.preparedQuery(LOCK).execute(Tuple.of(tenant))));
    }

    @Override
    public Uni<Company> activate(SqlConnection transaction, String tenant, int standard) {
        return one(transaction.preparedQuery(ACTIVATE).execute(Tuple.of(tenant, standard)));
    }

    private static Uni<Company> one(Uni<RowSet<Row>> rows) {
        return rows.map(found -> company(found.iterator().next()));
    }

    @Override
    public Uni<Void> follow(SqlConnection transaction, Collection<CompanyPolicy> policies) {
        List<CompanyPolicy> sorted = policies.stream()
                .sorted(Comparator.comparing(CompanyPolicy::tenant))
                .toList();
        return transaction.preparedQuery(FOLLOW).execute(POLICIES.bind(sorted)).replaceWithVoid();
    }

    private static Company company(Row row) {
        return new Company(
                row.getString("tenant"),
                row.getLong("revision"),
                row.getInteger("standard"),
                ZoneId.of(row.getString("time_zone")),
                List.of(row.getArrayOfStrings("languages")));
    }
}
