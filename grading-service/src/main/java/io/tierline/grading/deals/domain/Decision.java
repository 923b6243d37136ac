package io.tierline.grading.deals.domain;

import io.tierline.grading.grades.domain.CustomerStatus.State;
import java.time.Instant;
import java.util.Optional;

/** What becomes of a deal when somebody wants to close it, to reopen it or to correct its closing. */
public sealed interface Decision {

    /**
     * It is done.
     *
     * @param step where the deal stands then; empty when it stands where it stood
     */
    record Done(Optional<Step> step) implements Decision {}

    /** All of it is so already: the same was asked before. */
    record Repeated() implements Decision {}

    /**
     * It cannot be.
     *
     * @param code kebab-case, stable
     * @param why in words
     */
    record Refused(String code, String why) implements Decision {}

    /**
     * Where a deal stands from a moment on.
     *
     * @param round from 1
     * @param roundStart null in the first round
     */
    record Step(State state, int round, Instant roundStart, Instant at) {}
}
