package io.tierline.local;

import java.time.Duration;

/**
 * How long to wait before a program that ended is started again: longer each time that it dies of itself, until it has
 * stayed up for a while. What others do to it, or what keeps it from starting, says nothing about the program.
 */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    /** Short enough that whatever kept it from living, such as a full disk, has its minute to heal for the start itself. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final Duration HEALTHY = Duration.ofMinutes(1);

    private Duration next = FIRST;

    /** The pause before the next start of a program that was ended from outside, or that could not be started. */
    Duration afterOutsideCause() {
        return FIRST;
    }

    /** The pause before the next start of a program that ran for {@code uptime} and then died of itself. */
    Duration afterRunningFor(Duration uptime) {
        if (uptime.compareTo(HEALTHY) >= 0) {
            next = FIRST;
        }
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return pause;
    }
}
