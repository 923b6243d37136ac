package io.tierline.analytics.deals.domain;

import java.util.List;

/** What can be known of a customer's profile (客户画像) as far as deals are compared by it; the name is that of the event. */
public enum ProfileField {
    INDUSTRY("industry", Kind.TEXT),
    REGION("region", Kind.TEXT),
    STAGE("stage", "start-up", "growth", "maturity", "decline"),
    /** People who work there. */
    HEAD_COUNT("headCount", Kind.WHOLE_NUMBER, 50, 250, 1000, 5000),
    /** In per cent of its market. */
    MARKET_SHARE("marketShare", Kind.NUMBER, 1, 5, 10, 25, 50),
    SALES_CHANNELS("salesChannels", Kind.TEXTS),
    /** A year, in the company's currency. */
    SELLING_EXPENSES("sellingExpenses", Kind.NUMBER, 10_000, 100_000, 1_000_000, 10_000_000),
    /** Of the customer's work, that the product fits. */
    DOMAINS("domains", Kind.TEXTS),
    LEAD_DOMAIN("leadDomain", Kind.TEXT),
    URGENCY("urgency", "normal", "urgent", "critical"),
    DECISION_PROCESS("decisionProcess", "EB", "EB+UB", "EB+TB", "EB+UB+TB"),
    DECISION_PERIOD_DAYS("decisionPeriodDays", Kind.WHOLE_NUMBER, 30, 90, 180, 365),
    /** In the company's currency. */
    USUAL_BUDGET("usualBudget", Kind.NUMBER, 10_000, 100_000, 1_000_000, 10_000_000),
    BUYING_HABIT("buyingHabit", "yearly", "quarterly", "any-time"),
    COMPETING_PRODUCTS("competingProducts", Kind.TEXTS),
    COMPETITOR_FAMILIARITY("competitorFamiliarity", Kind.TEXT),
    SOURCE_KIND("sourceKind", "online", "offline"),
    SOURCE_NAME("sourceName", Kind.TEXT);

    /** The types of values. */
    public enum Kind {
        /** A text. */
        TEXT,
        /** One of the field's words, a text too. */
        WORD,
        /** A list of texts; a deal counts under each of them. */
        TEXTS,
        /** From 0, an integer; compared by its band. */
        WHOLE_NUMBER,
        /** From 0, a decimal; compared by its band. */
        NUMBER
    }

    private final String word;
    private final Kind kind;
    private final List<String> words;
    private final List<Integer> bounds;

    ProfileField(String word, Kind kind, Integer... bounds) {
        this(word, kind, List.of(), List.of(bounds));
    }

    ProfileField(String word, String... words) {
        this(word, Kind.WORD, List.of(words), List.of());
    }

    ProfileField(String word, Kind kind, List<String> words, List<Integer> bounds) {
        this.word = word;
        this.kind = kind;
        this.words = words;
        this.bounds = bounds;
    }

    /** Its name in events and in the API. */
    public String word() {
        return word;
    }

    public Kind kind() {
        return kind;
    }

    /** The values of a {@link Kind#WORD}; empty for others. */
    public List<String> words() {
        return words;
    }

    /** Where a number's bands begin, after the one that begins at 0; empty for what is no number. */
    public List<Integer> bounds() {
        return bounds;
    }

    /**
     * The name of a band: {@code 50..250} for 50 up to, but not including, 250, {@code 5000..} for the last one.
     *
     * @param index from 0 to the number of bounds
     */
    public String band(int index) {
        return (index == 0 ? 0 : bounds.get(index - 1)) + ".." + (index == bounds.size() ? "" : bounds.get(index));
    }
}
