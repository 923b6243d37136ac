package io.tierline.grading.lifecycle.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.lifecycle.application.LifecycleEvents;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.republication.Scope;
import io.tierline.kit.republication.StoredEvents;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** All customers that something was told of as events again, by tenant and id; whole, whatever the bounds of the scope. */
@ApplicationScoped
class StoredLifecycles implements StoredEvents {

    private static final String SELECT =
            "select " + PostgresLifecycles.COLUMNS + " from customer where lifecycle_revision > 0";

    private static final String OF_ALL =
            SELECT + " and (tenant, customer_id) > ($1, $2) order by tenant, customer_id limit $3 for share";

    /** Not the same with a condition more: only so does the index end at the tenant's last customer. */
    private static final String OF_TENANT =
            SELECT + " and tenant = $1 and customer_id > $2 order by customer_id limit $3 for share";

    private final PostgresLifecycles lifecycles;
    private final LifecycleEvents events;

    StoredLifecycles(PostgresLifecycles lifecycles, LifecycleEvents events) {
        this.lifecycles = lifecycles;
        this.events = events;
    }

    @Override
    public String name() {
        return "customers";
    }

    @Override
    public String topic() {
        return LifecycleEvents.TOPIC;
    }

    @Override
    public String type() {
        return LifecycleEvents.TYPE;
    }

    @Override
    public Uni<Chunk> next(SqlConnection transaction, Scope scope, String position, int atMost) {
        List<String> after = position == null ? List.of("", "") : Cursor.read(position, 2);
        return transaction
                .preparedQuery(scope.tenant() == null ? OF_ALL : OF_TENANT)
                .execute(Tuple.of(scope.tenant() == null ? after.get(0) : scope.tenant(), after.get(1), atMost))
                .map(rows -> Chunk.of(
                        rows,
                        atMost,
                        row -> events.of(lifecycles.lifecycle(row)),
                        row -> Cursor.of(row.getString("tenant"), row.getString("customer_id"))));
    }
}
