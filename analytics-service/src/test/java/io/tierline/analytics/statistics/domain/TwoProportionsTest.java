package io.tierline.analytics.statistics.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tierline.analytics.rates.domain.Proportion;
import io.tierline.analytics.rates.domain.Proportion.Interval;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwoProportionsTest {

    /** Newcombe (1998), table II, method 10. */
    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80,  0.0524, 0.3339",
        " 9, 10,  3, 10,  0.1705, 0.8090",
        " 6,  7,  2,  7,  0.0582, 0.8062",
        " 5, 56,  0, 29, -0.0381, 0.1926",
        " 0, 10,  0, 20, -0.1611, 0.2775",
        " 0, 10,  0, 10, -0.2775, 0.2775",
        "10, 10,  0, 20,  0.6791, 1.0000",
        "10, 10,  0, 10,  0.6075, 1.0000"
    })
    void differenceIntervalIsAsPublished(long x1, long n1, long x2, long n2, double low, double high) {
        // When
        Interval interval = of(x1, n1, x2, n2).differenceInterval().orElseThrow();

        // Then
        assertThat(interval.low()).isCloseTo(low, within(0.00005));
        assertThat(interval.high()).isCloseTo(high, within(0.00005));
    }

    /** By counting: of the 63 calls any one is as likely to be the one that has it. */
    @Test
    void pValueIsExact_whereAnExpectedCountIsBelowOne() {
        // 1 of 3 against 0 of 60: expected 1·3/63 in the smallest cell. P(1 of 3 has it) = 3/63, and nothing is rarer.
        assertThat(of(1, 3, 0, 60).pValue()).isCloseTo(3.0 / 63, within(1e-9));
    }

    /** The chi-squared value of R's prop.test(c(15, 25), c(50, 50), correct = FALSE) is 4.1667; times 99/100 here. */
    @Test
    void pValueIsThatOfChiSquaredWithNMinusOne_elsewhere() {
        // χ² = 4.125: p = 0.04225 (chi-squared distribution, one degree of freedom).
        assertThat(of(15, 50, 25, 50).pValue()).isCloseTo(0.042254, within(0.00001));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 5, 10", "5, 10, 0, 0", "0, 10, 0, 20", "10, 10, 20, 20", "5, 10, 50, 100"})
    void pValueIsOne_whereNothingDiffers(long x1, long n1, long x2, long n2) {
        assertThat(of(x1, n1, x2, n2).pValue()).isEqualTo(1);
    }

    /** R's power.prop.test(p1 = .50, p2 = .75, power = .90) answers n = 76.65 in each group. */
    @Test
    void ownNeededIsAsPublished_forGroupsOfOneSize() {
        assertThat(of(50, 100, 75, 100).ownNeeded(0.05, 0.9)).hasValue(77);
    }

    @Test
    void fewerOfOnesOwnAreNeeded_whenThereAreMoreOthers() {
        assertThat(of(50, 100, 750, 1000).ownNeeded(0.05, 0.9).getAsLong()).isBetween(38L, 76L);
    }

    @Test
    void noNumberTells_whenNothingDiffers() {
        assertThat(of(5, 10, 50, 100).ownNeeded(0.05, 0.8)).isEmpty();
        assertThat(of(0, 0, 50, 100).ownNeeded(0.05, 0.8)).isEmpty();
    }

    /** The example of Holm's procedure that textbooks have: 0.01, 0.04, 0.03, 0.005. */
    @Test
    void holmCorrectsAsPublished() {
        // When
        Map<String, Double> adjusted = Holm.adjust(Map.of("a", 0.01, "b", 0.04, "c", 0.03, "d", 0.005));

        // Then
        assertThat(adjusted.get("d")).isCloseTo(0.02, within(1e-12));
        assertThat(adjusted.get("a")).isCloseTo(0.03, within(1e-12));
        assertThat(adjusted.get("c")).isCloseTo(0.06, within(1e-12));
        assertThat(adjusted.get("b")).isCloseTo(0.06, within(1e-12));
    }

    @Test
    void holmNeverExceedsOne() {
        assertThat(Holm.adjust(Map.of("a", 0.9, "b", 0.8)))
                .containsEntry("a", 1.0)
                .containsEntry("b", 1.0);
    }

    private static TwoProportions of(long x1, long n1, long x2, long n2) {
        return new TwoProportions(new Proportion(x1, n1), new Proportion(x2, n2));
    }
}
