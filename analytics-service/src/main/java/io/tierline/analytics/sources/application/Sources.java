package io.tierline.analytics.sources.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Timespan.Period;
import io.tierline.analytics.sources.domain.SourceYield;
import java.util.List;

/** Where the customers' addresses come from, and what calls to them have come to. */
public interface Sources {

    /**
     * What the calls of the period have come to, by the sources of their customers: sorted by kind and name (bytewise),
     * what is not known last. Each customer is counted once, one that was merged into another as that one; voided calls
     * are left out.
     *
     * @param filter of the calls; whether one is the customer's first is not looked at
     */
    Uni<List<SourceYield>> in(Period period, String tenant, Filter filter);
}
