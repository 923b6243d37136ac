package io.tierline.call.calls.domain;

import java.time.Instant;

/**
 * A rep's summary of a call (外呼小结); every part may be null.
 *
 * @param outcome how the call went, in the rep's judgement
 * @param reason why, in a word or two
 * @param notes free text; never leaves this service
 * @param followUpAt when to call again
 * @param meetingAt when the meeting is
 * @param doNotCall the customer wants no more calls; null when nothing was said, which a call takes for no
 * @param qualification what was learned, as canonical JSON: members sorted, absent ones silent, null ones saying that
 *     nothing is known
 */
public record Summary(
        Outcome outcome,
        String reason,
        String notes,
        Instant followUpAt,
        Instant meetingAt,
        Boolean doNotCall,
        String qualification) {

    /** Whether a meeting was agreed: only a target customer is met. */
    public boolean hasMeeting() {
        return outcome == Outcome.C && meetingAt != null;
    }

    /** The same summary with nothing left open: no word about further calls means that they are welcome. */
    Summary withDefaults() {
        return doNotCall != null
                ? this
                : new Summary(outcome, reason, notes, followUpAt, meetingAt, false, qualification);
    }

    /** The same summary without what was said in free words. */
    Summary withoutWords() {
        return new Summary(outcome, null, null, followUpAt, meetingAt, doNotCall, qualification);
    }
}
