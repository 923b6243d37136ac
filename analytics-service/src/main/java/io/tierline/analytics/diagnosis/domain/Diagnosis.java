package io.tierline.analytics.diagnosis.domain;

import io.tierline.analytics.rates.domain.Counts;
import io.tierline.analytics.rates.domain.Proportion;
import io.tierline.analytics.statistics.domain.Holm;
import io.tierline.analytics.statistics.domain.TwoProportions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where somebody loses more customers than the others do, what that costs, and how sure it is.
 *
 * @param stages every step, the first one first
 * @param finding what comes of it
 */
public record Diagnosis(List<StageComparison> stages, Finding finding) {

    /** How often a weakness may be seen where there is none, all stages together. */
    static final double LEVEL = 0.05;

    /** How often a weakness of the size seen is to be found where there is one. */
    static final double POWER = 0.8;

    private static final double WEEK = Duration.ofDays(7).toSeconds();

    /** What comes of the comparison. */
    public sealed interface Finding {}

    /** One stage is surely weaker than the others'; of several the one that costs most. */
    public record Weakest(StageComparison stage) implements Finding {}

    /**
     * Something looks weaker, but it may be chance.
     *
     * @param stage the one that would cost most
     * @param moreDials how many more dials it probably takes to tell; empty if no number can be given
     */
    public record TooFewCalls(StageComparison stage, OptionalLong moreDials) implements Finding {}

    /** No stage is below the others'. */
    public record NoWeakness() implements Finding {}

    /** One side has no summarised calls. */
    public record NothingToCompare() implements Finding {}

    /**
     * Compares one's own calls with the others'.
     *
     * @param own of the rep or team
     * @param others the rest of the team or company over the same time
     * @param time in how much time they made these calls, longer than nothing
     */
    public static Diagnosis of(Counts own, Counts others, Duration time) {
        Map<Stage, TwoProportions> steps = new EnumMap<>(Stage.class);
        Map<Stage, Double> pValues = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.steps()) {
            TwoProportions step = new TwoProportions(stage.stepIn(own), stage.stepIn(others));
            steps.put(stage, step);
            pValues.put(stage, step.pValue());
        }
        Map<Stage, Double> adjusted = Holm.adjust(pValues);
        double weeks = time.toSeconds() / WEEK;
        List<StageComparison> stages = new ArrayList<>();
        steps.forEach((stage, step) -> stages.add(new StageComparison(
                stage,
                step.own(),
                step.others(),
                step.difference(),
                step.differenceInterval(),
                adjusted.get(stage),
                meetingsLost(stage, steps) / weeks)));
        return new Diagnosis(List.copyOf(stages), finding(stages, own));
    }

    /**
     * The calls that came to the stage before, times the difference in this step, times one's own later steps as they are;
     * where one has no calls to tell a later step from, the others' share stands in.
     */
    private static double meetingsLost(Stage stage, Map<Stage, TwoProportions> steps) {
        TwoProportions step = steps.get(stage);
        if (!step.isComparable()) {
            return 0;
        }
        double lost = step.own().denominator() * -step.difference().orElseThrow();
        for (Map.Entry<Stage, TwoProportions> later : steps.entrySet()) {
            if (later.getKey().compareTo(stage) > 0) {
                lost *= later.getValue()
                        .own()
                        .value()
                        .or(later.getValue().others()::value)
                        .orElse(0.0);
            }
        }
        // A zero without a sign.
        return lost + 0.0;
    }

    private static Finding finding(List<StageComparison> stages, Counts own) {
        if (stages.get(0).difference().isEmpty()) {
            return new NothingToCompare();
        }
        Comparator<StageComparison> byCost = Comparator.comparingDouble(StageComparison::meetingsLostPerWeek)
                // Without a single meeting anywhere all costs are 0: then the greatest gap.
                .thenComparing(stage -> -stage.difference().orElse(0.0));
        Optional<StageComparison> weakest = stages.stream()
                .filter(stage -> stage.verdict() == StageComparison.Verdict.WEAKER)
                .max(byCost);
        if (weakest.isPresent()) {
            return new Weakest(weakest.get());
        }
        return stages.stream()
                .filter(stage -> stage.difference().filter(d -> d < 0).isPresent())
                .max(byCost)
                .<Finding>map(stage -> new TooFewCalls(stage, moreDials(stage, own)))
                .orElseGet(NoWeakness::new);
    }

    /** As many more dials as it takes, at the share of dials that come to the stage before. */
    private static OptionalLong moreDials(StageComparison stage, Counts own) {
        Proportion before = stage.own();
        OptionalLong needed = new TwoProportions(before, stage.others())
                .ownNeeded(LEVEL / Stage.steps().size(), POWER);
        if (needed.isEmpty()) {
            return needed;
        }
        double dialsPerCall = (double) own.dials() / before.denominator();
        // By the formula there may be enough already, while by the test there are not: one more call is the least.
        return OptionalLong.of(
                Math.max(1, (long) Math.ceil((needed.getAsLong() - before.denominator()) * dialsPerCall)));
    }
}
