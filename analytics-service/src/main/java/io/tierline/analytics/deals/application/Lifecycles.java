package io.tierline.analytics.deals.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.deals.domain.LifecycleEntry;
import java.util.List;

/** Customers and the ends of their deals, each as of the highest revision seen so far. */
public interface Lifecycles {

    /** Takes in entries in any order, also repeatedly: one whose revision is not higher changes nothing. All or none. */
    Uni<Void> keep(List<LifecycleEntry> entries);
}
