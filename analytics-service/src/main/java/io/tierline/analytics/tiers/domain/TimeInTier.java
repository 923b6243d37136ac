package io.tierline.analytics.tiers.domain;

import java.util.List;

/**
 * How long one holder's customers stay in a tier.
 *
 * @param tier the company's code of it
 * @param ended the stays that ended in the period
 * @param next where these went, in the order of the tiers' codes, ungraded and closed last
 * @param lasting the stays that lasted beyond the period, as old as they were at its end
 */
public record TimeInTier(Holder holder, String tier, Lengths ended, List<Next> next, Lengths lasting) {

    public TimeInTier {
        next = List.copyOf(next);
    }

    /**
     * How long some stays were. All but the number are whole seconds, and null when there was no stay. Between two stays
     * the quantiles are interpolated linearly.
     *
     * @param stays how many
     * @param p90Seconds nine of ten stays were at most so long
     */
    public record Lengths(long stays, Long meanSeconds, Long medianSeconds, Long p90Seconds) {}

    /**
     * Where stays went.
     *
     * @param to another tier, ungraded or closed
     * @param stays how many went there, at least 1
     */
    public record Next(Standing to, long stays) {}
}
