package io.tierline.analytics.deals.domain;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * Where a customer stands. One that nothing is told of is open, in round 1, without owner, profile and referrer.
 *
 * @param id unique in the tenant
 * @param round from 1; round − 1 deals were won before this one
 * @param roundStart null in the first round
 * @param ownerRep null while it is in the pool
 * @param ownerTeam null while it is in the pool, and when the owner is in no team
 * @param profile what is known of it: a text, a list of texts or a number, as the field's kind says
 * @param referredBy the customer who brought this one, or null
 * @param mergedInto the customer that it turned out to be, or null
 * @param at when it came to be so
 */
public record Customer(
        String tenant,
        String id,
        int revision,
        Status status,
        int round,
        Instant roundStart,
        String ownerRep,
        String ownerTeam,
        Map<ProfileField, Object> profile,
        String referredBy,
        String mergedInto,
        Instant at)
        implements LifecycleEntry {

    /** How its latest deal stands. */
    public enum Status {
        OPEN,
        WON,
        LOST,
        DISQUALIFIED;

        /** The word for it in events. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Customer {
        profile = Map.copyOf(profile);
    }
}
