package io.tierline.call.policies.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.tierline.call.policies.application.CompanyPolicy;
import io.tierline.call.policies.application.Policy;
import io.tierline.call.policies.domain.Company;
import io.tierline.kit.republication.Scope;
import io.tierline.kit.republication.StoredEvents;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** All company policies that were ever set as events again, by tenant. */
@ApplicationScoped
class StoredCompanyPolicies implements StoredEvents {

    /** A row at revision 0 was only made to be locked. */
    private static final String CHUNK = "select tenant, revision, body from policy where name = $1 and revision > 0"
            + " and ($2::text is null or tenant = $2) and ($3::text is null or tenant > $3)"
            + " order by tenant limit $4 for share";

    private final CompanyPolicy.Events events;
    private final ObjectMapper json;

    StoredCompanyPolicies(CompanyPolicy.Events events, ObjectMapper json) {
        this.events = events;
        this.json = json;
    }

    @Override
    public String name() {
        return "company-policies";
    }

    @Override
    public String topic() {
        return CompanyPolicy.Events.TOPIC;
    }

    @Override
    public String type() {
        return CompanyPolicy.Events.TYPE;
    }

    @Override
    public Uni<Chunk> next(SqlConnection transaction, Scope scope, String position, int atMost) {
        return transaction
                .preparedQuery(CHUNK)
                .execute(Tuple.of(CompanyPolicy.KIND.name(), scope.tenant(), position, atMost))
                .map(rows -> Chunk.of(
                        rows,
                        atMost,
                        row -> events.of(row.getString("tenant"), policy(row)),
                        row -> row.getString("tenant")));
    }

    private Policy<Company> policy(Row row) {
        try {
            return new Policy<>(json.readValue(row.getString("body"), Company.class), row.getInteger("revision"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A company policy cannot be read", e);
        }
    }
}
