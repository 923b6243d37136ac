package io.tierline.analytics.rates.domain;

import java.time.Instant;

/**
 * What a call agreed for later, and what has become of that.
 *
 * @param followUpAt when the customer is to be called again, as it holds now; null when that was not agreed
 * @param followUpCancelled nobody is to call after all
 * @param meetingAt when they meet, as it holds now; null when that was not agreed
 * @param meetingResult null while nobody has said it
 * @param meetingMoves how often the meeting was moved to another time, 0 or more
 */
public record Agenda(
        Instant followUpAt,
        boolean followUpCancelled,
        Instant meetingAt,
        MeetingResult meetingResult,
        int meetingMoves) {

    /** Nothing was agreed. */
    public static final Agenda NOTHING = new Agenda(null, false, null, null, 0);
}
