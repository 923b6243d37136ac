package io.tierline.analytics.deals.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * The end of a deal, and how the customer stood just before.
 *
 * @param id unique in the tenant
 * @param round the customer's, from 1
 * @param reasons codes of the company's list, the most important first; at least one
 * @param competitor a company as somebody wrote it, or null
 * @param amount what the deal is worth, or would have been, or null
 * @param closedAt when it ended
 * @param rep whose customer it was then, or null
 * @param team the rep's, or null
 * @param tier the tier just before; null for ungraded
 * @param basis what the tier rested on: criteria or outcome; null for ungraded
 * @param standard the version of the company's grading standard that says what was met
 * @param unmet the criteria of all tiers that were not met just before, best tier first
 * @param met all others
 * @param reopening what came after it; null while it stands
 * @param at when it came to be so
 */
public record Closing(
        String tenant,
        String id,
        int revision,
        String customerId,
        int round,
        Result result,
        List<String> reasons,
        String competitor,
        Amount amount,
        Instant closedAt,
        String rep,
        String team,
        String tier,
        String basis,
        int standard,
        List<Criterion> unmet,
        List<Criterion> met,
        Reopening reopening,
        Instant at)
        implements LifecycleEntry {

    /**
     * An amount of money.
     *
     * @param value 0 or more
     * @param currency ISO 4217
     */
    public record Amount(BigDecimal value, String currency) {}

    /**
     * A criterion of a grading standard.
     *
     * @param tier the tier's code
     * @param id the criterion's, within its tier
     */
    public record Criterion(String tier, String id) {}

    /**
     * What came after the end.
     *
     * @param kind {@code again}: the deal went on, so that this end was none. {@code second-sale}: it was won, and a further
     *     one was begun
     */
    public record Reopening(String kind, Instant at) {

        /** The end was none. */
        public static final String AGAIN = "again";

        /** The deal was won, and a further one was begun. */
        public static final String SECOND_SALE = "second-sale";
    }

    public Closing {
        reasons = List.copyOf(reasons);
        unmet = List.copyOf(unmet);
        met = List.copyOf(met);
    }
}
