package io.tierline.grading.worklist.domain;

import java.time.Instant;
import java.util.Comparator;

/**
 * How urgent a reason is.
 *
 * @param rank the lower, the more urgent
 * @param at of the same rank, the earlier, the more urgent
 */
public record Urgency(int rank, Instant at) implements Comparable<Urgency> {

    private static final Comparator<Urgency> ORDER =
            Comparator.comparingInt(Urgency::rank).thenComparing(Urgency::at);

    @Override
    public int compareTo(Urgency other) {
        return ORDER.compare(this, other);
    }
}
