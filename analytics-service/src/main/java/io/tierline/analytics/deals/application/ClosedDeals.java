package io.tierline.analytics.deals.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.deals.domain.DealCounts;
import io.tierline.analytics.rates.domain.Timespan.Period;
import java.util.List;

/** The ends of deals that stand, counted. */
public interface ClosedDeals {

    /**
     * The tenant's closings in the period, by group: one entry per group that has any, sorted by its id (bytewise), what has
     * none last. All sections are of one moment. A closing after which the deal was taken up again is in none.
     */
    Uni<List<DealCounts>> in(Period period, String tenant, DealsQuestion question);
}
