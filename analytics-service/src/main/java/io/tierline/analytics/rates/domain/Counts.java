package io.tierline.analytics.rates.domain;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * How many calls there were, by how they went.
 *
 * @param outcomes summarised calls per outcome; all nine are there, 0 too
 * @param pending calls that were answered and have no outcome yet
 * @param failed calls that the network failed
 * @param talkSeconds talk time of all these calls together, in seconds
 */
public record Counts(Map<Outcome, Long> outcomes, long pending, long failed, long talkSeconds) {

    /** No calls. */
    public static final Counts NONE = new Counts(Map.of(), 0, 0, 0);

    public Counts {
        Map<Outcome, Long> all = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            all.put(outcome, outcomes.getOrDefault(outcome, 0L));
        }
        outcomes = Collections.unmodifiableMap(all);
    }

    /** These calls and others together. */
    public Counts plus(Counts others) {
        Map<Outcome, Long> sums = new EnumMap<>(outcomes);
        others.outcomes.forEach((outcome, count) -> sums.merge(outcome, count, Long::sum));
        return new Counts(sums, pending + others.pending, failed + others.failed, talkSeconds + others.talkSeconds);
    }

    /** These calls without some of them. */
    public Counts minus(Counts some) {
        Map<Outcome, Long> rest = new EnumMap<>(outcomes);
        some.outcomes.forEach((outcome, count) -> rest.merge(outcome, -count, Long::sum));
        return new Counts(rest, pending - some.pending, failed - some.failed, talkSeconds - some.talkSeconds);
    }

    /** Summarised calls. */
    public long dials() {
        return of(Outcome.ALL);
    }

    /** Calls in which somebody was reached. */
    public long reached() {
        return of(Outcome.REACHED);
    }

    /** Calls in which the customer was engaged. */
    public long engaged() {
        return of(Outcome.ENGAGED);
    }

    /** Calls with any of the outcomes. */
    public long of(Set<Outcome> some) {
        return some.stream().mapToLong(outcomes::get).sum();
    }
}
