package io.tierline.analytics.rates.domain;

import java.time.Instant;
import java.util.List;

/**
 * A call that is in the numbers, as of its latest revision.
 *
 * @param callId unique in the tenant
 * @param revision from 1
 * @param customerId who was called
 * @param rep who called; null when no rep was on the line
 * @param team the rep's team at the time of the call; null when not known
 * @param campaign null when there is none
 * @param startedAt the moment by which it belongs to a period
 * @param outcome there exactly when the status is summarised
 * @param talkSeconds null when not known
 * @param flags contradictions between summary and telephony
 */
public record CountedCall(
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
        List<String> flags) {

    public CountedCall {
        flags = List.copyOf(flags);
    }
}
