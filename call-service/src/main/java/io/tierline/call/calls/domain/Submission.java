package io.tierline.call.calls.domain;

import io.tierline.call.contacts.domain.ContactRole;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A call as it was submitted, normalised (E.164, instants) but with no default filled in; null where nothing was said.
 *
 * @param callId the submitter's id, unique in the tenant: the idempotency key
 * @param phone E.164, or null when only the customer is known
 * @param contactRole whom the rep spoke to
 * @param ringSeconds seconds of ringing, at least 0
 * @param talkSeconds seconds of talk without the ringing, at least 0
 * @param meaning what the telephony system's code means by the tenant's mapping, where no result was said; it is no part
 *     of what was said
 */
public record Submission(
        String callId,
        String phone,
        String customerId,
        ContactRole contactRole,
        String rep,
        String team,
        String campaign,
        Direction direction,
        Instant startedAt,
        Integer ringSeconds,
        Integer talkSeconds,
        String recordingUrl,
        Telephony telephony,
        TelephonyResult meaning,
        Summary summary) {

    /** What the telephony reported, its code understood where it gave no result itself. */
    public Telephony understood() {
        return telephony.result() != null || meaning == null
                ? telephony
                : new Telephony(telephony.source(), meaning, telephony.code(), telephony.trunk(), telephony.endedBy());
    }

    /**
     * SHA-256 over everything that was said: two submissions of one call id with the same fingerprint are a repeat, with
     * different ones a conflict.
     */
    public byte[] fingerprint() {
        String said = Stream.of(
                        callId,
                        phone,
                        customerId,
                        contactRole,
                        rep,
                        team,
                        campaign,
                        direction,
                        startedAt,
                        ringSeconds,
                        talkSeconds,
                        recordingUrl,
                        telephony.source(),
                        telephony.result(),
                        telephony.code(),
                        telephony.trunk(),
                        telephony.endedBy(),
                        summary.outcome(),
                        summary.reason(),
                        summary.notes(),
                        summary.followUpAt(),
                        summary.meetingAt(),
                        summary.doNotCall(),
                        summary.qualification())
                // Length before content: no text can pretend to be two.
                .map(part -> part == null ? "-" : part.toString().length() + ":" + part)
                .collect(Collectors.joining());
        try {
            return MessageDigest.getInstance("SHA-256").digest(said.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
