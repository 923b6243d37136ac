package io.tierline.grading.webhooks.domain;

import java.time.Duration;

/**
 * How an attempt to reach a receiver ended.
 *
 * @param status HTTP status of the answer; null when there was none
 * @param reason what went wrong, in a few words without anything that the receiver said; null when nothing did
 * @param retryAfter how long the receiver asks us to wait, or null
 */
public record Answer(Integer status, String reason, Duration retryAfter) {

    private static final int GONE = 410;

    /** The receiver answered: any 2xx is success, all else is not, redirections included. */
    public static Answer of(int status, Duration retryAfter) {
        boolean accepted = status >= 200 && status < 300;
        boolean mayWish = status == 429 || status == 503;
        return new Answer(status, accepted ? null : "HTTP status " + status, mayWish ? retryAfter : null);
    }

    /** There was no answer. */
    public static Answer none(String reason) {
        return new Answer(null, reason, null);
    }

    /** Whether the receiver has taken it. */
    public boolean accepted() {
        return reason == null;
    }

    /** Whether the receiver never wants to hear from us again. */
    public boolean gone() {
        return status != null && status == GONE;
    }
}
