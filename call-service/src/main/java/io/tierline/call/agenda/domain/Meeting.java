package io.tierline.call.agenda.domain;

import io.tierline.call.calls.domain.Call;
import io.tierline.call.calls.domain.MeetingResult;
import java.time.Instant;

/**
 * A meeting that a call booked.
 *
 * @param agreed its {@code at} is when the meeting is
 * @param result what became of it; null while it is open
 * @param moves how often it was moved
 */
public record Meeting(Agreement agreed, MeetingResult result, int moves) {

    /** How far it is. */
    public enum State {
        /** Nobody has said what became of it. */
        OPEN,
        /** They met. */
        HELD,
        /** Somebody did not come. */
        MISSED
    }

    /** The meeting of a call that booked one. */
    public static Meeting of(Call call) {
        return new Meeting(
                new Agreement(
                        call.callId(),
                        call.revision().number(),
                        call.attribution().customerId(),
                        call.attribution().contactRole(),
                        call.phone(),
                        call.attribution().rep(),
                        call.attribution().team(),
                        call.outcome(),
                        call.summary().reason(),
                        call.summary().meetingAt(),
                        call.meetingAt()),
                call.agenda().meetingResult(),
                call.agenda().meetingMoves());
    }

    /** How far it is. */
    public State state() {
        return result == null ? State.OPEN : result == MeetingResult.HELD ? State.HELD : State.MISSED;
    }

    /** Whether its time has come and nobody has said what became of it. */
    public boolean unreported(Instant now) {
        return result == null && !now.isBefore(agreed.at());
    }
}
