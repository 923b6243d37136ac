package io.tierline.call.calls.domain;

import java.time.Instant;
import java.util.Objects;

/**
 * What has become of what a call agreed since its summary was written.
 *
 * @param followUpMovedTo when to call again instead of when the summary says; null while that stands
 * @param followUpCancelled whether nobody is to call again
 * @param cancelReason why not, in free words that never leave this service; null when nobody said, or it is not cancelled
 * @param meetingResult what became of the meeting; null while it is open
 * @param meetingMovedTo when the meeting is instead of when the summary says; null while that stands
 * @param meetingMoves how often the meeting was moved to another time
 */
public record Agenda(
        Instant followUpMovedTo,
        boolean followUpCancelled,
        String cancelReason,
        MeetingResult meetingResult,
        Instant meetingMovedTo,
        int meetingMoves) {

    /** Everything stands as the summary has it. */
    public static final Agenda AS_AGREED = new Agenda(null, false, null, null, null, 0);

    /**
     * The follow-up, open at this time; a cancelled one is opened again.
     *
     * @param agreed the summary that agreed it
     */
    public Agenda followUpAt(Instant at, Summary agreed) {
        return new Agenda(otherThan(agreed.followUpAt(), at), false, null, meetingResult, meetingMovedTo, meetingMoves);
    }

    /** The follow-up cancelled; the reason may be null. */
    public Agenda followUpCancelled(String reason) {
        return new Agenda(followUpMovedTo, true, reason, meetingResult, meetingMovedTo, meetingMoves);
    }

    /** The meeting with this result. */
    public Agenda meetingWas(MeetingResult result) {
        return new Agenda(followUpMovedTo, followUpCancelled, cancelReason, result, meetingMovedTo, meetingMoves);
    }

    /**
     * The meeting, open at this time, whatever was said of it before. It is a move unless that is its time already.
     *
     * @param agreed the summary that agreed it
     */
    public Agenda meetingAt(Instant at, Summary agreed) {
        Instant movedTo = otherThan(agreed.meetingAt(), at);
        int moves = Objects.equals(movedTo, meetingMovedTo) ? meetingMoves : meetingMoves + 1;
        return new Agenda(followUpMovedTo, followUpCancelled, cancelReason, null, movedTo, moves);
    }

    /** What is left of it when the summary is replaced: a part that is agreed anew, or no more, begins anew. */
    Agenda under(Summary former, Summary wanted) {
        boolean sameFollowUp = Objects.equals(former.followUpAt(), wanted.followUpAt());
        boolean sameMeeting = wanted.hasMeeting() && wanted.meetingAt().equals(former.meetingAt());
        return new Agenda(
                sameFollowUp ? followUpMovedTo : null,
                sameFollowUp && followUpCancelled,
                sameFollowUp ? cancelReason : null,
                sameMeeting ? meetingResult : null,
                sameMeeting ? meetingMovedTo : null,
                sameMeeting ? meetingMoves : 0);
    }

    /** The same without the reason. */
    Agenda withoutWords() {
        return new Agenda(followUpMovedTo, followUpCancelled, null, meetingResult, meetingMovedTo, meetingMoves);
    }

    private static Instant otherThan(Instant agreed, Instant at) {
        return at.equals(agreed) ? null : at;
    }
}
