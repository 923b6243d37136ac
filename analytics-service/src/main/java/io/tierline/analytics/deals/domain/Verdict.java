package io.tierline.analytics.deals.domain;

import java.util.Locale;

/** What can be said of a win rate beside another one. */
public enum Verdict {
    /** Higher, and not by chance. */
    HIGHER,
    /** Lower, and not by chance. */
    LOWER,
    /** What difference there is may be chance. */
    NOT_DIFFERENT,
    /** One side has no deals. */
    NOTHING_TO_COMPARE;

    /** How often a difference may be seen where there is none, all comparisons of a section together. */
    static final double LEVEL = 0.05;

    /** The word for it in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * @param low of the 95 % interval of the difference or ratio
     * @param high of the same
     * @param none the difference or ratio of equal win rates
     * @param adjustedP corrected for the number of comparisons
     */
    static Verdict of(double low, double high, double none, double adjustedP) {
        if (adjustedP >= LEVEL || low <= none && high >= none) {
            return NOT_DIFFERENT;
        }
        return low > none ? HIGHER : LOWER;
    }
}
