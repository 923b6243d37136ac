package io.tierline.call.calls.domain;

/** Who called whom. */
public enum Direction {
    /** The rep called the customer. */
    OUTBOUND,
    /** The customer called. */
    INBOUND
}
