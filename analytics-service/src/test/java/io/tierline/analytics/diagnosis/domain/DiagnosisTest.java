package io.tierline.analytics.diagnosis.domain;

import static io.tierline.analytics.rates.domain.Outcome.BL;
import static io.tierline.analytics.rates.domain.Outcome.C;
import static io.tierline.analytics.rates.domain.Outcome.CUT;
import static io.tierline.analytics.rates.domain.Outcome.D;
import static io.tierline.analytics.rates.domain.Outcome.FOLLOW_UP;
import static io.tierline.analytics.rates.domain.Outcome.NA;
import static io.tierline.analytics.rates.domain.Outcome.NO_NEED;
import static io.tierline.analytics.rates.domain.Outcome.RJ;
import static io.tierline.analytics.rates.domain.Outcome.WN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tierline.analytics.diagnosis.domain.Diagnosis.NoWeakness;
import io.tierline.analytics.diagnosis.domain.Diagnosis.NothingToCompare;
import io.tierline.analytics.diagnosis.domain.Diagnosis.TooFewCalls;
import io.tierline.analytics.diagnosis.domain.Diagnosis.Weakest;
import io.tierline.analytics.diagnosis.domain.StageComparison.Verdict;
import io.tierline.analytics.diagnosis.domain.Wording.Comparison;
import io.tierline.analytics.rates.domain.Counts;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Proportion;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosisTest {

    private static final Duration TWO_WEEKS = Duration.ofDays(14);

    /** Ten of each outcome but: as many as given. */
    private static Counts counts(Object... outcomesAndNumbers) {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        for (int i = 0; i < outcomesAndNumbers.length; i += 2) {
            counts.put((Outcome) outcomesAndNumbers[i], ((Number) outcomesAndNumbers[i + 1]).longValue());
        }
        return new Counts(counts, 0, 0, 0);
    }

    private static final Counts TEAM =
            counts(NA, 3000, WN, 500, BL, 100, CUT, 900, RJ, 500, NO_NEED, 400, FOLLOW_UP, 300, D, 400, C, 400);

    @Test
    void everyStageIsAPartOfTheOneBefore() {
        Stage before = Stage.DIAL;
        for (Stage stage : Stage.steps()) {
            assertThat(before.outcomes())
                    .as(stage.word())
                    .containsAll(stage.outcomes())
                    .hasSizeGreaterThan(stage.outcomes().size());
            before = stage;
        }
        assertThat(before).isEqualTo(Stage.MEETING);
    }

    @Test
    void stepsMultiplyToTheMeetingsPerDial() {
        double product = 1;
        for (Stage stage : Stage.steps()) {
            product *= stage.stepIn(TEAM).value().orElseThrow();
        }
        assertThat(product).isCloseTo(400.0 / 6500, within(1e-12));
    }

    @Test
    void weakestStageIsNamedWithItsCost_whenARepLosesCustomersThere() {
        // Given a rep like the team, but that twice as many hang up
        Counts rep = counts(NA, 300, WN, 50, BL, 10, CUT, 180, RJ, 28, NO_NEED, 22, FOLLOW_UP, 16, D, 22, C, 22);

        // When
        Diagnosis diagnosis = Diagnosis.of(rep, TEAM, TWO_WEEKS);

        // Then
        assertThat(diagnosis.finding()).isInstanceOf(Weakest.class);
        StageComparison weakest = ((Weakest) diagnosis.finding()).stage();
        assertThat(weakest.stage()).isEqualTo(Stage.STAYED_ON);
        assertThat(weakest.own()).isEqualTo(new Proportion(110, 300));
        assertThat(weakest.verdict()).isEqualTo(Verdict.WEAKER);
        // 300 reached, 2000/3000 would stay on instead of 110/300: 90 more, of which 22/110 book a meeting: 18 in two
        // weeks.
        assertThat(weakest.meetingsLostPerWeek()).isCloseTo(9, within(1e-9));
        assertThat(Wording.of(diagnosis.finding(), "li.wei", Comparison.REP_WITH_TEAM)
                        .en())
                .isEqualTo("li.wei's weakest stage is \"Stayed on the line\": 110 of 300 (36.7%) came this far, against"
                        + " 66.7% in the rest of the team. At their share it would be about 9.0 more meetings a week.");
        assertThat(Wording.of(diagnosis.finding(), "李伟", Comparison.REP_WITH_TEAM)
                        .zhCn())
                .isEqualTo("李伟的薄弱环节是“未挂线”：300通中有110通（36.7%）到达该环节，团队其他成员为66.7%。若达到其水平，每周约可多约访9.0次。");
    }

    @Test
    void ofSeveralWeakStagesTheCostliestIsNamed() {
        // Given hang-ups as above, and hardly any lead becomes a meeting
        Counts rep = counts(NA, 300, WN, 50, BL, 10, CUT, 180, RJ, 28, NO_NEED, 22, FOLLOW_UP, 16, D, 41, C, 3);

        // When
        Diagnosis diagnosis = Diagnosis.of(rep, TEAM, TWO_WEEKS);

        // Then
        assertThat(diagnosis.stages().stream().filter(stage -> stage.verdict() == Verdict.WEAKER))
                .extracting(StageComparison::stage)
                .containsExactly(Stage.STAYED_ON, Stage.MEETING);
        // 44 leads at one half instead of 3 of 44: 19 meetings; at the team's hang-ups 90 more stay on, 3/110 of them
        // meet: 2.5.
        assertThat(((Weakest) diagnosis.finding()).stage().stage()).isEqualTo(Stage.MEETING);
        assertThat(((Weakest) diagnosis.finding()).stage().meetingsLostPerWeek())
                .isCloseTo(9.5, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"7 | 7", "137 | 140", "200 | 200", "3884862 | 3,900,000"})
    void neededDialsAreToldRoughly(long dials, String told) {
        StageComparison stage = Diagnosis.of(counts(NA, 12, CUT, 5, RJ, 1, D, 1, C, 1), TEAM, TWO_WEEKS)
                .stages()
                .get(0);

        Wording words = Wording.of(new TooFewCalls(stage, OptionalLong.of(dials)), "li.wei", Comparison.REP_WITH_TEAM);

        assertThat(words.en()).endsWith(" About " + told + " more dials are needed to tell.");
        assertThat(words.zhCn()).endsWith("约需再拨打" + told + "通才能判断。");
    }

    @Test
    void itSaysHowManyMoreDialsTell_whenThereAreTooFew() {
        // Given a rep who may well have had bad luck
        Counts rep = counts(NA, 12, CUT, 5, RJ, 1, D, 1, C, 1);

        // When
        Diagnosis diagnosis = Diagnosis.of(rep, TEAM, TWO_WEEKS);

        // Then
        assertThat(diagnosis.finding()).isInstanceOf(TooFewCalls.class);
        TooFewCalls few = (TooFewCalls) diagnosis.finding();
        assertThat(few.stage().stage()).isEqualTo(Stage.STAYED_ON);
        long more = few.moreDials().getAsLong();
        assertThat(more).isPositive();
        String words = Wording.of(few, "li.wei", Comparison.REP_WITH_TEAM).en();
        assertThat(words).contains("may be chance").matches(".* About \\d+ more dials are needed to tell\\.");
        // Rounded up, by less than a tenth
        assertThat(Long.parseLong(words.replaceAll(".* About (\\d+) more .*", "$1")))
                .isBetween(more, more + more / 10);
        // And as many more calls of the same kind do tell
        double times = (20.0 + more) / 20;
        Counts later = counts(NA, 12 * times, CUT, 5 * times, RJ, times, D, times, C, times);
        assertThat(Diagnosis.of(later, TEAM, TWO_WEEKS).finding()).isInstanceOf(Weakest.class);
    }

    @Test
    void costUsesTheOthersShare_whereOneHasNoCallsToTellFrom() {
        // Given everybody hangs up
        Counts rep = counts(CUT, 100);

        // When
        Diagnosis diagnosis = Diagnosis.of(rep, TEAM, TWO_WEEKS);

        // Then: 100 × 2/3 stay on, 400 of 2000 of those meet: 13.3 in two weeks
        assertThat(((Weakest) diagnosis.finding()).stage().meetingsLostPerWeek())
                .isCloseTo(20.0 / 3, within(1e-9));
        assertThat(diagnosis.stages().get(3).verdict()).isEqualTo(Verdict.NOTHING_TO_COMPARE);
    }

    @Test
    void noWeakness_whenNoStageIsBelow() {
        assertThat(Diagnosis.of(TEAM, TEAM, TWO_WEEKS).finding()).isInstanceOf(NoWeakness.class);
        assertThat(Diagnosis.of(counts(C, 10), TEAM, TWO_WEEKS).finding()).isInstanceOf(NoWeakness.class);
    }

    @Test
    void nothingToCompare_whenEitherHasNoDials() {
        assertThat(Diagnosis.of(counts(), TEAM, TWO_WEEKS).finding()).isInstanceOf(NothingToCompare.class);
        assertThat(Diagnosis.of(TEAM, counts(), TWO_WEEKS).finding()).isInstanceOf(NothingToCompare.class);
        assertThat(Wording.of(new NothingToCompare(), "east-1", Comparison.TEAM_WITH_COMPANY)
                        .en())
                .contains("the other teams of the company");
    }

    @Test
    void strongerStagesAreNoWeakness() {
        // Given a rep with whom hardly anybody hangs up
        Counts rep = counts(NA, 300, WN, 50, BL, 1, CUT, 9, RJ, 73, NO_NEED, 58, FOLLOW_UP, 43, D, 58, C, 58);

        // When
        Diagnosis diagnosis = Diagnosis.of(rep, TEAM, TWO_WEEKS);

        // Then
        StageComparison stayedOn = diagnosis.stages().get(2);
        assertThat(stayedOn.verdict()).isEqualTo(Verdict.STRONGER);
        assertThat(stayedOn.meetingsLostPerWeek()).isNegative();
        assertThat(diagnosis.stages())
                .extracting(StageComparison::meetingsLostPerWeek)
                .doesNotContain(-0.0);
        assertThat(diagnosis.finding()).isNotInstanceOf(Weakest.class);
    }
}
