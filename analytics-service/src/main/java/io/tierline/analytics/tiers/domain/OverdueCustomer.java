package io.tierline.analytics.tiers.domain;

import java.time.Instant;

/**
 * A customer whose tier's time is up, or whose decision date has passed.
 *
 * @param tier the company's code of it
 * @param since when it came into the tier
 * @param overdueSince when it last became overdue
 * @param rep whose it is now; null for nobody's
 * @param team the rep's; null for none
 */
public record OverdueCustomer(
        String customerId, String tier, Instant since, Instant overdueSince, String rep, String team) {}
