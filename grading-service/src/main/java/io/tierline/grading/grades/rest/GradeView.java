package io.tierline.grading.grades.rest;

import io.tierline.grading.grades.domain.CriterionResult;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.Grade;
import io.tierline.grading.grades.domain.Grade.Held;
import io.tierline.grading.grades.domain.TierResult;
import io.tierline.grading.standards.domain.Language;
import io.tierline.grading.standards.domain.Strategy;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A customer's grade with all its reasons, in the reader's language. */
@Schema(name = "Grade", description = "A customer's grade and why it is so. Members without a value are null.")
record GradeView(
        String customerId,

        @Schema(description = "The tier's code; null for ungraded.", examples = "C")
        String tier,

        @Schema(description = "The tier's name in the language asked for.")
        String label,

        @Schema(
                description =
                        "criteria: all of the tier's criteria are met. outcome: provisional, by a call's outcome alone.",
                enumeration = {"criteria", "outcome"})
        String basis,

        @Schema(
                description = "How the deal stands; only an open one has a tier.",
                enumeration = {"open", "won", "lost", "disqualified"})
        String status,

        @Schema(description = "When the present round was opened: nothing from before counts. Null in the first.")
        Instant roundStart,

        @Schema(description = "The version of the standard that was applied.")
        int standard,

        @Schema(description = "When the last progress was made.")
        Instant progress,

        @Schema(description = "When the tier's time is up.") Instant due,

        @Schema(description = "Its time is up, or the decision date has passed.")
        boolean overdue,

        @Schema(description = "What outcomes of calls alone are worth at present.")
        FloorView floor,

        @Schema(description = "What is known.") Map<String, Object> qualification,

        @Schema(description = "Every tier with every criterion, best tier first.")
        List<TierView> tiers,

        @Schema(description = "The next better tier and what it still lacks; null at the best.")
        NextView next,

        @Schema(description = "How to go on with a customer of this tier.")
        StrategyView strategy) {

    static GradeView of(CustomerKey customer, Grade grade, Language language) {
        Held held = grade.held().orElse(null);
        return new GradeView(
                customer.customerId(),
                grade.tier().orElse(null),
                held == null ? null : held.tier().label().in(language),
                held == null ? null : held.basis().name().toLowerCase(Locale.ROOT),
                grade.status().state().name().toLowerCase(Locale.ROOT),
                grade.status().roundStart().orElse(null),
                grade.standard().version(),
                grade.progress().orElse(null),
                grade.held().flatMap(Held::due).orElse(null),
                grade.overdue(),
                grade.floor()
                        .map(floor -> new FloorView(floor.tier(), floor.until(), floor.callId()))
                        .orElse(null),
                grade.qualification().toTree(),
                grade.tiers().stream().map(tier -> TierView.of(tier, language)).toList(),
                grade.next()
                        .map(next -> new NextView(
                                next.tier().code(),
                                next.tier().label().in(language),
                                next.unmet().stream()
                                        .map(result -> CriterionView.of(result, language))
                                        .toList()))
                        .orElse(null),
                held == null ? null : StrategyView.of(held.tier().strategy(), language));
    }

    /** The tier that a call's outcome alone gives, for a while. */
    @Schema(name = "Floor")
    record FloorView(
            String tier,
            Instant until,
            @Schema(description = "The call that gave it.") String callId) {}

    /** How the customer stands to one tier. */
    @Schema(name = "TierStanding")
    record TierView(
            String tier,
            String label,

            @Schema(description = "Whether the customer may have this tier.")
            boolean holds,

            @Schema(description = "Lost for want of progress.")
            boolean stale,

            Instant due,
            List<CriterionView> criteria) {

        static TierView of(TierResult result, Language language) {
            return new TierView(
                    result.tier().code(),
                    result.tier().label().in(language),
                    result.holds(),
                    result.stale(),
                    result.due().orElse(null),
                    result.criteria().stream()
                            .map(criterion -> CriterionView.of(criterion, language))
                            .toList());
        }
    }

    /** What came of one criterion. */
    @Schema(name = "CriterionResult")
    record CriterionView(
            String id,
            String label,

            @Schema(description = "The expression as it stands in the standard.")
            String when,

            boolean met,
            @Schema(description = "What it read, in words.") String why,

            @Schema(description = "Ids of the calls and patches that say so.")
            List<String> evidence) {

        static CriterionView of(CriterionResult result, Language language) {
            return new CriterionView(
                    result.criterion().id(),
                    result.criterion().label().in(language),
                    result.criterion().when().source(),
                    result.met(),
                    result.why(language),
                    result.evidence());
        }
    }

    /** The next better tier. */
    @Schema(name = "NextTier")
    record NextView(
            String tier,
            String label,

            @Schema(description = "The criteria that are not met.")
            List<CriterionView> missing) {}

    /** How to work the customers of a tier. */
    @Schema(name = "Strategy")
    record StrategyView(int contactEveryDays, String advice) {

        static StrategyView of(Strategy strategy, Language language) {
            return new StrategyView(
                    strategy.contactEveryDays(), strategy.advice().in(language));
        }
    }
}
