package io.tierline.grading.grades.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How the deal with a customer stands.
 *
 * @param roundStart when the present round was opened: nothing from before it counts; empty in the first round
 */
public record CustomerStatus(State state, Optional<Instant> roundStart) {

    /** A customer in its first round. */
    public static final CustomerStatus OPEN = new CustomerStatus(State.OPEN, Optional.empty());

    public CustomerStatus {
        Objects.requireNonNull(state);
        Objects.requireNonNull(roundStart);
    }

    /** Only an open customer has a tier. */
    public enum State {
        OPEN,
        WON,
        LOST,
        DISQUALIFIED
    }
}
