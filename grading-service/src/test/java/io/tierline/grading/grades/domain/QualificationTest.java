package io.tierline.grading.grades.domain;

import static io.tierline.grading.grades.domain.Calls.at;
import static io.tierline.grading.grades.domain.Customers.acme;
import static io.tierline.grading.grades.domain.Field.BUDGET;
import static io.tierline.grading.grades.domain.Field.EB_STANCE;
import static io.tierline.grading.grades.domain.Field.FOLLOW_UP_AGREED;
import static io.tierline.grading.grades.domain.Field.UB_STANCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.grading.standards.domain.Outcome;
import io.tierline.grading.standards.domain.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class QualificationTest {

    @Test
    void latestObservedWins_whateverCameFirst() {
        // Given
        Customers acme = acme().with(
                        Calls.saying("pbx-2", "2026-11-23T10:00:00", Map.of(EB_STANCE, "approves")),
                        Calls.saying("pbx-1", "2026-11-23T09:00:00", Map.of(EB_STANCE, "reached")));

        // When
        Qualification known = Qualification.of(acme.history());

        // Then
        assertThat(known.facts().get(EB_STANCE))
                .isEqualTo(
                        new Fact(EB_STANCE, "approves", at("2026-11-23T10:00:00"), "pbx-2", at("2026-11-23T10:00:00")));
    }

    @ParameterizedTest
    @CsvSource({
        "pbx-10, pbx-9, pbx-9",
        "Z, a, a",
        "pbx-1, pbx-1a, pbx-1a",
        // Bytewise: U+FF5E (EF BD 9E) comes before U+1F600 (F0 9F 98 80), though not in UTF-16.
        "\uFF5E, \uD83D\uDE00, \uD83D\uDE00",
        "\uD83D\uDE00, \uD83D\uDE01, \uD83D\uDE01",
    })
    void greaterIdWins_amongFactsOfOneMoment(String one, String other, String winner) {
        // Given
        Customers acme = acme().with(
                        Calls.saying(other, Customers.TODAY, Map.of(EB_STANCE, "approves")),
                        Calls.saying(one, Customers.TODAY, Map.of(EB_STANCE, "reached")));

        // When
        Fact fact = Qualification.of(acme.history()).facts().get(EB_STANCE);

        // Then
        assertThat(fact.source()).isEqualTo(winner);
    }

    @Test
    void patchCompetesWithCalls_byTheTimeItWasObserved() {
        // Given
        Customers acme = acme().with(
                        Calls.saying("pbx-1", "2026-11-23T10:00:00", Map.of(EB_STANCE, "reached", BUDGET, "unknown")))
                .patched("01", "2026-11-23T09:00:00", Map.of(EB_STANCE, "approves"))
                .patched("02", "2026-11-23T11:00:00", Map.of(BUDGET, "confirmed"));

        // When
        Qualification known = Qualification.of(acme.history());

        // Then
        assertThat(known.value(EB_STANCE)).isEqualTo("reached");
        assertThat(known.value(BUDGET)).isEqualTo("confirmed");
        assertThat(known.facts().get(BUDGET).source()).isEqualTo("patch:02");
    }

    @Test
    void sinceIsTheFirstOfTheUnbrokenRun() {
        // Given
        Customers acme = acme().with(
                        Calls.saying("pbx-1", "2026-11-01T09:00:00", Map.of(EB_STANCE, "approves")),
                        Calls.saying("pbx-2", "2026-11-02T09:00:00", Map.of(EB_STANCE, "opposes")),
                        Calls.saying("pbx-3", "2026-11-03T09:00:00", Map.of(EB_STANCE, "approves")),
                        Calls.saying("pbx-4", "2026-11-04T09:00:00", Map.of(BUDGET, "confirmed")),
                        Calls.saying("pbx-5", "2026-11-05T09:00:00", Map.of(EB_STANCE, "approves")));

        // When
        Fact fact = Qualification.of(acme.history()).facts().get(EB_STANCE);

        // Then
        assertThat(fact)
                .isEqualTo(
                        new Fact(EB_STANCE, "approves", at("2026-11-05T09:00:00"), "pbx-5", at("2026-11-03T09:00:00")));
    }

    @Test
    void sinceMoves_whenALateFactBreaksTheRun() {
        // Given
        List<CallFacts> calls = List.of(
                Calls.saying("pbx-1", "2026-11-01T09:00:00", Map.of(EB_STANCE, "approves")),
                Calls.saying("pbx-5", "2026-11-05T09:00:00", Map.of(EB_STANCE, "approves")));
        CallFacts late = Calls.saying("pbx-2", "2026-11-02T09:00:00", Map.of(EB_STANCE, "unknown"));

        // When
        Qualification before =
                Qualification.of(acme().with(calls.toArray(CallFacts[]::new)).history());
        Qualification after = Qualification.of(
                acme().with(calls.toArray(CallFacts[]::new)).with(late).history());

        // Then
        assertThat(before.facts().get(EB_STANCE).since()).isEqualTo(at("2026-11-01T09:00:00"));
        assertThat(after.facts().get(EB_STANCE).since()).isEqualTo(at("2026-11-05T09:00:00"));
    }

    @Test
    void nothingKnownIsAFactToo() {
        // Given
        Customers acme = acme().with(Calls.saying("pbx-1", "2026-11-01T09:00:00", Map.of(BUDGET, "confirmed")))
                .patched("01", "2026-11-02T09:00:00", Map.of(BUDGET, "unknown"));

        // When
        Qualification known = Qualification.of(acme.history());

        // Then
        assertThat(known.value(BUDGET)).isEqualTo("unknown");
        assertThat(known.latestPositive()).isEmpty();
    }

    @Test
    void followUpThatWasAgreedIsImplied() {
        // Given
        Customers acme = acme().with(Calls.agreeingOnFollowUp("pbx-1", Customers.TODAY, "2026-11-25T10:00:00"));

        // When
        Fact fact = Qualification.of(acme.history()).facts().get(FOLLOW_UP_AGREED);

        // Then
        assertThat(fact.value()).isEqualTo("true");
        assertThat(fact.source()).isEqualTo("pbx-1");
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, true"})
    void nothingIsImplied_whereTheCallItselfSpeaks(String said, String known) {
        // Given
        CallFacts call = Calls.saying(
                Calls.agreeingOnFollowUp("pbx-1", Customers.TODAY, "2026-11-25T10:00:00"),
                Map.of(FOLLOW_UP_AGREED, said));

        // When
        Qualification qualification = Qualification.of(acme().with(call).history());

        // Then
        assertThat(qualification.value(FOLLOW_UP_AGREED)).isEqualTo(known);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"NO_NEED", "RJ", "BL"})
    void refusalImpliesThatTheContactOpposes(Outcome refusal) {
        // Given
        CallFacts call = Calls.with(refusal, Role.UB, "pbx-1", Customers.TODAY);
        CallFacts speaking = Calls.saying(call, Map.of(UB_STANCE, "reached"));

        // When
        Qualification implied = Qualification.of(acme().with(call).history());
        Qualification said = Qualification.of(acme().with(speaking).history());

        // Then
        assertThat(implied.facts()).containsOnlyKeys(UB_STANCE);
        assertThat(implied.value(UB_STANCE)).isEqualTo("opposes");
        assertThat(said.value(UB_STANCE)).isEqualTo("reached");
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            mode = Mode.EXCLUDE,
            names = {"NO_NEED", "RJ", "BL"})
    void otherOutcomesImplyNothing(Outcome outcome) {
        // Given
        CallFacts call = Calls.with(outcome, Role.UB, "pbx-1", Customers.TODAY);

        // When
        Qualification known = Qualification.of(acme().with(call).history());

        // Then
        assertThat(known.facts()).isEmpty();
    }

    @Test
    void refusalOfNobodyInParticularImpliesNothing() {
        // Given
        CallFacts call = Calls.with(Outcome.NO_NEED, "pbx-1", Customers.TODAY);

        // When
        Qualification known = Qualification.of(acme().with(call).history());

        // Then
        assertThat(known.facts()).isEmpty();
    }

    @Test
    void treeHasEveryMember() {
        // When
        Map<String, Object> nothing = Qualification.of(acme().history()).toTree();

        // Then
        assertThat(nothing.toString())
                .isEqualTo("{keyPersons={EB={stance=unknown, need=unknown, objections=unknown},"
                        + " UB={stance=unknown, need=unknown, objections=unknown},"
                        + " TB={stance=unknown, need=unknown, objections=unknown}},"
                        + " competitors=unknown, budget=unknown, procurement=unknown, quote=none,"
                        + " decisionDate=null, followUpAgreed=false}");
    }

    @Test
    void sameCallTwiceCountsOnce_butTwoDifferentOnesOfOneIdAreRefused() {
        // Given
        CallFacts call = Calls.with(Outcome.D, "pbx-1", Customers.TODAY);
        CallFacts other = Calls.with(Outcome.C, "pbx-1", Customers.TODAY);

        // Then
        assertThat(acme().with(call, call).history())
                .isEqualTo(acme().with(call).history());
        assertThatThrownBy(() -> acme().with(call, other).history())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pbx-1");
    }
}
