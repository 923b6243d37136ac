package io.tierline.analytics.statistics.domain;

import io.tierline.analytics.rates.domain.Proportion;
import io.tierline.analytics.rates.domain.Proportion.Interval;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;

/** Two independent shares compared: one's own and the others'. */
public record TwoProportions(Proportion own, Proportion others) {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Whether there is anything to compare on both sides. */
    public boolean isComparable() {
        return own.denominator() > 0 && others.denominator() > 0;
    }

    /** One's own share minus the others', from −1 to 1; empty if either side has nothing. */
    public Optional<Double> difference() {
        return isComparable()
                ? Optional.of(own.value().orElseThrow() - others.value().orElseThrow())
                : Optional.empty();
    }

    /**
     * Where the true difference lies with 95 % confidence: the hybrid of the two Wilson intervals, method 10 in R. G.
     * Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17 (1998)
     * 873–890: {@code d − √((p₁−l₁)² + (u₂−p₂)²)} to {@code d + √((u₁−p₁)² + (p₂−l₂)²)}.
     */
    public Optional<Interval> differenceInterval() {
        return difference().map(d -> {
            double p1 = own.value().orElseThrow();
            double p2 = others.value().orElseThrow();
            Interval i1 = own.interval().orElseThrow();
            Interval i2 = others.interval().orElseThrow();
            return new Interval(
                    d - Math.hypot(p1 - i1.low(), i2.high() - p2), d + Math.hypot(i1.high() - p1, p2 - i2.low()));
        });
    }

    /**
     * How likely a difference of at least this size, in either direction, would be if there were none: the chi-squared test
     * with factor N − 1, and Fisher's exact test where an expected count is below 1, as recommended by I. Campbell,
     * Chi-squared and Fisher–Irwin tests of two-by-two tables with small sample recommendations, Statistics in Medicine 26
     * (2007) 3661–3675.
     *
     * @return from 0 to 1; 1 if either side has nothing, or if both shares are 0 or both are 1
     */
    public double pValue() {
        long a = own.numerator();
        long b = own.denominator() - a;
        long c = others.numerator();
        long d = others.denominator() - c;
        double n = (double) a + b + c + d;
        double with = (double) a + c;
        double without = (double) b + d;
        if (!isComparable() || with == 0 || without == 0) {
            return 1;
        }
        double leastExpected = Math.min(own.denominator(), others.denominator()) * Math.min(with, without) / n;
        if (leastExpected < 1 && n <= Integer.MAX_VALUE) {
            return FisherExactTest.withDefaults()
                    .with(AlternativeHypothesis.TWO_SIDED)
                    .test(new int[][] {{(int) a, (int) b}, {(int) c, (int) d}})
                    .getPValue();
        }
        double cross = (double) a * d - (double) b * c;
        double chiSquared = cross * cross * (n - 1) / (own.denominator() * with * without * others.denominator());
        // Chi-squared with one degree of freedom is the square of a standard normal.
        return 2 * NORMAL.survivalProbability(Math.sqrt(chiSquared));
    }

    /**
     * How many of one's own it takes to tell such a difference from none, as many of the others to each of one's own given
     * as there are now: {@code n = (z₁₋α⁄₂ √((1+1/k) p̄ q̄) + z_power √(p₁q₁ + p₂q₂/k))² / (p₁−p₂)²} with k others to one of
     * one's own and p̄ the share of both together. J. L. Fleiss, B. Levin, M. C. Paik, Statistical Methods for Rates and
     * Proportions, 3rd edition (2003), section 4.3, without continuity correction.
     *
     * @param alpha how often one may see a difference where there is none
     * @param power how often one wants to see it where there is one
     * @return rounded up; empty if there is nothing to compare or no difference
     */
    public OptionalLong ownNeeded(double alpha, double power) {
        if (difference().filter(d -> d != 0).isEmpty()) {
            return OptionalLong.empty();
        }
        double p1 = own.value().orElseThrow();
        double p2 = others.value().orElseThrow();
        double k = (double) others.denominator() / own.denominator();
        double pooled = (p1 + k * p2) / (1 + k);
        double root = NORMAL.inverseSurvivalProbability(alpha / 2) * Math.sqrt((1 + 1 / k) * pooled * (1 - pooled))
                + NORMAL.inverseCumulativeProbability(power) * Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2) / k);
        return OptionalLong.of((long) Math.ceil(root * root / ((p1 - p2) * (p1 - p2))));
    }
}
