package io.tierline.trials.load;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

/** Draws what is left to chance, as a function of the seed and the start; all kinds of operations share it. */
final class Dice {
    static final Duration DAYS_OF_CALLS = Duration.ofDays(30);
    static final Duration LAST_HOURS = Duration.ofHours(9);

    private final Random random;
    private final Instant start;
    private int unique;

    Dice(long seed, Instant start) {
        this.random = new Random(seed);
        this.start = start;
    }

    /** A number from 0 up to the bound, without it. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(int percent) {
        return below(100) < percent;
    }

    <T> T any(List<T> list) {
        return list.get(below(list.size()));
    }

    /** Some second of this span of time before the start. */
    Instant before(Duration span) {
        return start.minusSeconds(60 + below((int) span.toSeconds()));
    }

    /** Some minute of the two weeks after the start. */
    Instant after() {
        return start.plus(Duration.ofMinutes(1 + below(14 * 24 * 60)));
    }

    /** Some date from three days before the start to twelve days after it. */
    LocalDate date() {
        return start.plus(Duration.ofDays(below(16) - 3))
                .atOffset(ZoneOffset.UTC)
                .toLocalDate();
    }

    /** A number that occurs only once, from 0 on. */
    int unique() {
        return unique++;
    }

    /** Text that occurs only once. */
    String word(Floor floor) {
        return "word-" + (unique() + 1) + "-of-" + floor.tenant;
    }
}
