package io.tierline.analytics.rates.domain;

import java.util.Optional;

/**
 * So many of so many.
 *
 * @param numerator 0 to {@code denominator}
 * @param denominator 0 or more; of none there is no value and no interval, which is not the same as 0
 */
public record Proportion(long numerator, long denominator) {

    /**
     * What lies between two bounds; those of a share are from 0 to 1.
     *
     * @param low not above {@code high}
     * @param high not below {@code low}
     */
    public record Interval(double low, double high) {}

    /** The 97.5 % quantile of the standard normal distribution: 95 % lie within ± this. */
    private static final double Z = 1.959964;

    public Proportion {
        if (numerator < 0 || numerator > denominator) {
            throw new IllegalArgumentException(numerator + " of " + denominator + " is no proportion");
        }
    }

    /** The share, from 0 to 1. */
    public Optional<Double> value() {
        return denominator == 0 ? Optional.empty() : Optional.of((double) numerator / denominator);
    }

    /** How much larger the share is than an earlier one: value − earlier value, −1 to 1; none when either has no value. */
    public Optional<Double> changeSince(Proportion earlier) {
        return value().flatMap(now -> earlier.value().map(before -> now - before));
    }

    /**
     * Where the true share lies with 95 % confidence: Wilson's score interval without continuity correction. Unlike the
     * textbook interval value ± error it holds for small numbers and near 0 and 1, which is where a rep's day is.
     *
     * <p>E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American
     * Statistical Association 22 (1927) 209–212; as method 3 in R. G. Newcombe, Two-sided confidence intervals for the
     * single proportion, Statistics in Medicine 17 (1998) 857–872:
     * {@code (2np + z² ± z √(z² + 4npq)) / 2(n + z²)}, p the share, q = 1 − p, n the denominator.
     */
    public Optional<Interval> interval() {
        return value().map(p -> {
            double n = denominator;
            double centre = 2 * n * p + Z * Z;
            double reach = Z * Math.sqrt(Z * Z + 4 * n * p * (1 - p));
            double width = 2 * (n + Z * Z);
            // At the ends the bound is exact by the formula; rounding must not push it over.
            return new Interval(
                    numerator == 0 ? 0 : (centre - reach) / width,
                    numerator == denominator ? 1 : (centre + reach) / width);
        });
    }
}
