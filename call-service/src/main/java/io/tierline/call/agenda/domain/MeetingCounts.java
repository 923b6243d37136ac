package io.tierline.call.agenda.domain;

import io.tierline.call.calls.domain.MeetingResult;
import java.time.Instant;

/**
 * How many meetings there are of each kind; each is one of held, missed, open and unreported.
 *
 * @param agreed all of them
 * @param open those still to come
 * @param unreported those whose time has come and nobody has said what became of them
 * @param moved those that were moved at least once
 */
public record MeetingCounts(int agreed, int held, int missed, int open, int unreported, int moved) {

    /** Of none. */
    public static final MeetingCounts NONE = new MeetingCounts(0, 0, 0, 0, 0, 0);

    /** With one more, as it stands now. */
    public MeetingCounts and(Meeting meeting, Instant now) {
        boolean isUnreported = meeting.unreported(now);
        return new MeetingCounts(
                agreed + 1,
                held + one(meeting.result() == MeetingResult.HELD),
                missed + one(meeting.result() == MeetingResult.MISSED),
                open + one(meeting.result() == null && !isUnreported),
                unreported + one(isUnreported),
                moved + one(meeting.moves() > 0));
    }

    private static int one(boolean counts) {
        return counts ? 1 : 0;
    }
}
