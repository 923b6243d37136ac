package io.tierline.analytics.rates.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tierline.analytics.rates.domain.Proportion.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {

    /** Newcombe 1998 (see Proportion), table I, method 3. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0000, 0.1611", "1, 29, 0.0061, 0.1718"})
    void intervalIsThePublishedOne(long numerator, long denominator, double low, double high) {
        Interval interval = new Proportion(numerator, denominator).interval().orElseThrow();

        assertThat(interval.low()).isEqualTo(low, within(0.00005));
        assertThat(interval.high()).isEqualTo(high, within(0.00005));
    }

    @Test
    void intervalIsMirroredForTheOthers() {
        Interval some = new Proportion(15, 148).interval().orElseThrow();
        Interval others = new Proportion(133, 148).interval().orElseThrow();

        assertThat(others.low()).isEqualTo(1 - some.high(), within(1e-12));
        assertThat(others.high()).isEqualTo(1 - some.low(), within(1e-12));
    }

    @Test
    void boundsStayBetweenNoneAndAll() {
        for (long n = 1; n < 500; n++) {
            assertThat(new Proportion(0, n).interval().orElseThrow().low()).isEqualTo(0.0);
            assertThat(new Proportion(n, n).interval().orElseThrow().high()).isEqualTo(1.0);
            for (long k = 0; k <= n; k++) {
                Interval interval = new Proportion(k, n).interval().orElseThrow();
                assertThat(interval.low()).isBetween(0.0, (double) k / n);
                assertThat(interval.high()).isBetween((double) k / n, 1.0);
            }
        }
    }

    @Test
    void nothingOfNothingHasNoValue() {
        Proportion none = new Proportion(0, 0);

        assertThat(none.value()).isEmpty();
        assertThat(none.interval()).isEmpty();
    }

    @Test
    void changeIsTheDifferenceOfTheValues_andNoneWhereOneIsMissing() {
        Proportion half = new Proportion(1, 2);
        Proportion quarter = new Proportion(1, 4);
        Proportion none = new Proportion(0, 0);

        assertThat(half.changeSince(quarter)).contains(0.25);
        assertThat(quarter.changeSince(half)).contains(-0.25);
        assertThat(half.changeSince(none)).isEmpty();
        assertThat(none.changeSince(half)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "3, 2", "-1, 2"})
    void moreThanAllIsRefused(long numerator, long denominator) {
        assertThatThrownBy(() -> new Proportion(numerator, denominator)).isInstanceOf(IllegalArgumentException.class);
    }
}
