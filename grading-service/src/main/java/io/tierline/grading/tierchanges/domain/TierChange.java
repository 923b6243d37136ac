package io.tierline.grading.tierchanges.domain;

import java.time.Instant;

/**
 * A customer's tier has changed, or has become overdue.
 *
 * @param position the change's number within the tenant: 1, 2, 3 … without holes, in the order of commits; 0 before it has
 *     one
 * @param version the change's number within the customer
 * @param from code of the tier before, or null for none
 * @param to code of the tier now, or null for none; equal to {@code from} when overdue
 * @param standard version of the standard that decided
 * @param cause id of what brought it about, such as a call, patch or closing; null for the clock
 * @param rep whose customer it is, or null
 * @param team the rep's team, or null
 */
public record TierChange(
        String tenant,
        long position,
        String customerId,
        int version,
        Kind kind,
        String from,
        String to,
        Reason reason,
        int standard,
        String cause,
        String rep,
        String team,
        Instant at) {

    /** What kind of change it is. */
    public enum Kind {
        /** The tier is another one. */
        CHANGED,
        /** The tier is the same, but its time is up. */
        OVERDUE
    }

    /** What brought a change about. */
    public enum Reason {
        /** A call came in. */
        CALL,
        /** Somebody wrote into the qualification. */
        QUALIFICATION,
        /** A call was corrected, moved or voided. */
        CORRECTION,
        /** Time went by. */
        CLOCK,
        /** Somebody granted the customer more time. */
        EXTENSION,
        /** Another standard was activated. */
        STANDARD,
        /** The deal was closed or opened again. */
        STATUS,
        /** The company changed its policy, such as its time zone. */
        POLICY
    }

    /** The same change with its number. */
    public TierChange at(long newPosition) {
        return new TierChange(
                tenant, newPosition, customerId, version, kind, from, to, reason, standard, cause, rep, team, at);
    }
}
