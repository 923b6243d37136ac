package io.tierline.grading.deals.domain;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;

/**
 * What a deal is worth. Equal amounts are equal however they are written: 100, 100.0 and 1E+2 are one.
 *
 * @param value from 0 to below 10^15, at most {@value #MOST_DECIMALS} decimals
 */
public record Amount(BigDecimal value, Currency currency) {

    /** As many as the most divided currencies have. */
    public static final int MOST_DECIMALS = 4;

    private static final BigDecimal BELOW = BigDecimal.TEN.pow(15);

    /** @throws IllegalArgumentException for a value that {@link #isOne} refuses */
    public Amount {
        Objects.requireNonNull(currency);
        if (!isOne(value)) {
            throw new IllegalArgumentException("no amount: " + value);
        }
        BigDecimal shortest = value.stripTrailingZeros();
        value = shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    /** Whether the number can be an amount. */
    public static boolean isOne(BigDecimal value) {
        // Zeros that do not count are taken away first; digits that do, however many, cost nothing here.
        return value.signum() >= 0
                && value.compareTo(BELOW) < 0
                && value.stripTrailingZeros().scale() <= MOST_DECIMALS;
    }
}
