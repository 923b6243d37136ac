package io.tierline.analytics.rates.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.GroupCounts;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Per;
import io.tierline.analytics.rates.domain.Timespan.Period;
import java.util.List;

/** The calls that are kept, counted. */
public interface CallCounts {

    /**
     * The tenant's calls that started in the period, by group: one entry per group that has any, sorted by its id
     * (bytewise), what has none last. Voided calls are in none; every other call that the filter lets through is in
     * exactly one.
     *
     * <p>Per customer, each customer that any of these calls went to is counted once in each group, by its best outcome
     * there; one with no outcome is pending if any of its calls is, else failed. Talk time is that of all these calls.
     */
    Uni<List<GroupCounts>> in(Period period, Grouping by, Per per, String tenant, Filter filter);
}
