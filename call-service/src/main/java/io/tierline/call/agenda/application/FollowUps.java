package io.tierline.call.agenda.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.agenda.domain.FollowUp;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The follow-ups of all tenants, made from the calls as they stand now; those of voided calls left out. */
public interface FollowUps {

    /**
     * Some of a tenant's follow-ups, in the order of the scope.
     *
     * @param after those after this place; from the first for null
     */
    Uni<List<FollowUp>> list(String tenant, Scope scope, Position after, int rows);

    /** The follow-up that the call promised; null when it promised none. */
    Uni<FollowUp> of(String tenant, String callId);

    /**
     * Keeps how follow-ups stand, before calls are erased that promised them or that count for them; what was open is
     * cancelled with the erasure. It has to know all calls of the erasure at once, while all of them have their numbers still.
     * Locks the calls that promised, in the order of their keys.
     *
     * @param callIds of the calls that are erased next, in the same transaction
     * @param now as of when they stand so
     */
    Uni<Void> settle(SqlConnection transaction, String tenant, Collection<String> callIds, Instant now);
}
