package io.tierline.call.calls.domain;

import static io.tierline.call.calls.domain.Calls.MONDAY_MORNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What was agreed is moved, cancelled and met; a summary that agrees something else begins anew. */
class AgendaTest {

    private static final Instant LATER = MONDAY_MORNING.plusSeconds(600);
    private static final Instant OTHER_TIME = MONDAY_MORNING.plusSeconds(900_000);

    /** A target customer with a follow-up and a meeting. */
    private static final Call CALL = Calls.summarised(Outcome.C, 95);

    /** Both were moved, and the meeting was held. */
    private static final Call MOVED = metAfterMoves();

    private static Call metAfterMoves() {
        Call moved = changed(
                CALL, CALL.agenda().followUpAt(OTHER_TIME, CALL.summary()).meetingAt(OTHER_TIME, CALL.summary()));
        return changed(moved, moved.agenda().meetingWas(MeetingResult.HELD));
    }

    private static Call changed(Call call, Agenda agenda) {
        return call.scheduled(agenda, Change.MEETING_CHANGED, LATER, "li.wei");
    }

    @Test
    void everythingStandsAsTheSummaryHasIt_untilSomebodyChangesIt() {
        assertThat(CALL.agenda()).isEqualTo(Agenda.AS_AGREED);
        assertThat(CALL.followUpAt()).isEqualTo(CALL.summary().followUpAt());
        assertThat(CALL.meetingAt()).isEqualTo(CALL.summary().meetingAt());
    }

    @Test
    void changeIsARevision_thatLeavesTheSummary() {
        assertThat(MOVED.followUpAt()).isEqualTo(OTHER_TIME);
        assertThat(MOVED.meetingAt()).isEqualTo(OTHER_TIME);
        assertThat(MOVED.agenda().meetingResult()).isEqualTo(MeetingResult.HELD);
        assertThat(MOVED.agenda().meetingMoves()).isEqualTo(1);
        assertThat(MOVED.summary()).isEqualTo(CALL.summary());
        assertThat(MOVED.revision()).isEqualTo(new Revision(3, Change.MEETING_CHANGED, LATER, "li.wei"));
    }

    @Test
    void sameAgainIsNoChange() {
        assertThat(changed(MOVED, MOVED.agenda())).isSameAs(MOVED);
        assertThat(MOVED.agenda().followUpAt(OTHER_TIME, MOVED.summary())).isEqualTo(MOVED.agenda());
        assertThat(MOVED.agenda().meetingWas(MeetingResult.HELD)).isEqualTo(MOVED.agenda());
    }

    @Test
    void followUpIsOpenAgain_whenACancelledOneGetsATime() {
        // Given
        Agenda cancelled = CALL.agenda().followUpCancelled("closed down");

        // When
        Agenda agenda = cancelled.followUpAt(CALL.summary().followUpAt(), CALL.summary());

        // Then
        assertThat(cancelled.followUpCancelled()).isTrue();
        assertThat(cancelled.cancelReason()).isEqualTo("closed down");
        assertThat(agenda).isEqualTo(Agenda.AS_AGREED);
    }

    @Test
    void meetingIsOpenAgain_whenItIsMoved() {
        // When
        Agenda agenda = MOVED.agenda().meetingAt(CALL.summary().meetingAt(), CALL.summary());

        // Then
        assertThat(agenda.meetingResult()).isNull();
        assertThat(agenda.meetingMovedTo()).isNull();
        assertThat(agenda.meetingMoves()).isEqualTo(2);
    }

    @Test
    void moveToTheTimeThatItHasAnyway_takesTheResultBackAndIsNoMove() {
        assertThat(MOVED.agenda().meetingAt(OTHER_TIME, CALL.summary()))
                .isEqualTo(CALL.agenda().followUpAt(OTHER_TIME, CALL.summary()).meetingAt(OTHER_TIME, CALL.summary()));
        assertThat(CALL.agenda().meetingAt(CALL.summary().meetingAt(), CALL.summary()))
                .isEqualTo(Agenda.AS_AGREED);
    }

    @Test
    void summaryThatKeepsTheTimesLeavesIt() {
        Summary notes =
                summary(Outcome.C, CALL.summary().followUpAt(), CALL.summary().meetingAt());

        assertThat(MOVED.summarised(notes, SummaryCheckPolicy.DEFAULT, LATER, "li.wei")
                        .agenda())
                .isEqualTo(MOVED.agenda());
        assertThat(MOVED.voided(LATER, "chen.jie").agenda()).isEqualTo(MOVED.agenda());
    }

    @Test
    void summaryWithAnotherTime_beginsThatPartAnew() {
        Summary otherFollowUp = summary(Outcome.C, LATER, CALL.summary().meetingAt());
        Summary otherMeeting = summary(Outcome.C, CALL.summary().followUpAt(), LATER);
        Summary neither = summary(Outcome.C, null, null);

        Agenda afterFollowUp = MOVED.summarised(otherFollowUp, SummaryCheckPolicy.DEFAULT, LATER, "li.wei")
                .agenda();
        Agenda afterMeeting = MOVED.summarised(otherMeeting, SummaryCheckPolicy.DEFAULT, LATER, "li.wei")
                .agenda();

        assertThat(afterFollowUp.followUpMovedTo()).isNull();
        assertThat(afterFollowUp.meetingMoves()).isEqualTo(1);
        assertThat(afterMeeting).isEqualTo(CALL.agenda().followUpAt(OTHER_TIME, CALL.summary()));
        assertThat(MOVED.summarised(neither, SummaryCheckPolicy.DEFAULT, LATER, "li.wei")
                        .agenda())
                .isEqualTo(Agenda.AS_AGREED);
    }

    @Test
    void meetingBeginsAnew_whenTheOutcomeWasAnotherInBetween() {
        // Given
        Summary potential =
                summary(Outcome.D, CALL.summary().followUpAt(), CALL.summary().meetingAt());

        // When
        Call back = MOVED.summarised(potential, SummaryCheckPolicy.DEFAULT, LATER, "li.wei")
                .summarised(CALL.summary(), SummaryCheckPolicy.DEFAULT, LATER, "li.wei");

        // Then
        assertThat(back.meetingAt()).isEqualTo(CALL.summary().meetingAt());
        assertThat(back.agenda().meetingMoves()).isZero();
        assertThat(back.followUpAt()).isEqualTo(OTHER_TIME);
    }

    private static Summary summary(Outcome outcome, Instant followUpAt, Instant meetingAt) {
        return new Summary(outcome, "a word", null, followUpAt, meetingAt, null, null);
    }
}
