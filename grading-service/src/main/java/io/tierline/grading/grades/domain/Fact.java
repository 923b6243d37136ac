package io.tierline.grading.grades.domain;

import java.time.Instant;

/**
 * The fact that wins on one field.
 *
 * @param value see {@link Field}; the one that says that nothing is known is a fact like any other
 * @param observedAt when the winner was observed
 * @param source id of the call or patch that says so
 * @param since when this value was first stated in the unbroken run of equal values that ends in the winner
 */
public record Fact(Field field, String value, Instant observedAt, String source, Instant since) {

    /** Whether it states something positive. */
    public boolean isPositive() {
        return field.isPositive(value);
    }
}
