package io.tierline.call.agenda.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.call.agenda.domain.FollowUp.DoneBy;
import io.tierline.call.agenda.domain.FollowUp.Standing;
import io.tierline.call.agenda.domain.FollowUp.Status;
import io.tierline.call.calls.domain.Outcome;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days are the company's: they end by its clocks, also when those change. */
class FollowUpTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant DUE = Instant.parse("2026-11-25T02:00:00Z");
    private static final Instant END_OF_DAY = Instant.parse("2026-11-25T16:00:00Z");
    private static final Instant JUST_BEFORE = END_OF_DAY.minusNanos(1_000);
    private static final DoneBy DONE = new DoneBy("pbx-2", DUE);

    @ParameterizedTest(name = "in {0} what is due at {1} is overdue from {2} on")
    @CsvSource({
        "Asia/Shanghai, 2026-11-25T02:00:00Z, 2026-11-25T16:00:00Z",
        // The first and the last moment of a day.
        "Asia/Shanghai, 2026-11-24T16:00:00Z, 2026-11-25T16:00:00Z",
        "Asia/Shanghai, 2026-11-25T15:59:59.999999Z, 2026-11-25T16:00:00Z",
        "Asia/Shanghai, 2026-11-25T16:00:00Z, 2026-11-26T16:00:00Z",
        // Days of 23 and of 25 hours.
        "Europe/Berlin, 2026-03-29T00:30:00Z, 2026-03-29T22:00:00Z",
        "Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-25T23:00:00Z",
        "America/New_York, 2026-03-08T06:59:59Z, 2026-03-09T04:00:00Z",
        "America/New_York, 2026-11-01T05:30:00Z, 2026-11-02T05:00:00Z",
        // A day that begins at one o'clock, for midnight is swallowed.
        "America/Santiago, 2026-09-05T15:00:00Z, 2026-09-06T04:00:00Z",
        // A day whose midnight is there twice.
        "America/Havana, 2026-10-31T16:00:00Z, 2026-11-01T04:00:00Z"
    })
    void dayEndsByTheCompanysClocks(ZoneId zone, Instant due, Instant end) {
        FollowUp open = followUp(due, false, null, null);

        assertThat(open.standing(end.minusNanos(1_000), zone)).isEqualTo(new Standing(Status.OPEN, null, false));
        assertThat(open.standing(end, zone)).isEqualTo(new Standing(Status.OPEN, false, true));
        assertThat(open.standing(end.plusNanos(1_000), zone)).isEqualTo(new Standing(Status.OPEN, false, true));
    }

    @Test
    void promiseIsKept_byAnAttemptBeforeTheEndOfTheDay() {
        assertThat(standing(JUST_BEFORE, null, END_OF_DAY.plusSeconds(1)))
                .isEqualTo(new Standing(Status.OPEN, true, true));
        assertThat(standing(END_OF_DAY, null, END_OF_DAY.plusSeconds(1)))
                .isEqualTo(new Standing(Status.OPEN, false, true));
        assertThat(standing(END_OF_DAY.plusNanos(1_000), null, END_OF_DAY.plusSeconds(1)))
                .isEqualTo(new Standing(Status.OPEN, false, true));
    }

    @Test
    void promiseIsKept_byAnAttemptBeforeItsTime() {
        assertThat(standing(DUE.minusSeconds(172_800), null, DUE.minusSeconds(86_400)))
                .isEqualTo(new Standing(Status.OPEN, true, false));
    }

    @Test
    void whatWasDoneIsNotOverdue_butMayBeBroken() {
        assertThat(standing(DUE, DONE, END_OF_DAY)).isEqualTo(new Standing(Status.DONE, true, false));
        assertThat(standing(END_OF_DAY, DONE, END_OF_DAY.plusSeconds(1)))
                .isEqualTo(new Standing(Status.DONE, false, false));
    }

    @Test
    void whatIsCancelledIsNeitherDoneNorBroken() {
        FollowUp cancelled = followUp(DUE, true, DUE, DONE);

        assertThat(cancelled.standing(END_OF_DAY.plusSeconds(1), SHANGHAI))
                .isEqualTo(new Standing(Status.CANCELLED, null, false));
    }

    @Test
    void whatWasSettledStandsAsItStoodThen_andIsCancelledIfItWasOpen() {
        Instant muchLater = END_OF_DAY.plusSeconds(864_000);

        assertThat(settled(null, null, JUST_BEFORE).standing(muchLater, SHANGHAI))
                .isEqualTo(new Standing(Status.CANCELLED, null, false));
        assertThat(settled(null, null, END_OF_DAY).standing(muchLater, SHANGHAI))
                .isEqualTo(new Standing(Status.CANCELLED, false, false));
        assertThat(settled(DUE, null, END_OF_DAY).standing(muchLater, SHANGHAI))
                .isEqualTo(new Standing(Status.CANCELLED, true, false));
        assertThat(settled(DUE, DONE, END_OF_DAY).standing(muchLater, SHANGHAI))
                .isEqualTo(new Standing(Status.DONE, true, false));
    }

    private static FollowUp settled(Instant attemptedAt, DoneBy doneBy, Instant at) {
        return new FollowUp(agreement(DUE), false, false, null, attemptedAt, doneBy, at);
    }

    @ParameterizedTest
    @CsvSource({
        "OVERDUE, , 2026-11-24T16:00:00Z",
        "TODAY, 2026-11-24T16:00:00Z, 2026-11-25T16:00:00Z",
        "TOMORROW, 2026-11-25T16:00:00Z, 2026-11-26T16:00:00Z",
        "WEEK, 2026-11-24T16:00:00Z, 2026-12-01T16:00:00Z"
    })
    void dayIsTheCompanys(Due due, Instant from, Instant to) {
        for (String now :
                new String[] {"2026-11-24T16:00:00Z", "2026-11-25T04:00:00Z", "2026-11-25T15:59:59.999999Z"}) {
            assertThat(due.at(Instant.parse(now), SHANGHAI)).as(now).isEqualTo(new Period(from, to));
        }
    }

    @ParameterizedTest
    @CsvSource({"2026-11-27T05:59:59.999999Z, false", "2026-11-27T06:00:00Z, true", "2026-11-27T06:00:00.000001Z, true"
    })
    void meetingIsUnreported_onceItsTimeHasComeAndNobodyHasSaidWhatBecameOfIt(Instant now, boolean unreported) {
        Meeting meeting = new Meeting(agreement(Instant.parse("2026-11-27T06:00:00Z")), null, 0);

        assertThat(meeting.unreported(now)).isEqualTo(unreported);
    }

    private static Standing standing(Instant attemptedAt, DoneBy doneBy, Instant now) {
        return followUp(DUE, false, attemptedAt, doneBy).standing(now, SHANGHAI);
    }

    private static FollowUp followUp(Instant due, boolean cancelled, Instant attemptedAt, DoneBy doneBy) {
        return new FollowUp(agreement(due), false, cancelled, null, attemptedAt, doneBy, null);
    }

    private static Agreement agreement(Instant at) {
        return new Agreement("pbx-1", 1, "acme", null, null, "li.wei", "east-1", Outcome.FOLLOW_UP, null, at, at);
    }
}
