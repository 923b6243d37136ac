package io.tierline.analytics.rates.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.RateCatalogue;
import io.tierline.analytics.rates.domain.Timespan;
import io.tierline.analytics.rates.domain.Timespan.Period;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Answers what the rates are. */
@ApplicationScoped
public class ReadRates {

    private final CallCounts counts;
    private final Clock clock;

    ReadRates(CallCounts counts, Clock clock) {
        this.counts = counts;
        this.clock = clock;
    }

    /** The tenant's rates over the time span, by group. */
    public Uni<RateTable> read(Timespan span, Grouping by, String tenant, Filter filter) {
        Period period = span.at(clock.instant());
        return counts.in(period, by, tenant, filter)
                .map(groups -> new RateTable(period, by, RateCatalogue.BUILT_IN, groups));
    }
}
