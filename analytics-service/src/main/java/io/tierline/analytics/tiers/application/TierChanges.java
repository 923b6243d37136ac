package io.tierline.analytics.tiers.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.tiers.domain.TierChange;
import java.util.List;

/** Every change of a customer's tier that there ever was. */
public interface TierChanges {

    /**
     * Takes in changes in any order, also repeatedly: one that is there already changes nothing. All or none.
     *
     * @return how many changes were new
     */
    Uni<Integer> keep(List<TierChange> changes);
}
