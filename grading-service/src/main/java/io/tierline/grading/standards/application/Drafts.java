package io.tierline.grading.standards.application;

import io.smallrye.mutiny.Uni;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Map;

/** Standards that are still being written. */
public interface Drafts {

    /**
     * A draft, as far as it is known without reading what it says.
     *
     * @param name its own, unique in the tenant
     * @param revision 1, then one more with each change
     * @param author of the last change
     */
    record Entry(String name, int revision, String author, Instant changedAt) {}

    /**
     * A draft; what it says may be incomplete or wrong.
     *
     * @param document its JSON as plain Java
     */
    record Draft(Entry entry, Map<String, Object> document) {}

    /**
     * A draft, or null if there is none of this name.
     *
     * @param client a transaction, or the pool
     */
    Uni<Draft> find(SqlClient client, String tenant, String name);

    /** A page of the tenant's drafts, by name. */
    Uni<Page<Entry>> list(String tenant, int limit, String cursor);

    /** How many drafts the tenant has. */
    Uni<Long> count(SqlConnection transaction, String tenant);

    /** Keeps the draft in place of what had its name; the company has to be locked. */
    Uni<Void> put(SqlConnection transaction, String tenant, Draft draft);

    /** Takes the draft away; the company has to be locked. */
    Uni<Void> delete(SqlConnection transaction, String tenant, String name);
}
