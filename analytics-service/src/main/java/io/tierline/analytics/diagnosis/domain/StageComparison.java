package io.tierline.analytics.diagnosis.domain;

import io.tierline.analytics.rates.domain.Proportion;
import io.tierline.analytics.rates.domain.Proportion.Interval;
import java.util.Optional;

/**
 * One's own step to a stage beside the others'.
 *
 * @param own of one's own calls that came to the stage before, those that came this far
 * @param others the same of the others' calls
 * @param difference one's own share minus the others', from −1 to 1; empty if either has nothing to compare
 * @param interval where the true difference lies with 95 % confidence
 * @param adjustedP how likely so large a difference would be by chance, corrected for the number of stages; 1 if there is
 *     nothing to compare
 * @param meetingsLostPerWeek how many more meetings a week there would be at the others' share in this step, one's own later
 *     steps as they are; negative where one is better
 */
public record StageComparison(
        Stage stage,
        Proportion own,
        Proportion others,
        Optional<Double> difference,
        Optional<Interval> interval,
        double adjustedP,
        double meetingsLostPerWeek) {

    /** What can be said of it. */
    public enum Verdict {
        /** Below the others, and not by chance. */
        WEAKER,
        /** Above the others, and not by chance. */
        STRONGER,
        /** What difference there is may be chance. */
        NOT_DIFFERENT,
        /** One side has no calls that came to the stage before. */
        NOTHING_TO_COMPARE
    }

    /** What can be said of it, at the level of 5 % for all stages together. */
    public Verdict verdict() {
        if (difference.isEmpty()) {
            return Verdict.NOTHING_TO_COMPARE;
        }
        if (adjustedP >= Diagnosis.LEVEL || difference.get() == 0) {
            return Verdict.NOT_DIFFERENT;
        }
        return difference.get() < 0 ? Verdict.WEAKER : Verdict.STRONGER;
    }
}
