package io.tierline.call.dialling.domain;

import io.tierline.call.calls.domain.CallStatus;
import io.tierline.call.calls.domain.Direction;
import io.tierline.call.calls.domain.Outcome;
import io.tierline.call.calls.domain.TelephonyResult;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * What counts of a call when it is asked whether its number may be dialled.
 *
 * @param outcome how it went, as the rep said or as the telephony makes evident; null unless summarised
 * @param givenOutcome how it went, as the rep said, or null
 * @param telephonyResult what the telephony said, or null
 * @param trunk the line that carried it, or null
 * @param doNotCall whether the customer wants no more calls
 */
public record Attempt(
        String callId,
        Instant startedAt,
        Direction direction,
        CallStatus status,
        Outcome outcome,
        Outcome givenOutcome,
        TelephonyResult telephonyResult,
        String trunk,
        boolean doNotCall) {

    private static final Set<Outcome> REACHED = EnumSet.complementOf(EnumSet.of(Outcome.NA, Outcome.WN));

    /** Nobody answered, and nothing says that anybody could have. A rep's word alone is one of these. */
    private static final Set<TelephonyResult> SILENT = EnumSet.of(
            TelephonyResult.NO_ANSWER,
            TelephonyResult.POWERED_OFF,
            TelephonyResult.UNREACHABLE,
            TelephonyResult.CALLER_CANCEL,
            TelephonyResult.UNKNOWN);

    /** Nobody was reached, but the line lives: it is in use, refuses, or has a machine that answers. */
    private static final Set<TelephonyResult> LIVING = EnumSet.of(
            TelephonyResult.ANSWERED, TelephonyResult.BUSY, TelephonyResult.REJECTED, TelephonyResult.VOICEMAIL);

    boolean outbound() {
        return direction == Direction.OUTBOUND;
    }

    /** Whether somebody was on the line. */
    boolean reached() {
        return outcome != null && REACHED.contains(outcome);
    }

    /** Whether the telephony alone says it, and no rep. */
    boolean isByTelephonyAlone() {
        return givenOutcome == null;
    }

    /** Whether it found a line that its carrier has suspended, often for a debt: one that may come back. */
    boolean foundSuspended() {
        return outcome == Outcome.WN && isByTelephonyAlone() && telephonyResult == TelephonyResult.SUSPENDED;
    }

    /** Whether no route led to the number. */
    boolean foundNoRoute() {
        return status == CallStatus.FAILED && telephonyResult == TelephonyResult.NO_ROUTE;
    }

    /** Whether it tells nothing about the number: the network failed, or nobody knows yet what became of it. */
    boolean isSilentAboutTheNumber() {
        return status == CallStatus.FAILED
                || status == CallStatus.PENDING && telephonyResult != TelephonyResult.ANSWERED;
    }

    /** Whether we called and nobody answered, with nothing to show that the line lives. */
    boolean unanswered() {
        return outbound() && outcome == Outcome.NA && (telephonyResult == null || SILENT.contains(telephonyResult));
    }

    /** Whether it shows that the line lives, or that there is another reason than silence not to call it. */
    boolean endsSilence() {
        return outcome != Outcome.NA || !outbound() || LIVING.contains(telephonyResult);
    }
}
