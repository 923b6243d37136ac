package io.tierline.analytics.deals.domain;

import io.tierline.analytics.deals.domain.DealCounts.AtCriterion;
import io.tierline.analytics.rates.domain.Proportion.Interval;
import io.tierline.analytics.statistics.domain.Holm;
import io.tierline.analytics.statistics.domain.TwoProportions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How deals end that a criterion was unmet in, beside those that it was met in.
 *
 * @param difference win rate where it was unmet minus win rate where it was met, −1 to 1; empty if either has no deals
 * @param interval where the true difference lies with 95 % confidence
 * @param adjustedP how likely so large a difference would be by chance, corrected for the number of criteria; 1 if there is
 *     nothing to compare
 */
public record CriterionEffect(
        AtCriterion counts,
        Optional<Double> difference,
        Optional<Interval> interval,
        double adjustedP,
        Verdict verdict) {

    /** The effects of all criteria, in their order. */
    public static List<CriterionEffect> of(List<AtCriterion> criteria) {
        Map<AtCriterion, Double> pValues = new LinkedHashMap<>();
        for (AtCriterion each : criteria) {
            TwoProportions sides = sides(each);
            if (sides.isComparable()) {
                pValues.put(each, sides.pValue());
            }
        }
        Map<AtCriterion, Double> adjusted = Holm.adjust(pValues);
        return criteria.stream()
                .map(each -> effect(each, adjusted.getOrDefault(each, 1.0)))
                .toList();
    }

    private static CriterionEffect effect(AtCriterion counts, double adjustedP) {
        TwoProportions sides = sides(counts);
        Optional<Interval> interval = sides.differenceInterval();
        return new CriterionEffect(
                counts,
                sides.difference(),
                interval,
                adjustedP,
                interval.map(ends -> Verdict.of(ends.low(), ends.high(), 0, adjustedP))
                        .orElse(Verdict.NOTHING_TO_COMPARE));
    }

    private static TwoProportions sides(AtCriterion counts) {
        return new TwoProportions(counts.unmet(), counts.met());
    }
}
