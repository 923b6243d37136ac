package io.tierline.call.calls.domain;

/** How far a call's summary is. */
public enum CallStatus {
    /** It has an outcome, given by the rep or evident from the telephony. */
    SUMMARISED,
    /** It was answered, and the rep has not said yet how it went: in no rate, and the rep's open work. */
    PENDING,
    /** The network failed or we gave up at once: not the customer's doing and not an attempt. */
    FAILED
}
