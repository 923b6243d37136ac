package io.tierline.call.dialling.domain;

import java.time.Instant;

/**
 * Whether a number may be dialled at one moment.
 *
 * @param reason why not; null when it may
 * @param since from when that has held; null when it may
 * @param until from when it no longer holds; null when it holds for good, and when the number may be dialled
 */
public record Verdict(Reason reason, Instant since, Instant until) {

    /** It may be dialled. */
    public static final Verdict DIALABLE = new Verdict(null, null, null);

    /** Whether it may be dialled. */
    public boolean dialable() {
        return reason == null;
    }

    /** Whether the number's past forbids it, and not the time of day. */
    public boolean isSuppression() {
        return reason != null && reason.isSuppression();
    }

    boolean holdsAt(Instant now) {
        return until == null || now.isBefore(until);
    }
}
