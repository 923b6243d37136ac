package io.tierline.grading.lifecycle.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.grading.lifecycle.application.Lifecycles;
import io.tierline.grading.lifecycle.domain.Lifecycle;
import io.tierline.kit.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where customers stand, in columns of the table {@code customer}. */
@ApplicationScoped
class PostgresLifecycles implements Lifecycles {

    static final String COLUMNS =
            "customer.tenant, customer.customer_id, lifecycle_revision, lifecycle_at, status, round,"
                    + " round_start, owner_rep, owner_team, profile::text as profile, referred_by, merged_into";

    private static final Columns<CustomerKey> KEYS =
            new Columns<CustomerKey>().text("tenant", CustomerKey::tenant).text("customer_id", CustomerKey::customerId);

    private static final String ADVANCE = "update customer set lifecycle_revision = lifecycle_revision + 1,"
            + " lifecycle_at = clock_timestamp() from " + KEYS.unnestFrom(1)
            + " where customer.tenant = input.tenant and customer.customer_id = input.customer_id returning " + COLUMNS;

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final ObjectMapper json;

    PostgresLifecycles(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public Uni<List<Lifecycle>> advance(SqlConnection transaction, Collection<CustomerKey> customers) {
        return transaction.preparedQuery(ADVANCE).execute(KEYS.bind(customers)).map(rows -> {
            List<Lifecycle> advanced = new ArrayList<>(rows.size());
            rows.forEach(row -> advanced.add(lifecycle(row)));
            advanced.sort(Comparator.comparing(Lifecycle::customer));
            return advanced;
        });
    }

    Lifecycle lifecycle(Row row) {
        return new Lifecycle(
                new CustomerKey(row.getString("tenant"), row.getString("customer_id")),
                row.getInteger("lifecycle_revision"),
                State.valueOf(row.getString("status")),
                row.getInteger("round"),
                Columns.instant(row, "round_start"),
                row.getString("owner_rep"),
                row.getString("owner_team"),
                profile(row.getString("profile")),
                row.getString("referred_by"),
                row.getString("merged_into"),
                Columns.instant(row, "lifecycle_at"));
    }

    /** The fields of all sections by their names, which are unique. */
    private Map<String, Object> profile(String kept) {
        try {
            Map<String, Object> fields = new LinkedHashMap<>();
            json.readValue(kept, OBJECT).forEach((section, value) -> {
                if (value instanceof Map<?, ?> members) {
                    members.forEach((name, field) -> fields.put((String) name, field));
                }
            });
            return fields;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A kept profile is no JSON", e);
        }
    }
}
