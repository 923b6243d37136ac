package io.tierline.call.directory.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.directory.domain.Rep;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;

/** The reps of all tenants, with the teams that they are in over time. */
public interface Reps {

    /**
     * Which reps to list; null lets everything through.
     *
     * @param team the team that they are in at {@code now}
     */
    record Filter(String team, Boolean active, Boolean known, Instant now) {}

    /** The rep; null when there is none. */
    Uni<Rep> find(String tenant, String id);

    /** The rep, at revision 0 when it is new; nobody else changes it until the transaction ends. */
    Uni<Rep> lock(SqlConnection transaction, String tenant, String id);

    /**
     * Stores a further revision of a locked rep and puts its event into the outbox.
     *
     * @param now the time whose team is the rep's present one
     */
    Uni<Void> store(SqlConnection transaction, Rep rep, Instant now, String by);

    /** A page of the tenant's reps that match, in the order of their ids. */
    Uni<Page<Rep>> list(String tenant, Filter filter, int limit, String cursor);
}
