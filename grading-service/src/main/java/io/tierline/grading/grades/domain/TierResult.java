package io.tierline.grading.grades.domain;

import io.tierline.grading.standards.domain.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a customer stands to one tier of the standard.
 *
 * @param criteria every one of the tier, in its order
 * @param criteriaMet whether all of them are
 * @param coveredByFloor whether the floor is this tier or a better one
 * @param due when it goes stale for want of progress; empty without a clock or without any progress
 * @param stale whether it is lost for want of progress: due has passed, and the tier demotes
 */
public record TierResult(
        Tier tier,
        List<CriterionResult> criteria,
        boolean criteriaMet,
        boolean coveredByFloor,
        Optional<Instant> due,
        boolean stale) {

    /** Whether the customer may have this tier. */
    public boolean holds() {
        return (criteriaMet || coveredByFloor) && !stale;
    }

    /** What is lacking. */
    public List<CriterionResult> unmet() {
        return criteria.stream().filter(result -> !result.met()).toList();
    }
}
