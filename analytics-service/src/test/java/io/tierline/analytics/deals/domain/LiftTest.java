package io.tierline.analytics.deals.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tierline.analytics.deals.domain.DealCounts.AtCriterion;
import io.tierline.analytics.deals.domain.DealCounts.WithValue;
import io.tierline.analytics.rates.domain.Proportion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of profiles and criteria, from deals counted by hand. */
class LiftTest {

    /** Koopman's example (36 of 40, 16 of 80, ratio 2.94 to 7.15) as deals: 52 of 120 won in all, a third has the value. */
    @Test
    void liftIsToAllDeals_withTheIntervalOfTheRatioToTheRest() {
        // When
        Lift lift =
                Lift.of(List.of(value("a", 36, 40)), new Proportion(52, 120)).get(0);

        // Then
        assertThat(lift.lift().orElseThrow()).isCloseTo(0.9 * 120 / 52, within(1e-12));
        assertThat(lift.interval().orElseThrow().low()).isCloseTo(1 / (1 / 3.0 + 2 / 3.0 / 2.9396), within(0.0001));
        assertThat(lift.interval().orElseThrow().high()).isCloseTo(1 / (1 / 3.0 + 2 / 3.0 / 7.1522), within(0.0001));
        assertThat(lift.verdict()).isEqualTo(Verdict.HIGHER);
    }

    @Test
    void liftIsLower_whereTheRestIsWonMoreOften() {
        assertThat(Lift.of(List.of(value("b", 16, 80)), new Proportion(52, 120))
                        .get(0)
                        .verdict())
                .isEqualTo(Verdict.LOWER);
    }

    /** 9 of 10 against 20 of 40 won: p = 0.02 alone, which among ten values is nothing. */
    @Test
    void sameValueIsNotDifferent_amongManyOthers() {
        // Given
        Proportion all = new Proportion(29, 50);
        List<WithValue> values = new ArrayList<>(List.of(value("a", 9, 10)));
        assertThat(Lift.of(values, all).get(0).verdict()).isEqualTo(Verdict.HIGHER);

        // When
        for (int i = 0; i < 9; i++) {
            values.add(value("other " + i, 6, 10));
        }

        // Then
        Lift lift = Lift.of(values, all).get(0);
        assertThat(lift.interval().orElseThrow().low()).isGreaterThan(1);
        assertThat(lift.adjustedP()).isGreaterThan(0.05);
        assertThat(lift.verdict()).isEqualTo(Verdict.NOT_DIFFERENT);
    }

    @Test
    void nothingIsCompared_whereAllDealsHaveTheValue() {
        // When
        Lift lift = Lift.of(List.of(value("a", 3, 4)), new Proportion(3, 4)).get(0);

        // Then
        assertThat(lift.lift()).hasValue(1.0);
        assertThat(lift.interval()).isEmpty();
        assertThat(lift.adjustedP()).isEqualTo(1);
        assertThat(lift.verdict()).isEqualTo(Verdict.NOTHING_TO_COMPARE);
    }

    @Test
    void thereIsNoLift_whereNothingWasWon() {
        // When
        Lift lift = Lift.of(List.of(value("a", 0, 4)), new Proportion(0, 9)).get(0);

        // Then
        assertThat(lift.lift()).isEmpty();
        assertThat(lift.interval()).isEmpty();
        assertThat(lift.verdict()).isEqualTo(Verdict.NOT_DIFFERENT);
    }

    @Test
    void liftEndsAtWhatTheSharesAllow_whereTheRestWonNothing() {
        // When: of 20 deals the 5 with the value are all that were won
        Lift lift = Lift.of(List.of(value("a", 5, 5)), new Proportion(5, 20)).get(0);

        // Then
        assertThat(lift.lift()).hasValue(4.0);
        assertThat(lift.interval().orElseThrow().high()).isEqualTo(4.0);
        assertThat(lift.verdict()).isEqualTo(Verdict.HIGHER);
    }

    @Test
    void criterionIsLower_whereDealsAreWonLessOftenWithoutIt() {
        // Given
        AtCriterion budget = criterion("budget", new Proportion(2, 30), new Proportion(25, 30));
        AtCriterion quote = criterion("quote", new Proportion(1, 2), new Proportion(26, 58));
        AtCriterion needs = criterion("needs", new Proportion(0, 0), new Proportion(27, 60));

        // When
        List<CriterionEffect> effects = CriterionEffect.of(List.of(budget, quote, needs));

        // Then
        assertThat(effects)
                .extracting(CriterionEffect::verdict)
                .containsExactly(Verdict.LOWER, Verdict.NOT_DIFFERENT, Verdict.NOTHING_TO_COMPARE);
        assertThat(effects.get(0).difference().orElseThrow()).isCloseTo(-23 / 30.0, within(1e-12));
        assertThat(effects.get(2).difference()).isEmpty();
        assertThat(effects.get(2).adjustedP()).isEqualTo(1);
    }

    private static WithValue value(String value, long won, long deals) {
        return new WithValue(ProfileField.INDUSTRY, value, new Proportion(won, deals));
    }

    private static AtCriterion criterion(String id, Proportion unmet, Proportion met) {
        return new AtCriterion("C", id, List.of(1), unmet, met);
    }
}
