package io.tierline.kit.republication;

import java.time.Instant;

/**
 * What is to be published again.
 *
 * @param tenant whose; null for all tenants
 * @param from things of this time and later; null for no such bound
 * @param to things before this time; null for no such bound. Which things go by the bounds is said by each kind of {@link
 *     StoredEvents}; all others are published whole, whatever the bounds.
 */
public record Scope(String tenant, Instant from, Instant to) {

    /** Everything. */
    public static final Scope ALL = new Scope(null, null, null);

    /** Whether the time is within the bounds. */
    public boolean covers(Instant time) {
        return (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
    }
}
