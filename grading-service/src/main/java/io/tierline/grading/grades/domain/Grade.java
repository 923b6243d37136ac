package io.tierline.grading.grades.domain;

import io.tierline.grading.standards.domain.Standard;
import io.tierline.grading.standards.domain.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A customer's grade at one moment, with its reasons.
 *
 * @param standard by which it was graded
 * @param status how its deal stands: only an open one has a tier
 * @param qualification what is known, of the present round
 * @param held the tier it has; empty if it has none
 * @param progress when the last progress was made; empty if there was none
 * @param floor what the outcomes of calls alone are worth at present
 * @param tiers how it stands to every tier, best first
 * @param next the next better tier, with what it lacks; empty if there is no better one, or if the deal is closed
 * @param nextMoment the first moment after this one at which time alone could change tier, basis, due or overdue; empty if none could
 */
public record Grade(
        Standard standard,
        CustomerStatus status,
        Qualification qualification,
        Optional<Held> held,
        Optional<Instant> progress,
        Optional<Floor> floor,
        List<TierResult> tiers,
        Optional<TierResult> next,
        Optional<Instant> nextMoment) {

    public Grade {
        tiers = List.copyOf(tiers);
    }

    /** Code of the tier held. */
    public Optional<String> tier() {
        return held.map(it -> it.tier().code());
    }

    /** Whether the customer is due for something: its tier's time is up, or its decision date has passed. Never without a tier. */
    public boolean overdue() {
        return held.map(Held::overdue).orElse(false);
    }

    /**
     * The tier that a customer has; its {@linkplain Tier#strategy() strategy} says how to go on.
     *
     * @param due when its time is up; empty if the tier has no clock, or if there was no progress to count from
     */
    public record Held(Tier tier, Basis basis, Optional<Instant> due, boolean overdue) {}

    /** What a tier rests on. */
    public enum Basis {
        /** All criteria of the tier are met. */
        CRITERIA,
        /** The outcome of a call alone; provisional. */
        OUTCOME
    }
}
