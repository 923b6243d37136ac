package io.tierline.grading.deals.domain;

import io.tierline.grading.grades.domain.CriterionResult;
import io.tierline.grading.grades.domain.Grade;
import io.tierline.grading.grades.domain.TierResult;
import io.tierline.grading.standards.domain.Label;
import io.tierline.grading.standards.domain.Language;
import java.util.ArrayList;
import java.util.List;

/**
 * How the customer stood when its deal was closed. Frozen: what is learned or decided later does not change it.
 *
 * @param tier its tier's code, or null
 * @param basis what the tier rested on, or null without one
 * @param standard the version by which it was graded
 * @param unmet every criterion of every tier that was not met, best tier first
 * @param met every other one
 */
public record Standing(String tier, Grade.Basis basis, int standard, List<Unmet> unmet, List<Named> met) {

    /** A criterion of a tier. */
    public record Named(String tier, String criterion) {}

    /**
     * A criterion that was not met.
     *
     * @param label the criterion's at that time
     * @param why what it had read, in words
     */
    public record Unmet(String tier, Label tierLabel, String criterion, Label label, Label why) {

        /** Which one it was. */
        public Named named() {
            return new Named(tier, criterion);
        }
    }

    public Standing {
        unmet = List.copyOf(unmet);
        met = List.copyOf(met);
    }

    /** What of a grade is kept. */
    public static Standing of(Grade grade) {
        List<Unmet> unmet = new ArrayList<>();
        List<Named> met = new ArrayList<>();
        for (TierResult tier : grade.tiers()) {
            for (CriterionResult result : tier.criteria()) {
                if (result.met()) {
                    met.add(new Named(tier.tier().code(), result.criterion().id()));
                } else {
                    unmet.add(new Unmet(
                            tier.tier().code(),
                            tier.tier().label(),
                            result.criterion().id(),
                            result.criterion().label(),
                            new Label(result.why(Language.EN), result.why(Language.ZH_CN))));
                }
            }
        }
        return new Standing(
                grade.tier().orElse(null),
                grade.held().map(Grade.Held::basis).orElse(null),
                grade.standard().version(),
                unmet,
                met);
    }
}
