package io.tierline.analytics.rates.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.domain.CountedCall;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Timespan.Period;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The calls that are kept, one by one. */
public interface CountedCalls {

    /**
     * A place in the list of calls.
     *
     * @param startedAt when the call before it started
     * @param callId which one that is
     */
    record Place(Instant startedAt, String callId) {}

    /**
     * The newest of the calls that {@link CallCounts} counts for the same period, tenant and filter, by (started at, call
     * id), at most so many.
     *
     * @param unassigned only calls that have no rep, team or campaign; null for all
     * @param outcomes only calls with one of these; null for all, also those with none
     * @param after only calls that come after this place; null for the first ones
     */
    Uni<List<CountedCall>> newest(
            String tenant,
            Period period,
            Filter filter,
            Grouping unassigned,
            Set<Outcome> outcomes,
            Place after,
            int atMost);
}
