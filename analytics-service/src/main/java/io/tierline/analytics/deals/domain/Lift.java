package io.tierline.analytics.deals.domain;

import io.tierline.analytics.deals.domain.DealCounts.WithValue;
import io.tierline.analytics.rates.domain.Proportion;
import io.tierline.analytics.rates.domain.Proportion.Interval;
import io.tierline.analytics.statistics.domain.Holm;
import io.tierline.analytics.statistics.domain.RiskRatio;
import io.tierline.analytics.statistics.domain.TwoProportions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many times as often as all deals those with a value of the profile are won.
 *
 * <p>The deals with the value are among all deals, so the two win rates do not vary independently. Those with the value and
 * those without do: with the share {@code w} of deals that have it and the ratio {@code r} of the two win rates, the lift is
 * {@code 1 / (w + (1 − w) / r)}, which grows with {@code r}. So the ends of the interval of {@code r} ({@link RiskRatio}) give
 * those of the lift, and the one excludes 1 exactly when the other does.
 *
 * @param lift win rate of these deals by the win rate of all, 0 or more; empty if none was won at all
 * @param interval where the true lift lies with 95 % confidence; empty if there are no deals without the value, or none was
 *     won at all
 * @param adjustedP how likely so different a win rate would be by chance, corrected for the number of values; 1 if there is
 *     nothing to compare
 */
public record Lift(
        WithValue counts, Optional<Double> lift, Optional<Interval> interval, double adjustedP, Verdict verdict) {

    /**
     * The lifts of all values, in their order.
     *
     * @param all the win rate of all deals, those with a value among them
     */
    public static List<Lift> of(List<WithValue> values, Proportion all) {
        Map<WithValue, Double> pValues = new LinkedHashMap<>();
        for (WithValue each : values) {
            TwoProportions sides = new TwoProportions(each.winRate(), without(each, all));
            if (sides.isComparable()) {
                pValues.put(each, sides.pValue());
            }
        }
        Map<WithValue, Double> adjusted = Holm.adjust(pValues);
        return values.stream()
                .map(each -> lift(each, all, adjusted.getOrDefault(each, 1.0)))
                .toList();
    }

    private static Lift lift(WithValue counts, Proportion all, double adjustedP) {
        Optional<Interval> ratio = new RiskRatio(counts.winRate(), without(counts, all)).interval();
        if (all.numerator() == 0) {
            return new Lift(
                    counts,
                    Optional.empty(),
                    Optional.empty(),
                    adjustedP,
                    ratio.isPresent() ? Verdict.NOT_DIFFERENT : Verdict.NOTHING_TO_COMPARE);
        }
        double weight = (double) counts.winRate().denominator() / all.denominator();
        Optional<Interval> interval = ratio.map(ends ->
                new Interval(1 / (weight + (1 - weight) / ends.low()), 1 / (weight + (1 - weight) / ends.high())));
        return new Lift(
                counts,
                counts.winRate().value().map(value -> value / all.value().orElseThrow()),
                interval,
                adjustedP,
                interval.map(ends -> Verdict.of(ends.low(), ends.high(), 1, adjustedP))
                        .orElse(Verdict.NOTHING_TO_COMPARE));
    }

    private static Proportion without(WithValue counts, Proportion all) {
        return new Proportion(
                all.numerator() - counts.winRate().numerator(),
                all.denominator() - counts.winRate().denominator());
    }
}
