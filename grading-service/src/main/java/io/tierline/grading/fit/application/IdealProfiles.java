package io.tierline.grading.fit.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.fit.domain.IdealProfile;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** The companies' ideal profiles. */
public interface IdealProfiles {

    /**
     * An ideal profile as it is kept.
     *
     * @param revision one more with each change; 0 as long as none was written
     * @param changedAt when it was last changed, or null
     * @param changedBy by whom, or null
     */
    record Kept(int revision, IdealProfile ideal, Instant changedAt, String changedBy) {

        /** None was written yet. */
        public static final Kept NONE = new Kept(0, IdealProfile.NONE, null, null);
    }

    /**
     * The ideal profiles of those tenants that have written one.
     *
     * @param client a transaction, or the pool
     */
    Uni<Map<String, Kept>> of(SqlClient client, Collection<String> tenants);

    /** Locks the tenant's until the transaction ends and answers it. */
    Uni<Kept> lock(SqlConnection transaction, String tenant);

    /** Keeps the tenant's, which has to be locked. */
    Uni<Void> store(SqlConnection transaction, String tenant, Kept kept);
}
