package io.tierline.analytics.rates.domain;

import java.util.Locale;

/** Whose calls are counted together. */
public enum Grouping {
    REP,
    TEAM,
    CAMPAIGN,
    COMPANY;

    /** The word for it in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
