package io.tierline.call.calls.domain;

import io.tierline.call.contacts.domain.ContactRole;
import java.time.Instant;

/**
 * What a telephony system says about a whole call by now; null where it says nothing.
 *
 * @param phone E.164, or null when withheld or no outside number
 * @param ringSeconds seconds of ringing, at least 0
 * @param talkSeconds seconds of talk without the ringing, at least 0
 */
public record CallReport(
        String callId,
        String phone,
        String customerId,
        ContactRole contactRole,
        String rep,
        String campaign,
        Direction direction,
        Instant startedAt,
        Integer ringSeconds,
        Integer talkSeconds,
        String recordingUrl,
        Telephony telephony) {

    /** The report as a submission of which nobody has said yet how it went. */
    public Submission asSubmission() {
        return new Submission(
                callId,
                phone,
                customerId,
                contactRole,
                rep,
                null,
                campaign,
                direction,
                startedAt,
                ringSeconds,
                talkSeconds,
                recordingUrl,
                telephony,
                null,
                new Summary(null, null, null, null, null, null, null));
    }
}
