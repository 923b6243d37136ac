package io.tierline.analytics.rates.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The time that a question is about: an exact period, or a window that rolls with the clock. */
public sealed interface Timespan {

    /** The period that it is now. */
    Period at(Instant now);

    /**
     * A window that rolls along.
     *
     * @param length longer than nothing
     */
    record Window(Duration length) implements Timespan {

        /** Ends at the next full minute, so that the newest call is in and the answer holds for a minute. */
        @Override
        public Period at(Instant now) {
            Instant end = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
            return new Period(end.minus(length), end);
        }
    }

    /**
     * A period.
     *
     * @param from inclusive
     * @param to exclusive; after {@code from}
     */
    record Period(Instant from, Instant to) implements Timespan {

        public Period {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("a period ends after it begins");
            }
        }

        @Override
        public Period at(Instant now) {
            return this;
        }

        /** The hours (of UTC) that lie in the period whole. */
        public FullHours fullHours() {
            Instant floor = from.truncatedTo(ChronoUnit.HOURS);
            Instant first = floor.equals(from) ? from : floor.plus(1, ChronoUnit.HOURS);
            Instant end = to.truncatedTo(ChronoUnit.HOURS);
            // None: then all of the period is what comes after "the hours".
            return first.isBefore(end) ? new FullHours(first, end) : new FullHours(from, from);
        }
    }

    /**
     * Whole hours in the middle of a period; what is left of the period lies before {@code from} and from {@code to} on.
     *
     * @param from inclusive
     * @param to exclusive; equal to {@code from} when there is no whole hour
     */
    record FullHours(Instant from, Instant to) {}
}
