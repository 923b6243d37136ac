package io.tierline.trials.model;

import static io.tierline.trials.model.Histories.json;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.trials.model.Grades.Call;
import io.tierline.trials.model.Grades.Extension;
import io.tierline.trials.model.Grades.Fact;
import io.tierline.trials.model.Grades.Grade;
import io.tierline.trials.model.Grades.History;
import io.tierline.trials.model.Standards.Standard;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradesTest {
    private static final Instant START = Instant.parse("2026-11-02T10:30:00Z");
    private static final String D_CRITERIA =
            "{'keyPersons':{'UB':{'stance':'reached','need':'known','objections':'handled'}},'followUpAgreed':true}";
    private static final String C_CRITERIA =
            "{'keyPersons':{'UB':{'stance':'approves','need':'confirmed','objections':'none'}},'budget':'confirmed'}";

    private final List<Fact> patches = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<Extension> extensions = new ArrayList<>();
    private String status = "open";
    private Instant roundStart;

    @Nested
    class Facts {
        @Test
        void latestObservationWins_whateverTheOrderOfArrival() {
            patch(2, "b", "{'budget':'confirmed'}");
            patch(1, "c", "{'budget':'unknown'}");
            assertThat(met("C")).contains("budget");
        }

        @ParameterizedTest
        @CsvSource({"patch:1, pbx-1, true", "patch:1, PBX-1, false", "patch:1, patch:2, true"})
        void greaterIdWins_whenObservedAtTheSameTime(String unknown, String confirmed, boolean isMet) {
            patch(1, confirmed, "{'budget':'confirmed'}");
            patch(1, unknown, "{'budget':'unknown'}");
            assertThat(met("C").contains("budget")).isEqualTo(isMet);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{'keyPersons':null}",
                    "{'keyPersons':{'UB':null}}",
                    "{'keyPersons':{'UB':{'need':null}}}",
                    "{'keyPersons':{'UB':{'need':'unknown'}}}"
                })
        void nothingIsKnown_whenALaterSourceSaysNull(String nothing) {
            patch(1, "a", C_CRITERIA);
            patch(2, "b", nothing);
            assertThat(met("C")).doesNotContain("needs");
        }

        @Test
        void nothingChanges_whenALaterSourceIsSilent() {
            patch(1, "a", C_CRITERIA);
            patch(2, "b", "{'keyPersons':{'UB':{},'EB':null}}");
            assertThat(grade().tier()).isEqualTo("C");
        }

        @Test
        void voidedCallSaysNothing() {
            calls.add(call("pbx-1", 1, "C", "UB").qualification(C_CRITERIA).voided().call);
            assertThat(grade()).isEqualTo(new Grade(null, null, null, null, false, grade().met()));
        }

        @Test
        void followUpIsAgreed_whenTheCallHasOne() {
            calls.add(call("pbx-1", 1, null, "UB").followUp().call);
            assertThat(met("D")).containsExactly("follow-up");
        }

        @Test
        void impliedFactGivesWay_toWhatTheCallSays() {
            calls.add(call("pbx-1", 1, "RJ", "UB")
                    .followUp()
                    .qualification("{'keyPersons':{'UB':{'stance':null}},'followUpAgreed':false}")
                    .call);
            assertThat(met("D")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"NO_NEED, UB, true", "RJ, UB, true", "BL, UB, true", "CUT, UB, false", "RJ, , false"})
        void roleOpposes_whenItRefused(String outcome, String role, boolean reached) {
            calls.add(call("pbx-1", 1, outcome, role).call);
            assertThat(met("D").contains("key-persons")).isEqualTo(reached);
            assertThat(grade().progress()).isNull();
        }
    }

    @Nested
    class Floors {
        @ParameterizedTest
        @CsvSource({"C, C", "D, D", "FOLLOW_UP, ", "NA, "})
        void outcomeGivesItsTier(String outcome, String tier) {
            calls.add(call("pbx-1", 1, outcome, "UB").call);
            assertThat(grade().tier()).isEqualTo(tier);
        }

        @Test
        void floorEnds_afterItsDays() {
            calls.add(call("pbx-1", 0, "C", "UB").call);
            Instant end = START.plus(Duration.ofDays(60));
            assertThat(grade(end.minusMillis(1)).tier()).isEqualTo("C");
            assertThat(grade(end).tier()).isNull();
            assertThat(grade(end).progress()).isNull();
        }

        @ParameterizedTest
        @CsvSource({"EB, UB, ", "EB, , ", "UB, UB, ", "UB, TB, C", "UB, EB, C", "UB, , C", ", UB, C", ", EB, C", ", , "
        })
        void refusalTakesAwayWhatItsRoleGave_thatOfTheEbEverything(String refusing, String given, String left) {
            calls.add(call("pbx-2", 2, "RJ", refusing).call);
            calls.add(call("pbx-1", 1, "C", given).call);
            assertThat(grade().tier()).isEqualTo(left);
        }

        @Test
        void refusalTakesNothingAway_whenItIsEarlier() {
            calls.add(call("pbx-2", 1, "D", "UB").call);
            calls.add(call("pbx-1", 1, "RJ", "EB").call);
            assertThat(grade().tier()).isEqualTo("D");
        }

        @Test
        void bestFloorThatIsLeftCounts() {
            calls.add(call("pbx-1", 1, "C", "TB").call);
            calls.add(call("pbx-2", 2, "D", "UB").call);
            assertThat(grade().tier()).isEqualTo("C");
            calls.add(call("pbx-3", 3, "NO_NEED", "TB").call);
            assertThat(grade().tier()).isEqualTo("D");
        }

        @Test
        void missedMeetingTakesAwayItsOwnFloorAlone() {
            calls.add(call("pbx-1", 1, "C", "UB").missed().call);
            calls.add(call("pbx-2", 2, "D", "UB").call);
            assertThat(grade().tier()).isEqualTo("D");
        }
    }

    @Nested
    class Progress {
        @Test
        void progressIsTheFirstOfTheRunOfEqualValues() {
            patch(1, "a", "{'budget':'confirmed'}");
            patch(2, "b", "{'budget':'unknown'}");
            patch(3, "c", "{'budget':'confirmed'}");
            patch(4, "d", "{'budget':'confirmed'}");
            assertThat(grade().progress()).isEqualTo(at(3));
        }

        @ParameterizedTest
        @CsvSource({
            "{'keyPersons':{'EB':{'stance':'opposes'}}}",
            "{'keyPersons':{'EB':{'objections':'open'}}}",
            "{'keyPersons':{'EB':{'objections':'none'}}}",
            "{'quote':'none'}",
            "{'followUpAgreed':false}",
            "{'budget':'unknown'}",
            "{'decisionDate':null}"
        })
        void nothingPositiveIsNoProgress(String fact) {
            patch(1, "a", fact);
            assertThat(grade().progress()).isNull();
        }

        @Test
        void callThatGivesAFloorIsProgress_whenItIsLater() {
            patch(1, "a", "{'budget':'confirmed'}");
            calls.add(call("pbx-1", 2, "D", "UB").call);
            assertThat(grade().progress()).isEqualTo(at(2));
            calls.add(call("pbx-2", 3, "RJ", "UB").call);
            assertThat(grade().progress()).isEqualTo(at(1));
        }
    }

    @Nested
    class Due {
        @ParameterizedTest
        @CsvSource({
            "UTC, 2027-01-02T00:00:00Z",
            "Asia/Shanghai, 2027-01-01T16:00:00Z",
            "Pacific/Kiritimati, 2027-01-02T10:00:00Z"
        })
        void dueIsTheEndOfTheLocalDay(String zone, Instant due) {
            patch(0, "a", C_CRITERIA);
            assertThat(Grades.grade(history(), Standards.DEFAULT, at(1), ZoneId.of(zone))
                            .due())
                    .isEqualTo(due);
        }

        @Test
        void overdue_onceDueHasPassed() {
            patch(0, "a", C_CRITERIA);
            Instant due = grade().due();
            assertThat(grade(due).overdue()).isFalse();
            assertThat(grade(due.plusMillis(1)).overdue()).isTrue();
            assertThat(grade(due.plusMillis(1)).tier()).isEqualTo("C");
        }

        @Test
        void extensionsMoveDue_whenGrantedAfterTheProgress() {
            patch(2, "a", C_CRITERIA);
            Instant due = grade().due();
            extensions.add(new Extension(at(2), 100));
            extensions.add(new Extension(at(2).plusMillis(1), 3));
            extensions.add(new Extension(at(4), 4));
            assertThat(grade().due()).isEqualTo(due.plus(Duration.ofDays(7)));
        }

        @Test
        void nothingIsDue_whereATierHasNoLimit() {
            patch(1, "a", D_CRITERIA);
            assertThat(grade().tier()).isEqualTo("D");
            assertThat(grade().due()).isNull();
            assertThat(grade(at(10_000)).overdue()).isFalse();
        }

        @Test
        void overdue_onceTheDecisionDateHasPassed() {
            patch(1, "a", D_CRITERIA);
            patch(1, "b", "{'decisionDate':'2026-11-05'}");
            Instant nextDay = Instant.parse("2026-11-06T00:00:00Z");
            assertThat(grade(nextDay.minusMillis(1)).overdue()).isFalse();
            assertThat(grade(nextDay).overdue()).isTrue();
        }
    }

    @Nested
    class Tiers {
        @ParameterizedTest
        @CsvSource({"2026-11-10, A", "2026-11-11, B", "2026-11-01, A"})
        void bestTierHolds_whileTheDecisionIsNear(String decision, String tier) {
            patch(
                    0,
                    "a",
                    "{'keyPersons':{'EB':{'stance':'approves','need':'confirmed','objections':'settled'},"
                            + "'UB':{'stance':'approves','need':'confirmed','objections':'none'},"
                            + "'TB':{'stance':'opposes','need':'confirmed','objections':'settled'}},"
                            + "'competitors':'ruled-out','budget':'confirmed','procurement':'started',"
                            + "'quote':'confirmed','decisionDate':'" + decision + "'}");
            assertThat(grade(at(1)).tier()).isEqualTo(tier);
        }

        @Test
        void basisIsCriteria_whenBothHold() {
            calls.add(call("pbx-1", 1, "C", "UB").qualification(C_CRITERIA).call);
            assertThat(grade().basis()).isEqualTo("criteria");
        }

        @Test
        void tierIsProvisional_whenOnlyTheFloorHolds() {
            calls.add(call("pbx-1", 1, "C", "UB").qualification(D_CRITERIA).call);
            assertThat(grade().tier()).isEqualTo("C");
            assertThat(grade().basis()).isEqualTo("outcome");
        }

        @Test
        void staleCustomerFallsToTheNextTierThatHolds() {
            calls.add(call("pbx-1", 0, "C", "UB").call);
            Instant due = grade(Standards.IMPATIENT, at(1)).due();
            assertThat(grade(Standards.IMPATIENT, due).tier()).isEqualTo("B");
            Grade after = grade(Standards.IMPATIENT, due.plusMillis(1));
            assertThat(after.tier()).isEqualTo("C");
            assertThat(after.overdue()).isFalse();
        }

        @ParameterizedTest
        @CsvSource({"won", "lost", "disqualified"})
        void closedCustomerHasNoTier(String closed) {
            patch(1, "a", C_CRITERIA);
            status = closed;
            assertThat(grade().tier()).isNull();
        }

        @Test
        void onlyTheNewRoundCounts_whenOneWasOpened() {
            patch(1, "a", C_CRITERIA);
            calls.add(call("pbx-1", 1, "C", "UB").call);
            patch(3, "b", D_CRITERIA.replace("UB", "EB"));
            roundStart = at(2);
            assertThat(grade().tier()).isEqualTo("D");
        }
    }

    private void patch(int day, String id, String qualification) {
        patches.addAll(Grades.facts(json(qualification), at(day), id));
    }

    private static CallOf call(String id, int day, String outcome, String role) {
        return new CallOf(new Call(id, "acme", at(day), outcome, role, false, null, false, null));
    }

    private record CallOf(Call call) {
        CallOf qualification(String text) {
            return of(call.voided(), call.followUpAt(), call.meetingMissed(), text);
        }

        CallOf voided() {
            return of(true, call.followUpAt(), call.meetingMissed(), text());
        }

        CallOf followUp() {
            return of(call.voided(), at(9), call.meetingMissed(), text());
        }

        CallOf missed() {
            return of(call.voided(), call.followUpAt(), true, text());
        }

        private String text() {
            return call.qualification() == null ? null : call.qualification().toString();
        }

        private CallOf of(boolean voided, Instant followUpAt, boolean missed, String qualification) {
            return new CallOf(new Call(
                    call.callId(),
                    call.customerId(),
                    call.startedAt(),
                    call.outcome(),
                    call.contactRole(),
                    voided,
                    followUpAt,
                    missed,
                    qualification == null ? null : json(qualification)));
        }
    }

    private static Instant at(int day) {
        return START.plus(Duration.ofDays(day));
    }

    private History history() {
        return new History(patches, calls, extensions, status, roundStart);
    }

    private Grade grade() {
        return grade(at(5));
    }

    private Grade grade(Instant now) {
        return grade(Standards.DEFAULT, now);
    }

    private Grade grade(Standard standard, Instant now) {
        return Grades.grade(history(), standard, now, UTC);
    }

    private Set<String> met(String tier) {
        return grade().met().get(tier);
    }
}
