package io.tierline.grading.worklist.domain;

import io.tierline.grading.grades.domain.CustomerStatus.State;
import java.time.Instant;

/**
 * What is kept of a customer that the worklist goes by. Everything but the first and the state may be null.
 *
 * @param state open or won
 * @param progress when the last progress was made
 * @param lastContact when somebody was last reached
 * @param followUp when the earliest of the promised calls is due
 * @param deadline the end of the day by which something has to happen; null without a tier
 * @param satisfiedSince since when it is satisfied, if it is to be asked for a referral
 * @param fit how well it fits the ideal profile, 0 to 100, if it was never called
 */
public record Candidate(
        String customerId,
        String name,
        State state,
        String tier,
        String rep,
        String team,
        Instant progress,
        Instant lastContact,
        Instant followUp,
        Instant deadline,
        Instant satisfiedSince,
        Integer fit) {

    /** From when on the days without contact count: a customer that was never reached is waiting since its last progress. */
    Instant waitingSince() {
        return lastContact == null ? progress : lastContact;
    }
}
