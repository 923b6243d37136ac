package io.tierline.analytics.rates.domain;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A call as of one of its revisions.
 *
 * @param tenant whose it is
 * @param callId unique in the tenant
 * @param revision 1 when recorded, one more with every change; the highest one holds
 * @param customerId who was called
 * @param rep who called; null when no rep was on the line
 * @param team the rep's team at the time of the call; null when not known
 * @param campaign null when there is none
 * @param direction who called whom
 * @param startedAt the moment by which it belongs to a period
 * @param status what is known of it
 * @param outcome how it went; there exactly when the status is summarised
 * @param talkSeconds 0 or more; null when not known
 * @param flags contradictions between summary and telephony
 * @param voided it was posted by mistake and counts for nothing
 */
public record Call(
        String tenant,
        String callId,
        int revision,
        String customerId,
        String rep,
        String team,
        String campaign,
        Direction direction,
        Instant startedAt,
        Status status,
        Outcome outcome,
        Integer talkSeconds,
        List<String> flags,
        boolean voided) {

    public Call {
        Objects.requireNonNull(startedAt);
        if ((status == Status.SUMMARISED) != (outcome != null)) {
            throw new IllegalArgumentException("a call has an outcome exactly when it is summarised");
        }
        flags = List.copyOf(flags);
    }
}
