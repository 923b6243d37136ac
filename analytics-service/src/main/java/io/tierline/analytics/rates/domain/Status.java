package io.tierline.analytics.rates.domain;

import java.util.Locale;

/** What is known of a call. */
public enum Status {
    /** It has an outcome: it is a dial and counts in the rates. */
    SUMMARISED,
    /** Answered, and the rep has not said yet how it went: in no rate. */
    PENDING,
    /** The network's fault, not an attempt: in no rate. */
    FAILED;

    /** The word for it in events and tables. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
