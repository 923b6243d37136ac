package io.tierline.call.dialling.domain;

/** Why a number may not be dialled; where several reasons hold, the first of them in this order is told. */
public enum Reason {
    /** Somebody at this number was hostile. */
    BL,
    /** Somebody at this number wants no calls, or we have decided so. */
    DNC,
    /** Nobody can be reached under this number: out of service, wrong or empty. */
    WN,
    /** Nobody has answered for long. */
    LONG_NA,
    /** The customer has just declined. */
    COOL_OFF,
    /** It was dialled often enough for one day. */
    FREQUENCY,
    /** Nobody is called at this time. */
    HOURS;

    /** Whether it stems from the number's past, so that it can be listed and lifted, and not from the time of day. */
    public boolean isSuppression() {
        return compareTo(FREQUENCY) < 0;
    }
}
