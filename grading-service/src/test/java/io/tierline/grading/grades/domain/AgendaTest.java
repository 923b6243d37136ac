package io.tierline.grading.grades.domain;

import static io.tierline.grading.grades.domain.Calls.at;
import static io.tierline.grading.grades.domain.Calls.with;
import static io.tierline.grading.grades.domain.Customers.SHANGHAI;
import static io.tierline.grading.grades.domain.Customers.TODAY;
import static io.tierline.grading.grades.domain.Customers.acme;
import static io.tierline.grading.grades.domain.Customers.acmeKnownFor;
import static io.tierline.grading.grades.domain.Customers.enoughForA;
import static io.tierline.grading.grades.domain.Customers.enoughForC;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.grading.standards.domain.Outcome;
import io.tierline.grading.standards.domain.Role;
import io.tierline.grading.standards.domain.Standards;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AgendaTest {

    private static final String LATER = "2026-11-24T09:30:00";
    private static final String DUE = "2026-11-25T10:00:00";

    @ParameterizedTest
    @EnumSource
    void onlyACallThatReachedSomebodyIsContact(Outcome outcome) {
        // Given
        Customers customer = acme().with(with(Outcome.CUT, "1", TODAY), with(outcome, "2", LATER));

        // When
        Agenda agenda = agenda(customer);

        // Then
        boolean reached = outcome != Outcome.NA && outcome != Outcome.WN;
        assertThat(agenda.lastContact()).isEqualTo(at(reached ? LATER : TODAY));
    }

    @ParameterizedTest
    @CsvSource({
        // who was promised, who was called later, how it went, whether the promise is open
        ",,FOLLOW_UP,false",
        ",,CUT,true",
        ",,NA,true",
        ",,WN,true",
        ",,RJ,false",
        ",UB,D,false",
        "EB,EB,D,false",
        "EB,UB,D,true",
        "EB,,D,true",
    })
    void promiseIsKept_byTheNextCallThatReachesTheSamePerson(
            Role promised, Role called, Outcome outcome, boolean open) {
        // Given
        CallFacts later = with(outcome, Optional.ofNullable(called), "2", LATER);

        // When
        List<FollowUp> followUps = FollowUp.open(List.of(later, promise("1", promised, TODAY, DUE, false)));

        // Then
        assertThat(followUps)
                .isEqualTo(open ? List.of(new FollowUp("1", Optional.ofNullable(promised), at(DUE))) : List.of());
    }

    @Test
    void promiseIsOpen_whenTheOnlyOtherCallWasBefore() {
        assertThat(FollowUp.open(List.of(with(Outcome.D, "0", TODAY), promise("1", null, LATER, DUE, false))))
                .hasSize(1);
    }

    @Test
    void promiseIsNotOpen_whenItWasCancelled() {
        assertThat(FollowUp.open(List.of(promise("1", null, TODAY, DUE, true)))).isEmpty();
    }

    @Test
    void earliestPromiseIsKept_whenThereAreSeveral() {
        // Given
        Customers customer = acme().with(
                        promise("1", Role.EB, TODAY, "2026-11-27T10:00:00", false),
                        promise("2", Role.UB, LATER, DUE, false));

        // Then
        assertThat(agenda(customer).followUp()).isEqualTo(at(DUE));
    }

    @Test
    void deadlineIsTheEarlierOfTheTiersTimeAndTheDecision() {
        // Tier A: seven days without progress, until the 30th; the decision is on the 30th, too, or sooner.
        Customers customer = acmeKnownFor(enoughForA());
        assertThat(agenda(customer).deadline()).isEqualTo(at("2026-12-01T00:00:00"));
        assertThat(agenda(customer.patched("1", LATER, Map.of(Field.DECISION_DATE, "2026-11-24")))
                        .deadline())
                .isEqualTo(at("2026-11-25T00:00:00"));
        assertThat(Agenda.of(
                                customer.history(),
                                customer.gradedAt(TODAY, Standards.byDefault(), ZoneOffset.UTC),
                                ZoneOffset.UTC)
                        .deadline())
                .isEqualTo(at("2026-11-25T00:00:00Z"));
    }

    @Test
    void thereIsNoDeadline_withoutATier() {
        assertThat(agenda(acme().patched("1", LATER, Map.of(Field.DECISION_DATE, "2026-11-24")))
                        .deadline())
                .isNull();
        assertThat(agenda(acmeKnownFor(enoughForC()).now(CustomerStatus.State.LOST))
                        .deadline())
                .isNull();
    }

    private static Agenda agenda(Customers customer) {
        return Agenda.of(customer.history(), customer.gradedAt(TODAY, Standards.byDefault()), SHANGHAI);
    }

    private static CallFacts promise(String id, Role role, String startedAt, String followUpAt, boolean cancelled) {
        return new CallFacts(
                id,
                at(startedAt),
                Optional.ofNullable(role),
                Optional.of(Outcome.FOLLOW_UP),
                Optional.of(at(followUpAt)),
                cancelled,
                Optional.of("li.wei"),
                Optional.of("east-1"),
                false,
                Statement.SILENT);
    }
}
