package io.tierline.grading.deals.domain;

import java.time.Instant;
import java.util.Objects;

/**
 * A closed deal was taken up again.
 *
 * @param note or null
 */
public record Reopening(Kind kind, Instant at, String by, String note) {

    public Reopening {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(at);
        Objects.requireNonNull(by);
    }

    /** What begins with it. */
    public enum Kind {
        /** A lost or disqualified deal goes on; what was known still counts. */
        AGAIN,
        /** A won customer may buy once more: a new round (二次开发), in which only what comes from then on counts. */
        SECOND_SALE
    }
}
