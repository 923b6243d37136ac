package io.tierline.local.history;

import java.time.Duration;

/**
 * How long to try again what does not succeed.
 *
 * @param firstPause before the second attempt; each further one waits twice as long
 * @param longestPause that a wait grows to; a {@code Retry-After} may ask for a longer one
 * @param giveUp how long after the first failure no further attempt is made
 */
record Patience(Duration firstPause, Duration longestPause, Duration giveUp) {

    static final Patience USUAL = new Patience(Duration.ofMillis(500), Duration.ofSeconds(15), Duration.ofMinutes(5));
}
