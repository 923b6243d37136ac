package io.tierline.call.directory.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.directory.domain.Team;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** The teams of all tenants. */
public interface Teams {

    /** The team; null when there is none. */
    Uni<Team> find(String tenant, String id);

    /** The team, at revision 0 when it is new; nobody else changes it until the transaction ends. */
    Uni<Team> lock(SqlConnection transaction, String tenant, String id);

    /** Stores a further revision of a locked team and puts its event into the outbox. */
    Uni<Void> store(SqlConnection transaction, Team team, String by);

    /**
     * A page of the tenant's teams, in the order of their ids.
     *
     * @param active null for both
     * @param known null for both
     */
    Uni<Page<Team>> list(String tenant, Boolean active, Boolean known, int limit, String cursor);
}
