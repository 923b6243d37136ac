package io.tierline.analytics.rates.domain;

import java.util.Locale;

/** Who called whom. */
public enum Direction {
    /** We called the customer. */
    OUTBOUND,
    /** The customer called us. */
    INBOUND;

    /** The word for it in events, tables and the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
