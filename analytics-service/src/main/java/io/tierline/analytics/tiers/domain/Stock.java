package io.tierline.analytics.tiers.domain;

/**
 * The customers of one holder that stand alike at a moment.
 *
 * @param standing a tier, ungraded or closed
 * @param customers how many, at least 1
 * @param overdue how many of them have become overdue since they stand so
 * @param meanSeconds how long they have stood so on average, in whole seconds
 * @param medianSeconds half of them have stood so for at most so long, in whole seconds
 */
public record Stock(
        Holder holder, Standing standing, long customers, long overdue, long meanSeconds, long medianSeconds) {}
