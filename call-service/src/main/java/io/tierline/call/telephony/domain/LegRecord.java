package io.tierline.call.telephony.domain;

import io.tierline.call.calls.domain.Direction;
import io.tierline.call.calls.domain.EndedBy;
import io.tierline.call.contacts.domain.ContactRole;
import java.time.Instant;
import java.util.List;

/**
 * What one post of a telephony system says about one leg of a call, in the same words for every system. Whatever the
 * system did not say is null.
 *
 * @param source the system, such as {@code freeswitch}
 * @param callId the call that it belongs to, with the source's prefix: {@code fs:…}
 * @param recordId the record within the call; the same id again is the same record, or a newer version of it
 * @param version which version of the record: the higher one is newer
 * @param leg the leg within the call; several records may speak of the same leg
 * @param root whether it is the leg that the call began with and is named after
 * @param side who is at the far end of the leg
 * @param stage how far the leg was
 * @param phone the customer's number in E.164; null when withheld, short or unknown
 * @param startedAt when the leg began, as far as this record can tell
 * @param ringingAt since when it was ringing
 * @param answeredAt when it was answered
 * @param endedAt when it was over
 * @param talkSeconds seconds of talk; null when the times tell
 * @param machine whether a voicemail or a fax machine answered
 * @param codes the system's codes for what became of it, as they came, the most telling first
 */
public record LegRecord(
        String source,
        String callId,
        String recordId,
        long version,
        String leg,
        boolean root,
        Side side,
        Stage stage,
        String phone,
        Direction direction,
        String rep,
        String customerId,
        ContactRole contactRole,
        String campaign,
        String trunk,
        Instant startedAt,
        Instant ringingAt,
        Instant answeredAt,
        Instant endedAt,
        Integer talkSeconds,
        boolean machine,
        List<String> codes,
        EndedBy endedBy,
        String recordingUrl) {

    /** Who is at the far end of a leg. */
    public enum Side {
        /** The customer: what became of this leg is what became of the call. */
        CUSTOMER,
        /** The rep: it tells about the customer only what the system noted on it. */
        REP
    }

    /** How far a leg was. */
    public enum Stage {
        /** More is to come. */
        UNDER_WAY,
        /** It is over. */
        FINAL
    }

    public LegRecord {
        codes = List.copyOf(codes);
    }

    /** The same record with another number of the customer. */
    public LegRecord withPhone(String other) {
        return with(other, customerId, recordingUrl);
    }

    /** The same record without anything that a person could be known by. */
    public LegRecord withoutPerson() {
        return with(null, customerId, null);
    }

    /** The same record of no customer in particular. */
    public LegRecord withoutCustomer() {
        return with(phone, null, recordingUrl);
    }

    private LegRecord with(String otherPhone, String otherCustomerId, String otherRecordingUrl) {
        return new LegRecord(
                source,
                callId,
                recordId,
                version,
                leg,
                root,
                side,
                stage,
                otherPhone,
                direction,
                rep,
                otherCustomerId,
                contactRole,
                campaign,
                trunk,
                startedAt,
                ringingAt,
                answeredAt,
                endedAt,
                talkSeconds,
                machine,
                codes,
                endedBy,
                otherRecordingUrl);
    }
}
