package io.tierline.grading.standards.domain;

/** How a call went, as its rep summed it up. {@code C} and {@code D} here are outcomes of a call, not tiers of a customer. */
public enum Outcome {
    /** No answer, powered off or busy. */
    NA,
    /** Wrong, empty or suspended number. */
    WN,
    /** Hostile: shouting or abuse. */
    BL,
    /** Hung up. */
    CUT,
    /** Not needed, said before any need was probed. */
    RJ,
    /** Refused after needs were probed and the product was introduced. */
    NO_NEED,
    /** Busy, call me later; still at the opening. */
    FOLLOW_UP,
    /** Potential customer: engaged, follow-up agreed. */
    D,
    /** Target customer: engaged, invited to meet face to face. */
    C;

    /** Whether somebody was talked to. */
    public boolean reached() {
        return this != NA && this != WN;
    }
}
