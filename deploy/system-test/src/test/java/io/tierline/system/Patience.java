package io.tierline.system;

import io.tierline.trials.Trial;
import java.time.Duration;

/** How long tests of a build wait. */
final class Patience {
    /**
     * Until everything is right again after a fault. A build's machine may be slow: whether it heals as soon as promised is
     * judged by trials that have a machine to themselves.
     */
    static final Duration HEALED = Trial.PROMISED.multipliedBy(3);

    private Patience() {}
}
