package io.tierline.call.calls.domain;

import static io.tierline.call.calls.domain.Calls.MONDAY_MORNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.call.directory.domain.Membership;
import io.tierline.call.directory.domain.Memberships;
import io.tierline.call.directory.domain.Roster;
import io.tierline.call.directory.domain.Roster.Id;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A telephony system tells of a call bit by bit; what people have said since stays. */
class ReportedCallTest {

    private static final Instant LATER = MONDAY_MORNING.plusSeconds(600);
    private static final CallReport RINGING = report("li.wei", MONDAY_MORNING, null, TelephonyResult.UNKNOWN);
    private static final CallReport ENDED = report("li.wei", MONDAY_MORNING, 95, TelephonyResult.ANSWERED);

    /** Li Wei has been in east-1 since this very moment. */
    private static final Roster ROSTER = new Roster(
            Map.of(
                    new Id("acme", "li.wei"),
                    new Memberships(List.of(
                            new Membership(Membership.ALWAYS, "north-3"), new Membership(MONDAY_MORNING, "east-1")))),
            Set.of());

    private static final Call CALL = Call.recorded(
            "acme",
            RINGING.asSubmission(),
            "acme",
            ContactRole.EB,
            Roster.EMPTY,
            SummaryCheckPolicy.DEFAULT,
            MONDAY_MORNING,
            "pbx");

    @Test
    void laterReportIsARevisionWithWhatWasMeasured() {
        // When
        Call ended = CALL.reported(RINGING, ENDED, "acme", Roster.EMPTY, SummaryCheckPolicy.DEFAULT, LATER, "pbx");

        // Then
        assertThat(ended.revision()).isEqualTo(new Revision(2, Change.REPORTED, LATER, "pbx"));
        assertThat(ended.talkSeconds()).isEqualTo(95);
        assertThat(ended.telephony().result()).isEqualTo(TelephonyResult.ANSWERED);
        assertThat(ended.previousCustomerId()).isNull();
    }

    @Test
    void reportThatSaysNothingNewChangesNothing() {
        Call ended = CALL.reported(RINGING, ENDED, "acme", Roster.EMPTY, SummaryCheckPolicy.DEFAULT, LATER, "pbx");

        assertThat(ended.reported(ENDED, ENDED, "acme", Roster.EMPTY, SummaryCheckPolicy.DEFAULT, LATER, "pbx"))
                .isSameAs(ended);
    }

    @Test
    void summaryOfTheRepStays() {
        // Given
        Call summarised = CALL.summarised(Calls.summary(Outcome.C), SummaryCheckPolicy.DEFAULT, LATER, "li.wei");

        // When
        Call ended =
                summarised.reported(RINGING, ENDED, "acme", Roster.EMPTY, SummaryCheckPolicy.DEFAULT, LATER, "pbx");

        // Then
        assertThat(ended.outcome()).isEqualTo(Outcome.C);
        assertThat(ended.summary()).isEqualTo(summarised.summary());
    }

    @Test
    void whomTheManagerGaveTheCallToKeepsIt() {
        // Given
        Call given = CALL.attributed(
                new Attribution("chen.jie", "east-1", "acme", ContactRole.EB, MONDAY_MORNING), LATER, "boss");

        // When
        Call ended = given.reported(
                RINGING,
                report("zhang.min", MONDAY_MORNING, 95, TelephonyResult.ANSWERED),
                "acme",
                Roster.EMPTY,
                SummaryCheckPolicy.DEFAULT,
                LATER,
                "pbx");

        // Then
        assertThat(ended.attribution().rep()).isEqualTo("chen.jie");
    }

    @Test
    void repAndTimeThatTheSystemTellsOnlyNowAreTaken() {
        // Given
        CallReport before = report(null, MONDAY_MORNING, null, TelephonyResult.UNKNOWN);
        Call call = Call.recorded(
                "acme",
                before.asSubmission(),
                "acme",
                null,
                Roster.EMPTY,
                SummaryCheckPolicy.DEFAULT,
                MONDAY_MORNING,
                "pbx");

        // When
        Call told = call.reported(
                before,
                report("li.wei", MONDAY_MORNING.minusSeconds(3), 95, TelephonyResult.ANSWERED),
                "acme",
                Roster.EMPTY,
                SummaryCheckPolicy.DEFAULT,
                LATER,
                "pbx");

        // Then
        assertThat(told.attribution().rep()).isEqualTo("li.wei");
        assertThat(told.attribution().startedAt()).isEqualTo(MONDAY_MORNING.minusSeconds(3));
    }

    @Test
    void callThatTurnsOutToBeAnotherCustomersMoves() {
        Call moved = CALL.reported(RINGING, ENDED, "initech", Roster.EMPTY, SummaryCheckPolicy.DEFAULT, LATER, "pbx");

        assertThat(moved.attribution().customerId()).isEqualTo("initech");
        assertThat(moved.previousCustomerId()).isEqualTo("acme");
    }

    @Test
    void teamFollowsTheRepWhomTheSystemTellsOnlyNow() {
        // Given
        CallReport before = report(null, MONDAY_MORNING, null, TelephonyResult.UNKNOWN);
        Call call = Call.recorded(
                "acme", before.asSubmission(), "acme", null, ROSTER, SummaryCheckPolicy.DEFAULT, MONDAY_MORNING, "pbx");

        // When
        Call told = call.reported(before, ENDED, "acme", ROSTER, SummaryCheckPolicy.DEFAULT, LATER, "pbx");

        // Then
        assertThat(call.attribution().team()).isNull();
        assertThat(told.attribution().team()).isEqualTo("east-1");
    }

    @Test
    void teamFollowsTheTimeThatTheSystemCorrects() {
        // Given
        Call call = Call.recorded(
                "acme",
                RINGING.asSubmission(),
                "acme",
                null,
                ROSTER,
                SummaryCheckPolicy.DEFAULT,
                MONDAY_MORNING,
                "pbx");

        // When
        Call told = call.reported(
                RINGING,
                report("li.wei", MONDAY_MORNING.minusSeconds(1), 95, TelephonyResult.ANSWERED),
                "acme",
                ROSTER,
                SummaryCheckPolicy.DEFAULT,
                LATER,
                "pbx");

        // Then
        assertThat(told.attribution().team()).isEqualTo("north-3");
    }

    @Test
    void teamThatAManagerGaveTheCallStays() {
        // Given
        Call given = Call.recorded(
                        "acme",
                        RINGING.asSubmission(),
                        "acme",
                        null,
                        ROSTER,
                        SummaryCheckPolicy.DEFAULT,
                        MONDAY_MORNING,
                        "pbx")
                .attributed(new Attribution("li.wei", "west-2", "acme", null, MONDAY_MORNING), LATER, "boss");

        // When
        Call told = given.reported(
                RINGING,
                report("li.wei", MONDAY_MORNING.minusSeconds(1), 95, TelephonyResult.ANSWERED),
                "acme",
                ROSTER,
                SummaryCheckPolicy.DEFAULT,
                LATER,
                "pbx");

        // Then
        assertThat(told.attribution().team()).isEqualTo("west-2");
    }

    private static CallReport report(String rep, Instant startedAt, Integer talkSeconds, TelephonyResult result) {
        return new CallReport(
                "fs:7f3a",
                "+8613800138000",
                "acme",
                ContactRole.EB,
                rep,
                null,
                Direction.OUTBOUND,
                startedAt,
                12,
                talkSeconds,
                null,
                new Telephony("freeswitch", result, "16", "gw-1", EndedBy.CUSTOMER));
    }
}
