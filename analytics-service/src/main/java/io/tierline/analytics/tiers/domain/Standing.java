package io.tierline.analytics.tiers.domain;

import java.util.Objects;

/**
 * Where a customer stands, as one end of a move sees it.
 *
 * @param kind what there is to say
 * @param tier the company's code of the tier; null for all other kinds
 */
public record Standing(Kind kind, String tier) {

    public Standing {
        Objects.requireNonNull(kind);
        if ((kind == Kind.TIER) != (tier != null)) {
            throw new IllegalArgumentException("a tier has a code, and nothing else has");
        }
    }

    /** What there is to say of a customer's standing. */
    public enum Kind {
        /** It has a tier. */
        TIER("tier"),
        /** It had a tier, and has none now, though its deal is open. */
        UNGRADED("ungraded"),
        /** It had a tier, and lost it when its deal was closed. */
        CLOSED("closed"),
        /** It had never had a tier. */
        NEW("new"),
        /** It was somebody else's: another rep's or team's than is asked for. */
        ELSEWHERE("elsewhere");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word for it in the API and in the database. */
        public String word() {
            return word;
        }

        /** Whether a customer that stands so is in the stock that is asked for. */
        public boolean inStock() {
            return this != NEW && this != ELSEWHERE;
        }
    }
}
