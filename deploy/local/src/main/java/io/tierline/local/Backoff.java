package io.tierline.local;

import java.time.Duration;

/** How long to wait before a program that died is started again: longer each time, until it has stayed up for a while. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final Duration HEALTHY = Duration.ofMinutes(1);

    private Duration next = FIRST;

    /** The pause before the next start of a program that ran for {@code uptime} and then died. */
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
