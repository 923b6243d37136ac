package io.tierline.grading.grades.domain;

import static io.tierline.grading.grades.domain.Calls.at;
import static io.tierline.grading.grades.domain.Customers.TODAY;
import static io.tierline.grading.grades.domain.Customers.acme;
import static io.tierline.grading.grades.domain.Customers.acmeKnownFor;
import static io.tierline.grading.grades.domain.Field.BUDGET;
import static io.tierline.grading.grades.domain.Field.COMPETITORS;
import static io.tierline.grading.grades.domain.Field.DECISION_DATE;
import static io.tierline.grading.grades.domain.Field.EB_STANCE;
import static io.tierline.grading.grades.domain.Field.QUOTE;
import static io.tierline.grading.grades.domain.Field.TB_STANCE;
import static io.tierline.grading.grades.domain.Field.UB_STANCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.grading.grades.domain.Grade.Basis;
import io.tierline.grading.grades.domain.Grade.Held;
import io.tierline.grading.standards.domain.Language;
import io.tierline.grading.standards.domain.Outcome;
import io.tierline.grading.standards.domain.Role;
import io.tierline.grading.standards.domain.Standard;
import io.tierline.grading.standards.domain.Standards;
import io.tierline.grading.standards.domain.Variable;
import io.tierline.grading.standards.domain.Verdict;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GraderTest {

    private static final Standard DEFAULT = Standards.byDefault();

    @Nested
    class DefaultStandard {

        @ParameterizedTest
        @CsvSource({
            // all that A takes, but one thing
            "A, EB_STANCE=approves, A",
            "A, TB_STANCE=approves, A",
            "A, TB_STANCE=opposes, A",
            "A, TB_STANCE=unknown, B",
            "A, UB_STANCE=reached, C",
            "A, EB_STANCE=reached, C",
            "A, EB_STANCE=reached;TB_STANCE=approves, B",
            "A, TB_NEED=known, B",
            "A, TB_OBJECTIONS=none, A",
            "A, TB_OBJECTIONS=handled, B",
            "A, COMPETITORS=known, B",
            "A, COMPETITORS=unknown, B",
            "A, BUDGET=unknown, D",
            "A, BUDGET=unknown;FOLLOW_UP_AGREED=false, none",
            "A, FOLLOW_UP_AGREED=false, A",
            "A, PROCUREMENT=clear, B",
            "A, PROCUREMENT=unknown, C",
            "A, QUOTE=negotiating, B",
            "A, QUOTE=none, B",
            "A, DECISION_DATE=unknown, B",
            "A, DECISION_DATE=2026-12-01, B",
            "A, DECISION_DATE=2026-11-30, A",
            "A, DECISION_DATE=2026-11-23, A",
            "A, DECISION_DATE=2026-11-22, A",
            // B
            "B, EB_STANCE=approves, B",
            "B, TB_STANCE=opposes, B",
            "B, PROCUREMENT=started, B",
            "B, UB_STANCE=reached, C",
            "B, UB_NEED=known, C",
            "B, UB_OBJECTIONS=none, B",
            "B, UB_OBJECTIONS=handled, C",
            "B, BUDGET=unknown, D",
            "B, PROCUREMENT=unknown, C",
            // C
            "C, EB_STANCE=approves, C",
            "C, FOLLOW_UP_AGREED=false, C",
            "C, EB_STANCE=reached, D",
            "C, EB_NEED=known, D",
            "C, EB_OBJECTIONS=none, C",
            "C, EB_OBJECTIONS=handled, D",
            "C, EB_OBJECTIONS=open, none",
            "C, BUDGET=unknown, D",
            // D
            "D, EB_STANCE=reached, D",
            "D, EB_STANCE=opposes, D",
            "D, EB_STANCE=unknown, none",
            "D, EB_NEED=unknown, none",
            "D, EB_OBJECTIONS=settled, D",
            "D, EB_OBJECTIONS=none, D",
            "D, EB_OBJECTIONS=open, none",
            "D, EB_OBJECTIONS=unknown, none",
            "D, FOLLOW_UP_AGREED=false, none",
        })
        void customerHasTheBestTierWhoseCriteriaAllHold(String enoughFor, String but, String expected) {
            // Given
            Map<Field, String> says = switch (enoughFor) {
                case "A" -> Customers.enoughForA();
                case "B" -> Customers.enoughForB();
                case "C" -> Customers.enoughForC();
                default -> Customers.enoughForD();
            };
            for (String change : but.split(";")) {
                says.put(Field.valueOf(change.split("=")[0]), change.split("=")[1]);
            }

            // When
            Grade grade = acmeKnownFor(says).gradedAt(TODAY, DEFAULT);

            // Then
            assertThat(grade.tier().orElse("none")).isEqualTo(expected);
            assertThat(grade.held().map(Held::basis)).isIn(Optional.empty(), Optional.of(Basis.CRITERIA));
        }

        @Test
        void unknownCustomerHasNoTier_andDIsNext() {
            // When
            Grade grade = acme().gradedAt(TODAY, DEFAULT);

            // Then
            assertThat(grade.held()).isEmpty();
            assertThat(grade.progress()).isEmpty();
            assertThat(grade.overdue()).isFalse();
            assertThat(grade.nextMoment()).isEmpty();
            assertThat(grade.next().orElseThrow().tier().code()).isEqualTo("D");
            assertThat(grade.next().orElseThrow().unmet()).hasSize(4);
        }

        @Test
        void nextIsTheBetterTier_withWhatItLacks() {
            // Given
            Map<Field, String> says = Customers.enoughForA();
            says.put(QUOTE, "negotiating");
            says.put(DECISION_DATE, "2026-12-24");

            // When
            Grade grade = acmeKnownFor(says).gradedAt(TODAY, DEFAULT);

            // Then
            assertThat(grade.tier()).contains("B");
            TierResult next = grade.next().orElseThrow();
            assertThat(next.tier().code()).isEqualTo("A");
            assertThat(next.unmet())
                    .extracting(result -> result.criterion().id(), result -> result.why(Language.EN))
                    .containsExactly(
                            tuple("quote", "quote: negotiating"),
                            tuple("decision", "decision date agreed: yes; days to the decision: 31"));
        }

        @Test
        void nothingIsNextAfterTheBest() {
            // When
            Grade grade = acmeKnownFor(Customers.enoughForA()).gradedAt(TODAY, DEFAULT);

            // Then
            assertThat(grade.tier()).contains("A");
            assertThat(grade.next()).isEmpty();
        }

        @Test
        void everyCriterionOfEveryTierIsAnswered() {
            // When
            Grade grade = acmeKnownFor(Customers.enoughForB()).gradedAt(TODAY, DEFAULT);

            // Then
            assertThat(grade.tiers())
                    .extracting(
                            result -> result.tier().code(),
                            TierResult::holds,
                            result -> result.criteria().size())
                    .containsExactly(
                            tuple("A", false, 8), tuple("B", true, 5), tuple("C", true, 4), tuple("D", true, 4));
        }
    }

    @Nested
    class Reasons {

        @Test
        void reasonNamesWhatWasRead_inBothLanguages() {
            // When
            CriterionResult persons = criterion(acmeKnownFor(Customers.enoughForB()), "A", "key-persons");

            // Then
            assertThat(persons.met()).isFalse();
            assertThat(persons.read())
                    .isEqualTo(Map.of(Variable.REACHED, List.of("EB", "UB"), Variable.APPROVING, List.of("EB", "UB")));
            assertThat(persons.why(Language.EN)).isEqualTo("reached: EB, UB; approving: EB, UB");
            assertThat(persons.why(Language.ZH_CN)).isEqualTo("已联系：EB、UB；认可：EB、UB");
        }

        @Test
        void wordsOfTheDomainAreTranslated() {
            // Given
            Customers acme = acmeKnownFor(Map.of(COMPETITORS, "ruled-out"));

            // Then
            assertThat(criterion(acme, "A", "competitors").why(Language.EN)).isEqualTo("competitors: ruled out");
            assertThat(criterion(acme, "A", "competitors").why(Language.ZH_CN)).isEqualTo("竞争对手：已排除");
            assertThat(criterion(acme, "A", "needs").why(Language.EN)).isEqualTo("needs confirmed: nobody");
            assertThat(criterion(acme, "D", "follow-up").why(Language.ZH_CN)).isEqualTo("已约定跟进：否");
        }

        @Test
        void evidenceIsWhoeverWonTheFieldsBehindTheVariables() {
            // Given
            Customers acme = acme().with(
                            Calls.saying(
                                    "pbx-1", "2026-11-20T09:00:00", Map.of(EB_STANCE, "reached", BUDGET, "confirmed")),
                            Calls.saying("pbx-2", "2026-11-21T09:00:00", Map.of(EB_STANCE, "approves")),
                            Calls.saying("pbx-0", "2026-11-22T09:00:00", Map.of(UB_STANCE, "opposes")))
                    .patched("01", "2026-11-21T10:00:00", Map.of(TB_STANCE, "reached"));

            // Then
            assertThat(criterion(acme, "A", "key-persons").evidence()).containsExactly("patch:01", "pbx-0", "pbx-2");
            assertThat(criterion(acme, "A", "budget").evidence()).containsExactly("pbx-1");
            assertThat(criterion(acme, "A", "quote").evidence()).isEmpty();
        }

        @Test
        void criterionThatCannotBeEvaluatedIsNotMet_andSaysWhy() {
            // Given
            Standard standard = Standards.withOneCriterion("profile.headCount >= 100");

            // When
            Grade unknown = acme().gradedAt(TODAY, standard);
            Grade known = acme().of(new Profile(Map.of("headCount", 100L))).gradedAt(TODAY, standard);

            // Then
            CriterionResult failed = unknown.tiers().get(0).criteria().get(0);
            assertThat(unknown.tier()).isEmpty();
            assertThat(failed.verdict()).isEqualTo(new Verdict.Failed("'headCount' is not known"));
            assertThat(failed.why(Language.EN))
                    .isEqualTo("profile: not known; could not be evaluated: 'headCount' is not known");
            assertThat(known.tier()).contains("X");
        }

        @Test
        void outcomesAreCounted_pendingCallsAreNot() {
            // Given
            Standard standard = Standards.withOneCriterion("outcomes.NA == 2 && outcomes.C == 0");
            Customers acme = acme().with(
                            Calls.with(Outcome.NA, "pbx-1", "2026-11-20T09:00:00"),
                            Calls.with(Outcome.NA, "pbx-2", "2026-11-21T09:00:00"),
                            Calls.pending("pbx-3", "2026-11-22T09:00:00"));

            // When
            CriterionResult result =
                    acme.gradedAt(TODAY, standard).tiers().get(0).criteria().get(0);

            // Then
            assertThat(result.met()).isTrue();
            assertThat(result.why(Language.EN)).isEqualTo("calls by outcome: NA 2");
        }

        @ParameterizedTest
        @CsvSource({"EB, true", "EB+UB, false", "EB+UB+TB, false", ", false"})
        void decisionRolesComeFromTheProfile(String process, boolean met) {
            // Given
            Standard standard = Standards.withOneCriterion("decisionRoles.all(role, role in approving)");
            Profile profile = process == null ? Profile.UNKNOWN : new Profile(Map.of("decisionProcess", process));

            // When
            Grade grade =
                    acmeKnownFor(Map.of(EB_STANCE, "approves")).of(profile).gradedAt(TODAY, standard);

            // Then
            assertThat(grade.tier().isPresent()).isEqualTo(met);
        }

        private static CriterionResult criterion(Customers customer, String tier, String id) {
            return customer.gradedAt(TODAY, DEFAULT).tiers().stream()
                    .filter(result -> result.tier().code().equals(tier))
                    .flatMap(result -> result.criteria().stream())
                    .filter(result -> result.criterion().id().equals(id))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Nested
    class OutcomeFloor {

        @ParameterizedTest
        @EnumSource(
                value = Outcome.class,
                names = {"C", "D"})
        void outcomeGivesItsTier_provisionally(Outcome outcome) {
            // When
            Grade grade =
                    acme().with(Calls.with(outcome, Role.EB, "pbx-1", TODAY)).gradedAt(TODAY, DEFAULT);

            // Then
            assertThat(grade.tier()).contains(outcome.name());
            assertThat(grade.held().orElseThrow().basis()).isEqualTo(Basis.OUTCOME);
            assertThat(grade.floor()).contains(new Floor(outcome.name(), at("2027-01-22T09:30:00"), "pbx-1"));
            assertThat(grade.progress()).contains(at(TODAY));
        }

        @ParameterizedTest
        @CsvSource({
            "2027-01-22T09:29:59.999999, C",
            "2027-01-22T09:30:00, none",
            "2027-01-22T09:30:00.000001, none",
        })
        void floorEndsAfterItsDays(String now, String tier) {
            // When
            Grade grade = acme().with(Calls.with(Outcome.C, "pbx-1", TODAY)).gradedAt(now, DEFAULT);

            // Then
            assertThat(grade.tier().orElse("none")).isEqualTo(tier);
            assertThat(grade.progress().isPresent()).isEqualTo(tier.equals("C"));
        }

        @Test
        void daysAreThoseOfTheCalendar_notOf24Hours() {
            // Given: summer time ends in between
            Customers acme = acme().with(Calls.with(Outcome.C, "pbx-1", "2026-09-01T09:30:00+02:00"));

            // When
            Grade grade = acme.gradedAt("2026-09-01T10:00:00+02:00", DEFAULT, ZoneId.of("Europe/Berlin"));

            // Then
            assertThat(grade.floor().orElseThrow().until()).isEqualTo(at("2026-10-31T09:30:00+01:00"));
        }

        @Test
        void bestFloorIsTheOneShown_andTheLongestOfEqualOnes() {
            // Given
            Customers acme = acme().with(
                            Calls.with(Outcome.C, "pbx-1", "2026-11-01T09:00:00"),
                            Calls.with(Outcome.C, "pbx-2", "2026-11-02T09:00:00"),
                            Calls.with(Outcome.D, "pbx-3", "2026-11-03T09:00:00"));

            // When
            Grade grade = acme.gradedAt(TODAY, DEFAULT);

            // Then
            assertThat(grade.floor().orElseThrow().callId()).isEqualTo("pbx-2");
            assertThat(grade.progress()).contains(at("2026-11-03T09:00:00"));
        }

        @Test
        void betterCriteriaBeatTheFloor_andLessGoodOnesDoNot() {
            // Given
            CallFacts meeting = Calls.with(Outcome.C, "pbx-9", TODAY);

            // Then
            Held b = acmeKnownFor(Customers.enoughForB())
                    .with(meeting)
                    .gradedAt(TODAY, DEFAULT)
                    .held()
                    .orElseThrow();
            assertThat(b.tier().code()).isEqualTo("B");
            assertThat(b.basis()).isEqualTo(Basis.CRITERIA);
            Held c = acmeKnownFor(Customers.enoughForC())
                    .with(meeting)
                    .gradedAt(TODAY, DEFAULT)
                    .held()
                    .orElseThrow();
            assertThat(c.tier().code()).isEqualTo("C");
            assertThat(c.basis()).isEqualTo(Basis.CRITERIA);
            Held d = acmeKnownFor(Customers.enoughForD())
                    .with(meeting)
                    .gradedAt(TODAY, DEFAULT)
                    .held()
                    .orElseThrow();
            assertThat(d.tier().code()).isEqualTo("C");
            assertThat(d.basis()).isEqualTo(Basis.OUTCOME);
        }

        @ParameterizedTest
        @CsvSource({
            // who agreed, who refused later, what is left
            "EB, EB, none",
            "UB, EB, none",
            "TB, EB, none",
            "none, EB, none",
            "EB, UB, C",
            "UB, UB, none",
            "TB, UB, C",
            "none, UB, C",
            "EB, TB, C",
            "TB, TB, none",
            "EB, none, C",
            "UB, none, C",
            "none, none, none",
        })
        void refusalTakesAwayWhatTheSameRoleGave_andTheEconomicBuyersEverything(
                String giving, String refusing, String left) {
            for (Outcome refusal : List.of(Outcome.NO_NEED, Outcome.RJ, Outcome.BL)) {
                // Given
                Customers acme = acme().with(
                                Calls.with(refusal, role(refusing), "pbx-2", "2026-11-23T09:00:00"),
                                Calls.with(Outcome.C, role(giving), "pbx-1", "2026-11-22T09:00:00"));

                // When
                Grade grade = acme.gradedAt(TODAY, DEFAULT);

                // Then
                assertThat(grade.tier().orElse("none")).isEqualTo(left);
            }
        }

        @ParameterizedTest
        @CsvSource({
            // the refusal's id and start against pbx-5 at 09:00: only a later one takes away
            "pbx-5a, 2026-11-22T09:00:00, none",
            "pbx-4, 2026-11-22T09:00:00, C",
            "pbx-4, 2026-11-22T09:00:00.000001, none",
            "pbx-9, 2026-11-22T08:59:59.999999, C",
        })
        void onlyALaterRefusalTakesAway(String id, String startedAt, String left) {
            // Given
            Customers acme = acme().with(
                            Calls.with(Outcome.NO_NEED, Role.EB, id, startedAt),
                            Calls.with(Outcome.C, Role.EB, "pbx-5", "2026-11-22T09:00:00"));

            // When
            Grade grade = acme.gradedAt(TODAY, DEFAULT);

            // Then
            assertThat(grade.tier().orElse("none")).isEqualTo(left);
        }

        @ParameterizedTest
        @EnumSource(
                value = Outcome.class,
                names = {"NA", "WN", "CUT", "FOLLOW_UP"})
        void outcomeWithoutARuleChangesNothing(Outcome outcome) {
            // Given
            Customers acme = acme().with(
                            Calls.with(Outcome.C, Role.EB, "pbx-1", "2026-11-22T09:00:00"),
                            Calls.with(outcome, Role.EB, "pbx-2", "2026-11-23T09:00:00"));

            // When
            Grade grade = acme.gradedAt(TODAY, DEFAULT);

            // Then
            assertThat(grade.tier()).contains("C");
        }

        @Test
        void missedMeetingTakesAwayItsOwnCallsFloorAlone() {
            // Given
            CallFacts missed = Calls.missingItsMeeting(Calls.with(Outcome.C, Role.EB, "pbx-2", "2026-11-22T09:00:00"));
            CallFacts earlier = Calls.with(Outcome.D, Role.EB, "pbx-1", "2026-11-21T09:00:00");

            // When
            Grade alone = acme().with(missed).gradedAt(TODAY, DEFAULT);
            Grade both = acme().with(missed, earlier).gradedAt(TODAY, DEFAULT);

            // Then
            assertThat(alone.tier()).isEmpty();
            assertThat(alone.progress()).isEmpty();
            assertThat(both.tier()).contains("D");
            assertThat(both.floor().orElseThrow().callId()).isEqualTo("pbx-1");
        }

        @Test
        void newMeetingAfterARefusalStands() {
            // Given
            Customers acme = acme().with(
                            Calls.with(Outcome.C, Role.EB, "pbx-1", "2026-11-20T09:00:00"),
                            Calls.with(Outcome.RJ, Role.EB, "pbx-2", "2026-11-21T09:00:00"),
                            Calls.with(Outcome.C, Role.UB, "pbx-3", "2026-11-22T09:00:00"));

            // When
            Grade grade = acme.gradedAt(TODAY, DEFAULT);

            // Then
            assertThat(grade.floor().orElseThrow().callId()).isEqualTo("pbx-3");
        }

        private static Optional<Role> role(String name) {
            return name.equals("none") ? Optional.empty() : Optional.of(Role.valueOf(name));
        }
    }

    @Nested
    class Clock {

        @ParameterizedTest
        @CsvSource({
            "2026-11-30T23:59:59.999999, false",
            "2026-12-01T00:00:00, false",
            "2026-12-01T00:00:00.000001, true",
        })
        void customerIsOverdue_afterTheEndOfTheLocalDay(String now, boolean overdue) {
            // Given: A allows 7 days, the decision lies ahead
            Map<Field, String> says = Customers.enoughForA();
            says.put(DECISION_DATE, "2026-12-05");

            // When
            Grade grade = acmeKnownFor(says).gradedAt(now, DEFAULT);

            // Then
            assertThat(grade.tier()).contains("A");
            assertThat(grade.held().orElseThrow().due()).contains(at("2026-12-01T00:00:00"));
            assertThat(grade.overdue()).isEqualTo(overdue);
        }

        @ParameterizedTest
        @CsvSource({
            // zone, progress, due 7 days later
            "Asia/Shanghai, 2026-11-23T23:59:59+08:00, 2026-12-01T00:00:00+08:00",
            "Asia/Shanghai, 2026-11-24T00:00:00+08:00, 2026-12-02T00:00:00+08:00",
            // the same moment is another day elsewhere
            "UTC, 2026-11-24T00:00:00+08:00, 2026-12-01T00:00:00Z",
            // summer time ends on 25 October, begins on 28 March
            "Europe/Berlin, 2026-10-20T10:00:00+02:00, 2026-10-28T00:00:00+01:00",
            "Europe/Berlin, 2027-03-24T10:00:00+01:00, 2027-04-01T00:00:00+02:00",
            // on 6 September 2026 the day begins at one o'clock in Chile
            "America/Santiago, 2026-08-29T10:00:00-04:00, 2026-09-06T01:00:00-03:00",
        })
        void dueIsTheEndOfADayWhereTheCompanyIs(String zone, String progress, String due) {
            // Given
            Customers acme = acme().with(Calls.saying("pbx-1", progress, Customers.enoughForA()));

            // When
            Grade grade = acme.gradedAt(progress, DEFAULT, ZoneId.of(zone));

            // Then
            assertThat(grade.tiers().get(0).due()).contains(at(due));
        }

        @Test
        void progressIsTheLatestSinceOfPositiveFacts() {
            // Given
            Customers acme = acme().with(
                            Calls.saying(
                                    "pbx-1", "2026-11-01T09:00:00", Map.of(EB_STANCE, "approves", BUDGET, "confirmed")),
                            Calls.saying("pbx-2", "2026-11-10T09:00:00", Map.of(BUDGET, "confirmed")),
                            Calls.saying("pbx-3", "2026-11-11T09:00:00", Map.of(UB_STANCE, "opposes")),
                            Calls.saying("pbx-4", "2026-11-05T09:00:00", Map.of(QUOTE, "offered")),
                            Calls.saying("pbx-5", "2026-11-12T09:00:00", Map.of(QUOTE, "none")),
                            Calls.saying("pbx-6", "2026-11-03T09:00:00", Map.of(COMPETITORS, "known")));

            // When
            Grade grade = acme.gradedAt(TODAY, DEFAULT);

            // Then
            assertThat(grade.progress()).contains(at("2026-11-03T09:00:00"));
        }

        @ParameterizedTest
        @CsvSource({
            "2026-11-23T09:29:59.999999, 2026-12-24T00:00:00",
            "2026-11-23T09:30:00, 2026-12-24T00:00:00",
            "2026-11-23T09:30:00.000001, 2027-01-03T00:00:00",
        })
        void extensionCounts_whenItWasRecordedAfterProgress(String recordedAt, String due) {
            // Given: B allows 30 days
            Customers acme = acmeKnownFor(Customers.enoughForB()).extended(recordedAt, 10);

            // When
            Grade grade = acme.gradedAt("2026-11-23T12:00:00", DEFAULT);

            // Then
            assertThat(grade.held().orElseThrow().due()).contains(at(due));
        }

        @Test
        void extensionsAddUp_andProgressEndsThem() {
            // Given
            Customers acme = acmeKnownFor(Customers.enoughForB())
                    .extended("2026-11-24T09:00:00", 10)
                    .extended("2026-11-25T09:00:00", 5);
            CallFacts progress = Calls.saying("pbx-2", "2026-11-26T09:00:00", Map.of(QUOTE, "offered"));

            // Then
            assertThat(acme.gradedAt("2026-11-27T09:00:00", DEFAULT)
                            .held()
                            .orElseThrow()
                            .due())
                    .contains(at("2027-01-08T00:00:00"));
            assertThat(acme.with(progress)
                            .gradedAt("2026-11-27T09:00:00", DEFAULT)
                            .held()
                            .orElseThrow()
                            .due())
                    .contains(at("2026-12-27T00:00:00"));
        }

        @ParameterizedTest
        @CsvSource({
            "2026-12-01T00:00:00, A, false",
            "2026-12-01T00:00:00.000001, B, false",
            "2026-12-24T00:00:00, B, false",
            "2026-12-24T00:00:00.000001, C, false",
            "2027-01-23T00:00:00, C, false",
            "2027-01-23T00:00:00.000001, C, true",
        })
        void customerLosesTiersThatDemote_andKeepsThoseThatFlag(String now, String tier, boolean overdue) {
            // Given: A allows 7 days, B 30, C 60
            Map<Field, String> says = Customers.enoughForA();
            says.put(DECISION_DATE, "2027-12-31");
            Standard standard = Standards.byDefaultBut(tree -> {
                Standards.tier(tree, "A").put("decisionWithinDays", null);
                Standards.tier(tree, "A").put("onStale", "demote");
                Standards.tier(tree, "B").put("onStale", "demote");
            });

            // When
            Grade grade = acmeKnownFor(says).gradedAt(now, standard);

            // Then
            assertThat(grade.tier()).contains(tier);
            assertThat(grade.overdue()).isEqualTo(overdue);
        }

        @Test
        void floorDoesNotSaveATierThatDemotes() {
            // Given: the floor outlives the tier's clock
            Standard standard = Standards.byDefaultBut(tree -> {
                Standards.tier(tree, "C").put("onStale", "demote");
                Standards.tier(tree, "C").put("staleAfterDays", 14);
            });
            Customers acme = acme().with(Calls.with(Outcome.C, "pbx-1", TODAY));

            // When
            Grade before = acme.gradedAt("2026-12-08T00:00:00", standard);
            Grade after = acme.gradedAt("2026-12-08T00:00:00.000001", standard);

            // Then
            assertThat(before.tier()).contains("C");
            assertThat(after.tier()).contains("D");
            assertThat(after.next().orElseThrow().stale()).isTrue();
        }

        @ParameterizedTest
        @CsvSource({
            "2026-11-24T23:59:59.999999, false",
            "2026-11-25T00:00:00, true",
        })
        void customerIsOverdue_whenItsDecisionDateHasPassed(String now, boolean overdue) {
            // Given
            Map<Field, String> says = Customers.enoughForA();
            says.put(DECISION_DATE, "2026-11-24");

            // When
            Grade grade = acmeKnownFor(says).gradedAt(now, DEFAULT);

            // Then
            assertThat(grade.tier()).contains("A");
            assertThat(grade.overdue()).isEqualTo(overdue);
        }

        @ParameterizedTest
        @CsvSource({
            "2026-11-22T23:59:59.999999, B",
            "2026-11-23T00:00:00, A",
        })
        void decisionComesNear_atLocalMidnight(String now, String tier) {
            // Given: the decision is agreed for 30 November, A wants it at most 7 days ahead
            Customers acme = acme().with(Calls.saying("pbx-1", "2026-11-20T09:30:00", Customers.enoughForA()));

            // When
            Grade grade = acme.gradedAt(now, DEFAULT);

            // Then
            assertThat(grade.tier()).contains(tier);
        }

        @Test
        void tierWithoutAClockIsNeverDue() {
            // When
            Grade grade = acmeKnownFor(Customers.enoughForD()).gradedAt("2036-11-23T09:30:00", DEFAULT);

            // Then
            assertThat(grade.tier()).contains("D");
            assertThat(grade.held().orElseThrow().due()).isEmpty();
            assertThat(grade.overdue()).isFalse();
        }
    }

    @Nested
    class NextMoment {

        @Test
        void isTheEndOfTheFloor() {
            // Given
            Customers acme = acme().with(
                            Calls.with(Outcome.D, "pbx-1", "2026-11-20T09:00:00"),
                            Calls.with(Outcome.C, "pbx-2", "2026-11-21T09:00:00"));

            // Then: the lesser floor matters, too, for progress counts from it
            assertThat(acme.gradedAt(TODAY, DEFAULT).nextMoment()).contains(at("2027-01-19T09:00:00"));
            assertThat(acme.gradedAt("2027-01-19T09:00:00", DEFAULT).nextMoment())
                    .contains(at("2027-01-20T09:00:00"));
            assertThat(acme.gradedAt("2027-01-20T09:00:00", DEFAULT).nextMoment())
                    .isEmpty();
        }

        @Test
        void isJustAfterTheTierHeldIsDue() {
            // Given
            Customers acme = acmeKnownFor(Customers.enoughForB());

            // Then
            assertThat(acme.gradedAt(TODAY, DEFAULT).nextMoment()).contains(at("2026-12-24T00:00:00.000001"));
            assertThat(acme.gradedAt("2026-12-24T00:00:00", DEFAULT).nextMoment())
                    .contains(at("2026-12-24T00:00:00.000001"));
            assertThat(acme.gradedAt("2026-12-24T00:00:00.000001", DEFAULT).nextMoment())
                    .isEmpty();
        }

        @Test
        void isTheNextMidnight_whenADecisionDateIsSet() {
            // Given
            Customers acme = acmeKnownFor(Map.of(DECISION_DATE, "2026-12-24"));

            // Then
            assertThat(acme.gradedAt(TODAY, DEFAULT).nextMoment()).contains(at("2026-11-24T00:00:00"));
            assertThat(acme.gradedAt("2026-11-24T00:00:00", DEFAULT).nextMoment())
                    .contains(at("2026-11-25T00:00:00"));
        }

        @Test
        void isTheMidnightAfterTheDecisionDate_whenTheStandardDoesNotCountTheDays() {
            // Given
            Standard standard = Standards.withOneCriterion("hasDecisionDate");
            Customers acme = acmeKnownFor(Map.of(DECISION_DATE, "2026-12-24"));

            // Then
            assertThat(acme.gradedAt(TODAY, standard).nextMoment()).contains(at("2026-12-25T00:00:00"));
            assertThat(acme.gradedAt("2026-12-25T00:00:00", standard).nextMoment())
                    .isEmpty();
            assertThat(acme.gradedAt("2026-12-25T00:00:00", standard).overdue()).isTrue();
        }
    }

    @Nested
    class Status {

        @ParameterizedTest
        @EnumSource(
                value = State.class,
                names = {"WON", "LOST", "DISQUALIFIED"})
        void closedCustomerHasNoTier_butItsCriteriaAreStillAnswered(State state) {
            // When
            Grade grade = acmeKnownFor(Customers.enoughForA()).now(state).gradedAt(TODAY, DEFAULT);

            // Then
            assertThat(grade.held()).isEmpty();
            assertThat(grade.overdue()).isFalse();
            assertThat(grade.next()).isEmpty();
            assertThat(grade.nextMoment()).isEmpty();
            assertThat(grade.tiers().get(0).criteriaMet()).isTrue();
        }

        @ParameterizedTest
        @CsvSource({
            "2026-11-23T09:30:00, A",
            "2026-11-23T09:30:00.000001, none",
        })
        void newRoundCountsFromItsStart(String roundStart, String tier) {
            // Given
            Customers acme = acmeKnownFor(Customers.enoughForA()).inRoundFrom(roundStart);

            // When
            Grade grade = acme.gradedAt("2026-11-23T12:00:00", DEFAULT);

            // Then
            assertThat(grade.tier().orElse("none")).isEqualTo(tier);
        }

        @Test
        void newRoundForgetsFactsFloorsAndExtensionsOfTheOldOne() {
            // Given
            Customers acme = acmeKnownFor(Customers.enoughForA())
                    .with(Calls.with(Outcome.C, Role.EB, "pbx-2", "2026-11-24T09:00:00"))
                    .patched("01", "2026-11-24T10:00:00", Map.of(QUOTE, "confirmed"))
                    .inRoundFrom("2026-12-01T00:00:00")
                    .with(Calls.with(Outcome.D, Role.UB, "pbx-3", "2026-12-02T09:00:00"));

            // When
            Grade grade = acme.gradedAt("2026-12-02T12:00:00", DEFAULT);

            // Then
            assertThat(grade.tier()).contains("D");
            assertThat(grade.qualification().facts()).isEmpty();
            assertThat(grade.floor().orElseThrow().callId()).isEqualTo("pbx-3");
        }
    }

    @Nested
    class AsOf {

        @ParameterizedTest
        @CsvSource({
            "2026-11-23T09:29:59.999999, none",
            "2026-11-23T09:30:00, D",
            "2026-11-24T09:29:59.999999, D",
            "2026-11-24T09:30:00, C",
        })
        void pastGradeKnowsWhatHadBeenObservedThen(String moment, String tier) {
            // Given
            History history = acmeKnownFor(Customers.enoughForD())
                    .patched("01", "2026-11-24T09:30:00", Customers.enoughForC())
                    .with(Calls.with(Outcome.RJ, Role.EB, "pbx-7", "2026-11-25T09:30:00"))
                    .history();

            // When
            Grade grade = Grader.grade(
                    history.asOf(at(moment), CustomerStatus.OPEN), DEFAULT, at(moment), Customers.SHANGHAI);

            // Then
            assertThat(grade.tier().orElse("none")).isEqualTo(tier);
        }

        @Test
        void extensionRecordedLaterDoesNotCount() {
            // Given
            History history = acmeKnownFor(Customers.enoughForB())
                    .extended("2026-11-25T09:00:00", 10)
                    .history();

            // When
            Grade grade = Grader.grade(
                    history.asOf(at("2026-11-24T09:00:00"), CustomerStatus.OPEN),
                    DEFAULT,
                    at("2026-11-24T09:00:00"),
                    Customers.SHANGHAI);

            // Then
            assertThat(grade.held().orElseThrow().due()).contains(at("2026-12-24T00:00:00"));
        }
    }

    @Test
    void customerKeepsTier_whenTheSameCallArrivesTwice() {
        // Given
        CallFacts call = Calls.with(Outcome.C, Role.EB, "pbx-1", TODAY);

        // When
        Grade once = acme().with(call).gradedAt(TODAY, DEFAULT);
        Grade twice = acme().with(call, call).gradedAt(TODAY, DEFAULT);

        // Then
        assertThat(twice).isEqualTo(once);
    }

    @Test
    void lastCallOfARepIsTheLatestThatNamesOne() {
        // Given
        CallFacts robot = Calls.with(Outcome.NA, "pbx-9", "2026-11-24T09:00:00");
        CallFacts withoutRep = new CallFacts(
                robot.callId(),
                robot.startedAt(),
                robot.contactRole(),
                robot.outcome(),
                robot.followUpAt(),
                Optional.empty(),
                Optional.empty(),
                false,
                Statement.SILENT);
        Customers acme = acme().with(
                        withoutRep,
                        Calls.pending("pbx-2", "2026-11-23T09:00:00"),
                        Calls.pending("pbx-1", "2026-11-22T09:00:00"));

        // Then
        assertThat(acme.history().lastCallOfARep().map(CallFacts::callId)).contains("pbx-2");
    }
}
