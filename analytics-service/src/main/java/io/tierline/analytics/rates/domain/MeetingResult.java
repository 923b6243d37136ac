package io.tierline.analytics.rates.domain;

import java.util.Locale;

/** What became of a meeting. */
public enum MeetingResult {
    /** They met. */
    HELD,
    /** Somebody did not come. */
    MISSED;

    /** The word for it in events, tables and the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
