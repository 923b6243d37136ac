package io.tierline.analytics.deals.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.deals.domain.BroughtCounts;
import io.tierline.analytics.rates.domain.Timespan.Period;

/** Who has brought whom. */
public interface Referrals {

    /**
     * The tenant's customers of whom a deal was won in the period, and whom they have brought until now. Customers that
     * turned out to be another one count for nothing; whom they have brought counts for that other one.
     *
     * @param rep whose customers they are now; null for anybody's
     * @param team whose customers they are now; null for any
     * @param limit how many referrers to name
     */
    Uni<BroughtCounts> ofCustomersWonIn(Period period, String tenant, String rep, String team, int limit);
}
