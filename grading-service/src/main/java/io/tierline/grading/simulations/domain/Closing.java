package io.tierline.grading.simulations.domain;

import io.tierline.grading.grades.domain.CustomerStatus;
import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.grading.grades.domain.History;
import java.time.Instant;
import java.util.Optional;

/**
 * A deal that was won or lost.
 *
 * @param roundStart of the round that it closed; empty for the first one
 */
public record Closing(boolean won, Instant at, Optional<Instant> roundStart) {

    /** What was known just before, as if the deal were still open. */
    History before(History history) {
        return history.asOf(at, new CustomerStatus(State.OPEN, roundStart));
    }
}
