package io.tierline.call.calls.domain;

/** Who ended the call, as far as the telephony can tell. */
public enum EndedBy {
    CUSTOMER,
    REP,
    UNKNOWN
}
