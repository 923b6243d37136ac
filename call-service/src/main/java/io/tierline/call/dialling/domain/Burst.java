package io.tierline.call.dialling.domain;

import io.tierline.call.calls.domain.TelephonyResult;
import java.time.Instant;

/**
 * A trunk failed in the same way with many numbers in a short time: it is to blame, not they.
 *
 * @param result the failure
 * @param span the minutes in which calls over the trunk that failed so are its fault
 * @param since the minute of the first of these calls
 * @param until the end of the minute of the last of them
 * @param calls how many they are
 * @param numbers how many different numbers they were to
 * @param share the part of the trunk's calls that they were at the worst of it, 0 to 1
 */
public record Burst(
        String trunk,
        TelephonyResult result,
        Span span,
        Instant since,
        Instant until,
        int calls,
        int numbers,
        double share) {

    /**
     * Minutes on one trunk.
     *
     * @param from the first, counted from the epoch
     * @param to the one after the last
     */
    public record Span(String trunk, long from, long to) {

        /** The moment at which it begins. */
        public Instant begin() {
            return Instant.ofEpochSecond(from * 60);
        }

        /** The moment at which it is over. */
        public Instant end() {
            return Instant.ofEpochSecond(to * 60);
        }

        boolean holds(long minute) {
            return from <= minute && minute < to;
        }
    }

    /** The minute that the moment falls into, counted from the epoch. */
    public static long minuteOf(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), 60);
    }
}
