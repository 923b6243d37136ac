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
 * @param complete whether all of this was told; older publishers do not tell of every call since when it has its summary
 * @param customerId who was called
 * @param contactRole the part that the person called has in the decision; null when not known
 * @param rep who called; null when no rep was on the line
 * @param team the rep's team at the time of the call; null when not known
 * @param campaign null when there is none
 * @param direction who called whom
 * @param startedAt the moment by which it belongs to a period
 * @param status what is known of it
 * @param outcome how it went; there exactly when the status is summarised
 * @param summarisedAt since when somebody has said how it went, corrections apart; null while nobody has, also where the
 *     telephony system alone tells, and when not known
 * @param agenda what was agreed for later
 * @param talkSeconds 0 or more; null when not known
 * @param flags contradictions between summary and telephony
 * @param voided it was posted by mistake and counts for nothing
 */
public record Call(
        String tenant,
        String callId,
        int revision,
        boolean complete,
        String customerId,
        ContactRole contactRole,
        String rep,
        String team,
        String campaign,
        Direction direction,
        Instant startedAt,
        Status status,
        Outcome outcome,
        Instant summarisedAt,
        Agenda agenda,
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
