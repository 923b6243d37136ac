package io.tierline.call.calls.domain;

/**
 * What the telephony says became of a call, the same words for every telephony system.
 *
 * <p>Where the rep has given no outcome, the result alone decides the call's status: some results are an outcome, some
 * say that the network failed, and the rest wait for the rep.
 */
public enum TelephonyResult {
    /** Somebody or something answered: only the rep can say how it went. */
    ANSWERED(null, null),
    NO_ANSWER(CallStatus.SUMMARISED, Outcome.NA),
    BUSY(CallStatus.SUMMARISED, Outcome.NA),
    POWERED_OFF(CallStatus.SUMMARISED, Outcome.NA),
    UNREACHABLE(CallStatus.SUMMARISED, Outcome.NA),
    /** Refused while ringing: not the same as hung up, for nobody was reached. */
    REJECTED(CallStatus.SUMMARISED, Outcome.NA),
    VOICEMAIL(CallStatus.SUMMARISED, Outcome.NA),
    /** We gave up: after a fair time of ringing nobody answered, sooner it was no attempt. */
    CALLER_CANCEL(null, null),
    NUMBER_DOES_NOT_EXIST(CallStatus.SUMMARISED, Outcome.WN),
    NUMBER_CHANGED(CallStatus.SUMMARISED, Outcome.WN),
    BAD_FORMAT(CallStatus.SUMMARISED, Outcome.WN),
    /** The line is suspended, often for a debt; it may come back. */
    SUSPENDED(CallStatus.SUMMARISED, Outcome.WN),
    /** One failure says little about the number: our own route may be at fault. */
    NO_ROUTE(CallStatus.FAILED, null),
    SYSTEM_FAILURE(CallStatus.FAILED, null),
    /** A carrier blocked our caller id. */
    CALLER_ID_BLOCKED(CallStatus.FAILED, null),
    /** The callee's carrier blocks calls of our kind. */
    SUPPRESSED_BY_CALLEE(CallStatus.FAILED, null),
    UNKNOWN(null, null);

    /** From this many seconds of ringing a call that we cancelled counts as not answered. */
    static final int FAIR_RING_SECONDS = 10;

    private final CallStatus status;
    private final Outcome outcome;

    TelephonyResult(CallStatus status, Outcome outcome) {
        this.status = status;
        this.outcome = outcome;
    }

    /** Whether it says that nobody spoke to the customer, so that no rep need be named. */
    public boolean nobodyAnswered() {
        return this != ANSWERED && this != UNKNOWN;
    }

    /** The outcome that the result alone amounts to, or null. */
    Outcome outcome(Integer ringSeconds) {
        return this == CALLER_CANCEL && rangFairly(ringSeconds) ? Outcome.NA : outcome;
    }

    /** The status of a call that nobody has summarised. */
    CallStatus status(Integer ringSeconds) {
        if (this == CALLER_CANCEL) {
            return rangFairly(ringSeconds) ? CallStatus.SUMMARISED : CallStatus.FAILED;
        }
        return status == null ? CallStatus.PENDING : status;
    }

    private static boolean rangFairly(Integer ringSeconds) {
        return ringSeconds != null && ringSeconds >= FAIR_RING_SECONDS;
    }
}
