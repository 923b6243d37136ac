package io.tierline.grading.grades.domain;

import static io.tierline.grading.grades.domain.Customers.SHANGHAI;
import static io.tierline.grading.grades.domain.Customers.TODAY;
import static io.tierline.grading.grades.domain.Customers.acme;
import static io.tierline.grading.grades.domain.Customers.acmeKnownFor;
import static io.tierline.grading.grades.domain.Customers.enoughForA;
import static io.tierline.grading.grades.domain.Customers.enoughForB;
import static io.tierline.grading.grades.domain.Customers.enoughForC;
import static io.tierline.grading.grades.domain.Customers.enoughForD;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.grading.standards.domain.Outcome;
import io.tierline.grading.standards.domain.Role;
import io.tierline.grading.standards.domain.Standard;
import io.tierline.grading.standards.domain.Standards;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NextStepsTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    @Test
    void firstTierIsMissingItsFirstContact_whenNothingIsKnown() {
        assertThat(english(acme(), Standards.byDefault()))
                .containsExactly(
                        Map.entry("key-persons", "Reach the EB, or reach the UB, or reach the TB"),
                        Map.entry("needs", "Learn the EB's needs, or learn the UB's needs, or learn the TB's needs"),
                        Map.entry(
                                "objections",
                                "Handle the EB's objections, or handle the UB's objections, or handle the TB's objections"),
                        Map.entry("follow-up", "Agree on a follow-up"));
    }

    @Test
    void targetIsMissingOnlyTheRest_whenOneKeyPersonIsOnTheWay() {
        // The EB is reached already: that one's approval is the smaller step.
        assertThat(english(acmeKnownFor(enoughForD()), Standards.byDefault()))
                .containsExactly(
                        Map.entry("key-persons", "Win the EB's approval"),
                        Map.entry("needs", "Confirm the EB's needs"),
                        Map.entry("objections", "Settle the EB's objections"),
                        Map.entry("budget", "Get the budget confirmed"));
    }

    @Test
    void anyOtherKeyPersonDoes_whenOneApproves() {
        assertThat(english(acmeKnownFor(enoughForC()), Standards.byDefault()))
                .containsExactly(
                        Map.entry("key-persons", "Win the UB's approval, or win the TB's approval"),
                        Map.entry("needs", "Confirm the UB's needs, or confirm the TB's needs"),
                        Map.entry("objections", "Settle the UB's objections, or settle the TB's objections"),
                        Map.entry("procurement", "Get the procurement process clear"));
    }

    @Test
    void bestTierNamesWhoAndWhatIsMissing() {
        assertThat(english(acmeKnownFor(enoughForB()), Standards.byDefault()))
                .containsExactly(
                        Map.entry("key-persons", "Reach the TB"),
                        Map.entry("needs", "Confirm the TB's needs"),
                        Map.entry("objections", "Settle the TB's objections"),
                        Map.entry("competitors", "Rule the competitors out"),
                        Map.entry("procurement", "Get the procurement started"),
                        Map.entry("quote", "Get the quote confirmed"),
                        Map.entry("decision", "Agree on a decision date, 2026-11-30 at the latest"));
    }

    @Test
    void stepsAreInChinese() {
        List<NextStep> steps = steps(acmeKnownFor(enoughForB()), Standards.byDefault());
        assertThat(steps.get(0).action().zhCn()).isEqualTo("联系到TB");
        assertThat(steps.get(6).action().zhCn()).isEqualTo("约定决策日期（不晚于2026-11-30）");
    }

    @Test
    void nothingIsMissing_atTheBestTierAndWhenTheDealIsClosed() {
        assertThat(steps(acmeKnownFor(enoughForA()), Standards.byDefault())).isEmpty();
        assertThat(steps(acmeKnownFor(enoughForC()).now(CustomerStatus.State.LOST), Standards.byDefault()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '"',
            value = {
                "'TB' in approving && budget == 'confirmed' => Win the TB's approval and get the budget confirmed",
                "reached.size() == 3 && 'EB' in approving && approving.size() >= 2"
                        + " => Win the EB's approval and reach the UB and win the TB's approval,"
                        + " or win the EB's approval and win the UB's approval and reach the TB",
                "budget == 'confirmed' || approving.size() == 3 => Get the budget confirmed",
                "outcomes['C'] >= 1 => Book a meeting",
                "quote == 'negotiating' => Negotiate the quote",
                "hasDecisionDate => Agree on a decision date",
                "hasDecisionDate && daysToDecision >= 10 => Agree on a decision date, 2026-12-03 at the earliest",
                "hasDecisionDate && daysToDecision >= 10 && daysToDecision < 20"
                        + " => Agree on a decision date from 2026-12-03 to 2026-12-12",
                "followUpAgreed && hasDecisionDate && daysToDecision == 0"
                        + " => Agree on a follow-up and agree on a decision date, 2026-11-23 at the latest",
                "decisionRoles.all(r, r in needsConfirmed)"
                        + " => Confirm the EB's needs and confirm the UB's needs and confirm the TB's needs",
                "needsKnown.exists(r, r != 'EB') && competitors != 'unknown'"
                        + " => Learn the UB's needs and learn who competes, or learn the TB's needs and learn who competes",
            })
    void fewestChangesAreFound_forAnyExpression(String when, String action) {
        assertThat(english(acme(), Standards.withOneCriterion(when)).get(0).getValue())
                .isEqualTo(action);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "has(profile.industry) && profile.industry == 'steel'",
                "outcomes['C'] >= 5",
                "opposing.size() == 3",
                "needsConfirmed.size() == 3 && budget == 'confirmed'",
                "1 / daysToDecision > 7"
            })
    void labelSpeaks_whenNothingThatIsTriedWouldDo(String when) {
        List<NextStep> steps = steps(acme(), Standards.withOneCriterion(when));
        assertThat(steps.get(0).ways()).isEmpty();
        assertThat(steps.get(0).action().en()).isEqualTo("Still to be met: Only");
    }

    @Test
    void oppositionIsToBeOvercome_whenAKeyPersonOpposes() {
        assertThat(english(
                                acme().with(Calls.with(Outcome.RJ, Role.EB, "1", TODAY)),
                                Standards.withOneCriterion("opposing.size() == 0"))
                        .get(0)
                        .getValue())
                .isEqualTo("Overcome the EB's opposition");
    }

    @Test
    void lastDayMoves_withToday() {
        // Given
        Customers customer = acmeKnownFor(enoughForB());
        Grade grade = customer.gradedAt(TODAY, Standards.byDefault());

        // When
        List<NextStep> tomorrow = NextSteps.of(grade, customer.history(), MONDAY.plusDays(1));

        // Then
        assertThat(tomorrow.get(6).action().en()).isEqualTo("Agree on a decision date, 2026-12-01 at the latest");
    }

    /** Doing what it says is what it takes: with one way of each step the customer is in the next tier. */
    @Test
    void customerReachesTheNextTier_whenItDoesWhatTheStepsSay() {
        Customers customer = acme();
        int calls = 0;
        for (String tier : List.of("D", "C", "B", "A")) {
            String id = "pbx-" + ++calls;
            Map<Field, String> says = new EnumMap<>(Field.class);
            for (NextStep step : steps(customer, Standards.byDefault())) {
                step.ways().get(0).forEach(change -> {
                    String[] parts = change.split(":");
                    says.put(field(parts[0]), parts[1]);
                });
            }
            customer = customer.with(Calls.saying(id, TODAY, says));
            assertThat(customer.gradedAt(TODAY, Standards.byDefault()).tier()).contains(tier);
        }
    }

    private static Field field(String pointer) {
        for (Field field : Field.values()) {
            if (field.pointer().equals(pointer)) {
                return field;
            }
        }
        throw new IllegalArgumentException(pointer);
    }

    private static List<NextStep> steps(Customers customer, Standard standard) {
        Grade grade = customer.gradedAt(TODAY, standard, SHANGHAI);
        return NextSteps.of(grade, customer.history(), MONDAY);
    }

    private static List<Map.Entry<String, String>> english(Customers customer, Standard standard) {
        return new ArrayList<>(steps(customer, standard).stream()
                .collect(Collectors.toMap(
                        step -> step.criterion().id(),
                        step -> step.action().en(),
                        (one, other) -> one,
                        LinkedHashMap::new))
                .entrySet());
    }
}
