package io.tierline.call.agenda.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.agenda.domain.FollowUp;
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
}
