package io.tierline.call.agenda.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.agenda.domain.Meeting;
import java.util.List;

/** The meetings of all tenants; those of voided calls left out. */
public interface Meetings {

    /**
     * Some of a tenant's meetings, in the order of the scope.
     *
     * @param after those after this place; from the first for null
     */
    Uni<List<Meeting>> list(String tenant, Scope scope, Position after, int rows);
}
