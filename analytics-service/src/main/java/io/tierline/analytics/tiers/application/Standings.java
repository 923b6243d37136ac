package io.tierline.analytics.tiers.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.domain.Timespan.Period;
import io.tierline.analytics.tiers.domain.Move;
import io.tierline.analytics.tiers.domain.OverdueCustomer;
import io.tierline.analytics.tiers.domain.Stock;
import io.tierline.analytics.tiers.domain.TimeInTier;
import io.tierline.kit.paging.Page;
import java.time.Instant;
import java.util.List;

/**
 * Where the customers of a tenant stand and stood. Only customers that have ever had a tier are in. At a moment, a change
 * of that very moment has happened: of a period, what happened at its beginning is not in, what happened at its end is.
 *
 * <p>Answers are sorted by rep or team, what has none last; then by the tiers' codes, what has no tier last. Ids and codes
 * are compared bytewise.
 */
public interface Standings {

    /**
     * The stock as the latest changes left it, by the owners that the customers have now; whoever has none is the rep's and
     * team's that the change named that brought it there. Customers that were merged into others are not in.
     *
     * @param now until when it is counted how long they stand so
     */
    Uni<List<Stock>> now(String tenant, StockFilter filter, Instant now);

    /** The stock at a moment. A customer is the rep's and team's that the change named that brought it there. */
    Uni<List<Stock>> at(String tenant, StockFilter filter, Instant at);

    /**
     * How the stock at the beginning of the period became the stock at its end. Each customer that is in either stock of a
     * holder is in one of its moves; what it has no standing for is new or elsewhere. So a holder's moves with the same
     * beginning add up to its stock then, and those with the same end to its stock then.
     */
    Uni<List<Move>> moves(String tenant, StockFilter filter, Period period);

    /**
     * How long customers stayed in the tiers: the stays that ended in the period, and those that lasted at its end. A stay
     * is the rep's and team's that the change named that began it.
     */
    Uni<List<TimeInTier>> durations(String tenant, StockFilter filter, Period period);

    /**
     * Who is overdue now, the longest first; whose they are is told as by {@link #now}.
     *
     * @param tier only customers in this one; null for all
     * @param limit the most customers on the page; null for all that there are
     * @param cursor where the page before ended; null for the first
     */
    Uni<Page<OverdueCustomer>> overdue(String tenant, StockFilter filter, String tier, Integer limit, String cursor);
}
