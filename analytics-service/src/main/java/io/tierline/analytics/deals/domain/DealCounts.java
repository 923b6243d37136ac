package io.tierline.analytics.deals.domain;

import io.tierline.analytics.rates.domain.Proportion;
import java.math.BigDecimal;
import java.util.List;

/**
 * The closings that stand of one group, counted. A section that was not asked for is empty, but for the results.
 *
 * @param id the rep's or team's; null for the company, and for the closings of nobody
 * @param results how many deals ended how, by currency
 * @param reasons what was named as the reason, the results in their order, each result's most frequent first
 * @param competitors whom the deals were won from or lost to, the most frequent first, the deals that name none last
 * @param criteria by criterion, sorted by tier and id
 * @param values by value of the profile, in the order of the fields, each field's most frequent value first
 */
public record DealCounts(
        String id,
        List<Ended> results,
        List<Named> reasons,
        List<Met> competitors,
        List<AtCriterion> criteria,
        List<WithValue> values) {

    /**
     * Deals that ended alike.
     *
     * @param currency null for the deals without an amount
     * @param deals at least 1
     * @param sum of the amounts; null without a currency
     * @param median of the amounts, the mean of the two in the middle; null without a currency
     */
    public record Ended(Result result, String currency, long deals, BigDecimal sum, BigDecimal median) {}

    /**
     * Closings with one result that name a reason.
     *
     * @param named how many name it
     * @param first how many name it first
     */
    public record Named(Result result, String reason, long named, long first) {}

    /**
     * Closings that name a competitor.
     *
     * @param competitor as it is written most often; null for those that name none
     */
    public record Met(String competitor, long won, long lost, long disqualified) {

        /** The share that was won of what was won or lost. */
        public Proportion winRate() {
            return new Proportion(won, won + lost);
        }
    }

    /**
     * Deals won of those won or lost, by whether a criterion was met just before the end.
     *
     * @param standards the versions of the grading standard under which it was looked at, ascending
     */
    public record AtCriterion(
            String tier, String criterion, List<Integer> standards, Proportion unmet, Proportion met) {}

    /**
     * Deals of customers with a value in their profile.
     *
     * @param value null for those of whom it is not known
     * @param winRate those won of those won or lost
     */
    public record WithValue(ProfileField field, String value, Proportion winRate) {}

    /** How many deals ended so. */
    public long deals(Result result) {
        return results.stream()
                .filter(ended -> ended.result() == result)
                .mapToLong(Ended::deals)
                .sum();
    }

    /** The share that was won of what was won or lost; a disqualified deal was no target and is in neither. */
    public Proportion winRate() {
        return new Proportion(deals(Result.WON), deals(Result.WON) + deals(Result.LOST));
    }
}
