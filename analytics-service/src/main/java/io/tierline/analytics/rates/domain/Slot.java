package io.tierline.analytics.rates.domain;

import java.time.Instant;

/**
 * The time that one point of a series stands for.
 *
 * @param from inclusive
 * @param to exclusive; after {@code from}
 * @param whole whether it is a whole step and not cut by the beginning or the end of the period
 */
public record Slot(Instant from, Instant to, boolean whole) {}
