package io.tierline.analytics.rates.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The time that a question is about: an exact period, or a window that rolls with the clock. */
public sealed interface Timespan {

    /** The period that it is now. */
    Period at(Instant now);

    private static Instant nextMinute(Instant now) {
        return now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    }

    /**
     * A window that rolls along.
     *
     * @param length longer than nothing
     */
    record Window(Duration length) implements Timespan {

        /** Ends at the next full minute, so that the newest call is in and the answer holds for a minute. */
        @Override
        public Period at(Instant now) {
            Instant end = nextMinute(now);
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

        /** The period of the same length that ends where this one begins; none when it would begin before 1970. */
        public Optional<Period> before() {
            Instant start = from.minus(Duration.between(from, to));
            return start.isBefore(Instant.EPOCH) ? Optional.empty() : Optional.of(new Period(start, from));
        }

        /** How much of it is over, the current minute too; all of it when it has not begun. */
        public Duration elapsed(Instant now) {
            Instant end = nextMinute(now);
            return Duration.between(from, end.isAfter(from) && end.isBefore(to) ? end : to);
        }

        /** The hours (of UTC) that lie in the period whole. */
        public Middle fullHours() {
            return middle(ChronoUnit.HOURS, from, to);
        }

        /** The days (of UTC) that lie in the period whole; among its full hours, or none at their beginning. */
        public Middle fullDays() {
            Middle hours = fullHours();
            return middle(ChronoUnit.DAYS, hours.from(), hours.to());
        }

        private static Middle middle(ChronoUnit unit, Instant from, Instant to) {
            Instant floor = from.truncatedTo(unit);
            Instant first = floor.equals(from) ? from : floor.plus(1, unit);
            Instant end = to.truncatedTo(unit);
            // None: then all of the period is what comes after them.
            return first.isBefore(end) ? new Middle(first, end) : new Middle(from, from);
        }
    }

    /**
     * Whole hours or days in the middle of a period; what is left of the period lies before {@code from} and from
     * {@code to} on.
     *
     * @param from inclusive
     * @param to exclusive; equal to {@code from} when there is no whole one
     */
    record Middle(Instant from, Instant to) {}
}
