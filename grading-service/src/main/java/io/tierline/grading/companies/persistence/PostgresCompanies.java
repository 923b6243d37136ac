package io.tierline.grading.companies.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.companies.application.Companies;
import io.tierline.grading.companies.domain.Company;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Companies in the table {@code company}. */
@ApplicationScoped
class PostgresCompanies implements Companies {

    private static final String OF = "select * from company where tenant = any($1)";

    private static final String TAKE_IN = "insert into company (tenant) values ($1) on conflict do nothing";
    private static final String LOCK = "select * from company where tenant = $1 for update";
    private static final String ACTIVATE =
            "update company set standard = $2, revision = revision + 1 where tenant = $1 returning *";

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

    private static Company company(Row row) {
        return new Company(
                row.getString("tenant"),
                row.getLong("revision"),
                row.getInteger("standard"),
                ZoneId.of(row.getString("time_zone")),
                List.of(row.getArrayOfStrings("languages")));
    }
}
