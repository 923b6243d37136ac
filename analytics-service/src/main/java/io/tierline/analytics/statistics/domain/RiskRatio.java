package io.tierline.analytics.statistics.domain;

import io.tierline.analytics.rates.domain.Proportion;
import io.tierline.analytics.rates.domain.Proportion.Interval;
import java.util.Optional;
import java.util.function.DoublePredicate;

/** How many times as large one share is as another, independent one. */
public record RiskRatio(Proportion own, Proportion others) {

    /** The 95 % quantile of the chi-squared distribution with one degree of freedom. */
    private static final double CHI_SQUARED = 3.841459;

    /** Ratios beyond these are no different from 0 and from infinity. */
    private static final double SMALLEST = 1e-12;

    private static final double LARGEST = 1e12;
    private static final int HALVINGS = 100;

    /**
     * Where the true ratio lies with 95 % confidence: all ratios that Pearson's chi-squared test does not refuse, given the
     * shares that are most likely under them. P. A. R. Koopman, Confidence limits for the ratio of two binomial
     * proportions, Biometrics 40 (1984) 513–517. Unlike the logarithmic interval of Katz et al. (1978) it holds for small
     * numbers, and has an end where one side has no success at all.
     *
     * @return from 0 (one's own has no success) to infinity (the others have none); empty if either side has nothing
     */
    public Optional<Interval> interval() {
        if (own.denominator() == 0 || others.denominator() == 0) {
            return Optional.empty();
        }
        double ratio = Math.min(
                LARGEST,
                Math.max(SMALLEST, own.value().orElseThrow() / others.value().orElseThrow()));
        double low = own.numerator() == 0 ? 0 : border(SMALLEST, ratio, r -> chiSquared(r) > CHI_SQUARED);
        double high = others.numerator() == 0
                ? Double.POSITIVE_INFINITY
                : border(ratio, LARGEST, r -> chiSquared(r) <= CHI_SQUARED);
        return Optional.of(new Interval(low, high));
    }

    /** Pearson's statistic of both samples against the most likely shares whose ratio is {@code ratio}. */
    private double chiSquared(double ratio) {
        double n1 = own.denominator();
        double n2 = others.denominator();
        double x1 = own.numerator();
        double x2 = others.numerator();
        // The smaller root of a p² − b p + c = 0, in the form that loses no digits.
        double a = (n1 + n2) * ratio;
        double b = n1 * ratio + x1 + n2 + x2 * ratio;
        double c = x1 + x2;
        double p2 = 2 * c / (b + Math.sqrt(Math.max(0, b * b - 4 * a * c)));
        return distance(x1, n1, ratio * p2) + distance(x2, n2, p2);
    }

    private static double distance(double x, double n, double p) {
        double miss = x - n * p;
        // Where all or none are expected and found, the formula would be 0 / 0.
        return Math.abs(miss) < 1e-12 * n ? 0 : miss * miss / (n * p * (1 - p));
    }

    /** The point between the two, on the logarithmic scale, up to which the condition holds. */
    private static double border(double from, double to, DoublePredicate holds) {
        double low = Math.log(from);
        double high = Math.log(to);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (holds.test(Math.exp(middle))) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.exp(low);
    }
}
