package io.tierline.call.policies.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.tierline.call.policies.application.Policy;
import io.tierline.call.policies.application.PolicyKind;
import io.tierline.call.policies.application.PolicyRows;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Policies in the table {@code policy}. */
@ApplicationScoped
class PostgresPolicyRows implements PolicyRows {

    private static final String FIND = "select revision, body from policy where tenant = $1 and name = $2";

    /** A row to lock, where there is none yet: two who set a policy for the first time take their turns. */
    private static final String MAKE_LOCKABLE =
            "insert into policy (tenant, name, revision, body, changed_by) values ($1, $2, 0, $3, '')"
                    + " on conflict (tenant, name) do nothing";

    private static final String STORE = "update policy set revision = $3, body = $4, changed_at = now(),"
            + " changed_by = $5 where tenant = $1 and name = $2";

    private static final String TENANTS = "select tenant from policy where name = $1 and revision > 0 order by tenant";

    private final Database database;
    private final ObjectMapper json;

    PostgresPolicyRows(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public <T> Uni<Policy<T>> find(String tenant, PolicyKind<T> kind) {
        return database.pool()
                .preparedQuery(FIND)
                .execute(Tuple.of(tenant, kind.name()))
                .map(found -> policy(found, kind));
    }

    @Override
    public Uni<List<String>> tenants(PolicyKind<?> kind) {
        return database.pool()
                .preparedQuery(TENANTS)
                .execute(Tuple.of(kind.name()))
                .map(rows -> {
                    List<String> tenants = new ArrayList<>(rows.size());
                    rows.forEach(row -> tenants.add(row.getString("tenant")));
                    return tenants;
                });
    }

    @Override
    public <T> Uni<Policy<T>> lock(SqlConnection transaction, String tenant, PolicyKind<T> kind) {
        return transaction
                .preparedQuery(MAKE_LOCKABLE)
                .execute(Tuple.of(tenant, kind.name(), written(kind.byDefault())))
                .chain(() -> transaction
                        .preparedQuery(FIND + " for update")
                        .execute(Tuple.of(tenant, kind.name()))
                        .map(found -> policy(found, kind)));
    }

    @Override
    public <T> Uni<Void> store(
            SqlConnection transaction, String tenant, PolicyKind<T> kind, Policy<T> policy, String by) {
        return transaction
                .preparedQuery(STORE)
                .execute(Tuple.of(tenant, kind.name(), policy.revision(), written(policy.value()), by))
                .replaceWithVoid();
    }

    private <T> Policy<T> policy(RowSet<Row> found, PolicyKind<T> kind) {
        if (found.size() == 0) {
            return new Policy<>(kind.byDefault(), 0);
        }
        Row row = found.iterator().next();
        try {
            return new Policy<>(json.readValue(row.getString("body"), kind.type()), row.getInteger("revision"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The policy " + kind.name() + " of a tenant cannot be read", e);
        }
    }

    private String written(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A policy cannot be written as JSON", e);
        }
    }
}
