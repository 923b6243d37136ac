package io.tierline.grading.standards.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.standards.domain.Standard;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Map;

/** The standards by which companies grade. Every company's version 1 is the one that the product comes with. */
public interface Standards {

    /**
     * Who wrote a version, when and why.
     *
     * @param note why, or null
     * @param author null for version 1, which nobody in the company wrote
     * @param writtenAt null for version 1
     */
    record Entry(int version, String name, String note, String author, Instant writtenAt) {}

    /**
     * A version as it was written.
     *
     * @param document its JSON as plain Java
     */
    record Written(Entry entry, Map<String, Object> document) {}

    /**
     * A version of the tenant's standards, compiled; a version never changes. Compiling does not happen on an event loop.
     *
     * @return null if there is no such version
     */
    Uni<Standard> version(String tenant, int version);

    /**
     * The same, read with this client where it is not known already.
     *
     * @param client a transaction, or the pool
     */
    Uni<Standard> version(SqlClient client, String tenant, int version);

    /** A version as it was written; null if there is no such version. */
    Uni<Written> written(String tenant, int version);

    /** The tenant's newest version. */
    Uni<Written> newest(SqlConnection transaction, String tenant);

    /** A page of the tenant's versions, newest first. */
    Uni<Page<Entry>> list(String tenant, int limit, String cursor);

    /** Keeps a new version; the company has to be locked. */
    Uni<Void> add(SqlConnection transaction, String tenant, Written standard);
}
