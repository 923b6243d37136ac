package io.tierline.analytics.tiers.domain;

import java.time.Instant;
import java.util.Locale;

/**
 * A customer's tier has changed, or has become overdue. Never changed afterwards.
 *
 * @param position the change's number within the tenant, from 1
 * @param version the change's number within the customer, from 1
 * @param from code of the tier before; null for none
 * @param to code of the tier now; null for none; equal to {@code from} when overdue
 * @param standard the version of the company's grading standard that decided
 * @param cause id of what brought it about; null for the clock
 * @param rep whose customer it is: the owner's, or the last caller's while there is no owner; null for nobody's
 * @param team the rep's; null for none
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
        OVERDUE;

        /** The word for it on the topic. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What brought a change about. */
    public enum Reason {
        /** A call came in. */
        CALL,
        /** Somebody wrote into the qualification. */
        QUALIFICATION,
        /** A call was corrected, moved or voided, or two customers were found to be one. */
        CORRECTION,
        /** Time went by. */
        CLOCK,
        /** Somebody granted the customer more time. */
        EXTENSION,
        /** Another grading standard was activated. */
        STANDARD,
        /** The deal was closed or opened again. */
        STATUS,
        /** The company changed its policy. */
        POLICY;

        /** The word for it on the topic. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
