package io.tierline.analytics.statistics.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tierline.analytics.rates.domain.Proportion;
import io.tierline.analytics.rates.domain.Proportion.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskRatioTest {

    /** The example of Koopman (1984). */
    @Test
    void intervalIsAsPublished() {
        // When
        Interval interval = of(36, 40, 16, 80).interval().orElseThrow();

        // Then
        assertThat(interval.low()).isCloseTo(2.94, within(0.005));
        assertThat(interval.high()).isCloseTo(7.15, within(0.005));
    }

    /**
     * The trial of Perondi et al. (2004), 7 of 34 against 1 of 34, as reckoned by the R package contingencytables that goes
     * with M. W. Fagerland, S. Lydersen, P. Laake, Statistical Analysis of Contingency Tables (2017), chapter 4.
     */
    @Test
    void intervalIsAsPublished_forSmallNumbers() {
        // When
        Interval interval = of(7, 34, 1, 34).interval().orElseThrow();

        // Then
        assertThat(interval.low()).isCloseTo(1.2209, within(0.00005));
        assertThat(interval.high()).isCloseTo(42.5757, within(0.00005));
    }

    /** Where all succeed, the larger share is 1 and the smaller one as low as Wilson's interval: n / (n + χ²). */
    @Test
    void intervalIsThatOfTheOtherShare_whereAllSucceed() {
        // When
        Interval interval = of(10, 10, 10, 10).interval().orElseThrow();

        // Then
        assertThat(interval.low()).isCloseTo(10 / 13.841459, within(1e-9));
        assertThat(interval.high()).isCloseTo(13.841459 / 10, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"3, 10, 4, 9", "1, 2, 50, 400", "17, 20, 2, 30", "9, 10, 10, 10"})
    void intervalOfTheInverseIsTheInverse(long x1, long n1, long x2, long n2) {
        // When
        Interval one = of(x1, n1, x2, n2).interval().orElseThrow();
        Interval other = of(x2, n2, x1, n1).interval().orElseThrow();

        // Then
        assertThat(one.low() * other.high()).isCloseTo(1, within(1e-9));
        assertThat(one.high() * other.low()).isCloseTo(1, within(1e-9));
        assertThat(one.low()).isLessThan((double) x1 * n2 / n1 / x2);
        assertThat(one.high()).isGreaterThan((double) x1 * n2 / n1 / x2);
    }

    @Test
    void intervalIsOpen_whereOneSideHasNoSuccess() {
        assertThat(of(5, 10, 0, 10).interval().orElseThrow().high()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(of(5, 10, 0, 10).interval().orElseThrow().low()).isGreaterThan(1);
        assertThat(of(0, 10, 5, 10).interval().orElseThrow().low()).isZero();
        assertThat(of(0, 10, 5, 10).interval().orElseThrow().high()).isLessThan(1);
        assertThat(of(0, 10, 0, 10).interval()).hasValue(new Interval(0, Double.POSITIVE_INFINITY));
    }

    @Test
    void nothingIsSaid_whereOneSideHasNothing() {
        assertThat(of(0, 0, 5, 10).interval()).isEmpty();
        assertThat(of(5, 10, 0, 0).interval()).isEmpty();
    }

    private static RiskRatio of(long x1, long n1, long x2, long n2) {
        return new RiskRatio(new Proportion(x1, n1), new Proportion(x2, n2));
    }
}
