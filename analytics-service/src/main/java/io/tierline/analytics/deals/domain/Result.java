package io.tierline.analytics.deals.domain;

import java.util.Locale;

/** How a deal ended. */
public enum Result {
    WON,
    LOST,
    /** It turned out to be no target, so that it was neither won nor lost. */
    DISQUALIFIED;

    /** The word for it in events and in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
