package io.tierline.grading.tierchanges.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.tierchanges.domain.TierChange;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Every change of a tier, numbered per tenant without holes. */
public interface TierChanges {

    /**
     * Numbers the changes, keeps them and puts their events into the outbox. The last thing that a transaction does: from
     * here on no other transaction can change a tier of these tenants until this one ends.
     */
    Uni<Void> append(SqlConnection transaction, List<TierChange> changes);

    /** The tenant's changes after a position, in order, at most so many. */
    Uni<List<TierChange>> after(String tenant, long position, int atMost);

    /** The tenant's changes at these positions, in order. */
    Uni<List<TierChange>> at(String tenant, Collection<Long> positions);

    /** The last position of each of the tenants; 0 where nothing has changed yet. */
    Uni<Map<String, Long>> positions(Collection<String> tenants);
}
