package io.tierline.grading.webhooks.domain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When a delivery that failed is tried again: soon at first, then ever more seldom, for a day. */
public final class Retries {

    /** How long after the first attempt the last one is made. */
    public static final Duration PATIENCE = Duration.ofHours(24);

    /** The longest that a receiver may ask us to wait. */
    public static final Duration LONGEST_WISH = Duration.ofHours(1);

    /** A wait is up to this part longer than the schedule says, so that what failed together does not come back together. */
    private static final double JITTER = 0.1;

    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4),
            Duration.ofHours(8));

    private Retries() {}

    /**
     * How long to wait for the next attempt; empty when there is none, because the last one was made a day or more after
     * the first.
     *
     * @param failed attempts so far, at least 1
     * @param sinceFirst how long ago the first of them was
     * @param wish how long the receiver asks us to wait, or null; no longer than {@link #LONGEST_WISH} is heard
     * @param chance from 0 to 1, decides the jitter
     */
    public static Optional<Duration> waitAfter(int failed, Duration sinceFirst, Duration wish, double chance) {
        Duration left = PATIENCE.minus(sinceFirst);
        if (left.isNegative() || left.isZero()) {
            return Optional.empty();
        }
        Duration scheduled = WAITS.get(Math.min(failed, WAITS.size()) - 1);
        Duration wait = longer(
                scheduled.plusMillis((long) (scheduled.toMillis() * JITTER * chance)),
                wish == null ? Duration.ZERO : heard(wish));
        return Optional.of(wait.compareTo(left) < 0 ? wait : left);
    }

    /** The receiver's wish, as far as it is heard. */
    public static Duration heard(Duration wish) {
        return wish.compareTo(LONGEST_WISH) < 0 ? wish : LONGEST_WISH;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
