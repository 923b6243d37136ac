package io.tierline.call.calls.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.contacts.application.KnownCustomers;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Customers as the tables {@code call} and {@code contact} name them. */
@ApplicationScoped
class PostgresKnownCustomers implements KnownCustomers {

    private static final String UNKNOWN = "select id from unnest($2::text[]) as input(id)"
            + " where not exists (select from call where tenant = $1 and customer_id = id and not voided)"
            + " and not exists (select from contact where tenant = $1 and customer_id = id)";

    @Override
    public Uni<Set<String>> unknown(SqlClient client, String tenant, Collection<String> customerIds) {
        return client.preparedQuery(UNKNOWN)
                .execute(Tuple.of(tenant, customerIds.toArray(String[]::new)))
                .map(rows -> {
                    Set<String> unknown = new HashSet<>();
                    rows.forEach(row -> unknown.add(row.getString("id")));
                    return unknown;
                });
    }
}
