package io.tierline.call.agenda.domain;

import java.time.Instant;

/**
 * A stretch of time.
 *
 * @param from inclusive; null without beginning
 * @param to exclusive; null without end
 */
public record Period(Instant from, Instant to) {}
