package io.tierline.grading.grades.domain;

import java.time.Instant;
import java.util.Objects;

/**
 * More time for a customer, granted by somebody for a reason. Counts as long as no progress is made after it was recorded.
 *
 * @param days by which the due moment moves, 1 to {@value #MOST_DAYS}
 */
public record Extension(Instant recordedAt, int days, String author, String reason) {

    public static final int MOST_DAYS = 365;

    public Extension {
        Objects.requireNonNull(recordedAt);
        Objects.requireNonNull(author);
        Objects.requireNonNull(reason);
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("an extension is 1 to " + MOST_DAYS + " days, not " + days);
        }
    }
}
