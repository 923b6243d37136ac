package io.tierline.analytics.rates.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.GroupCounts;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Timespan.Period;
import java.util.List;

/** The calls that are kept, counted. */
public interface CallCounts {

    /**
     * The tenant's calls that started in the period, by group: one entry per group that has any, sorted by its id, what
     * has none last. Voided calls are in none; every other call that the filter lets through is in exactly one.
     */
    Uni<List<GroupCounts>> in(Period period, Grouping by, String tenant, Filter filter);
}
