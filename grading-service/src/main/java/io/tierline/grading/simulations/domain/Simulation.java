package io.tierline.grading.simulations.domain;

import io.tierline.grading.grades.domain.CriterionResult;
import io.tierline.grading.grades.domain.Grade.Basis;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What would happen if another standard were active.
 *
 * @param active version of the standard that is active
 * @param at the one moment for which everybody was graded
 * @param customers all of the company
 * @param closed those of them that are won, lost or disqualified: without a tier by any standard
 * @param moved those whose tier would be another one
 * @param newlyOverdue those that would be overdue and are not
 * @param before how many open customers have each tier, best first, the last one no tier
 * @param after how many would have each tier of the other standard
 * @param moves from where to where, the most customers first
 * @param separationBefore how well the active standard tells won from lost
 * @param separationAfter how well the other one does
 */
public record Simulation(
        int active,
        Instant at,
        long customers,
        long closed,
        long moved,
        long newlyOverdue,
        List<TierCount> before,
        List<TierCount> after,
        List<Move> moves,
        Separation separationBefore,
        Separation separationAfter) {

    /**
     * How many customers have a tier.
     *
     * @param tier its code; empty for no tier
     */
    public record TierCount(Optional<String> tier, long customers) {}

    /**
     * Customers that would go the same way.
     *
     * @param examples the first of them
     */
    public record Move(Optional<String> from, Optional<String> to, long customers, List<Example> examples) {}

    /** One customer that would move, and why. */
    public record Example(String customerId, Optional<Basis> fromBasis, Optional<Basis> toBasis, List<Reason> why) {}

    /**
     * A criterion that makes the difference.
     *
     * @param byActive whether it is one of the active standard, otherwise of the other one
     * @param tier whose criterion it is
     */
    public record Reason(boolean byActive, String tier, CriterionResult result) {}
}
