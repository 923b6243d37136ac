package io.tierline.grading.customers.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What can be known of a customer's profile (客户画像), in its six sections. The name of a field is the member's name in its
 * section and, without the section, its name in expressions: {@code background.industry} is {@code profile.industry}.
 */
public enum ProfileField {
    INDUSTRY(Section.BACKGROUND, "industry", Kind.TEXT),
    REGION(Section.BACKGROUND, "region", Kind.TEXT),
    STAGE(Section.BACKGROUND, "stage", "start-up", "growth", "maturity", "decline"),
    ORGANISATION(Section.BACKGROUND, "organisation", Kind.TEXT),
    /** People who work there. */
    HEAD_COUNT(Section.BACKGROUND, "headCount", Kind.WHOLE_NUMBER, 100_000_000),
    /** In per cent of its market. */
    MARKET_SHARE(Section.BACKGROUND, "marketShare", Kind.NUMBER, 100),
    SALES_CHANNELS(Section.BACKGROUND, "salesChannels", Kind.TEXTS),
    /** A year, in the company's currency. */
    SELLING_EXPENSES(Section.BACKGROUND, "sellingExpenses", Kind.NUMBER, 1e15),

    /** Of the customer's work, that our product fits. */
    DOMAINS(Section.COVERAGE, "domains", Kind.TEXTS),
    /** Exactly one of them. */
    LEAD_DOMAIN(Section.COVERAGE, "leadDomain", Kind.TEXT),

    INTERESTS(Section.NEEDS, "interests", Kind.TEXTS),
    GOALS(Section.NEEDS, "goals", Kind.TEXTS),
    REASONS_TO_BUY(Section.NEEDS, "reasonsToBuy", Kind.TEXTS),
    REASONS_NOT_TO_BUY(Section.NEEDS, "reasonsNotToBuy", Kind.TEXTS),
    URGENCY(Section.NEEDS, "urgency", "normal", "urgent", "critical"),

    /** The key persons that the decision takes. */
    DECISION_PROCESS(Section.DECISION, "decisionProcess", "EB", "EB+UB", "EB+TB", "EB+UB+TB"),
    DECISION_PERIOD_DAYS(Section.DECISION, "decisionPeriodDays", Kind.WHOLE_NUMBER, 3_650),
    /** In the company's currency. */
    USUAL_BUDGET(Section.DECISION, "usualBudget", Kind.NUMBER, 1e15),
    BUYING_HABIT(Section.DECISION, "buyingHabit", "yearly", "quarterly", "any-time"),

    COMPETING_PRODUCTS(Section.COMPETITION, "competingProducts", Kind.TEXTS),
    /** How well the customer knows them. */
    COMPETITOR_FAMILIARITY(Section.COMPETITION, "competitorFamiliarity", "none", "slight", "good"),
    REASON_NOTHING_BOUGHT(Section.COMPETITION, "reasonNothingBought", Kind.LONG_TEXT),

    SOURCE_KIND(Section.SOURCE, "sourceKind", "online", "offline"),
    /** Such as a company register, a procurement site, an exhibition. */
    SOURCE_NAME(Section.SOURCE, "sourceName", Kind.TEXT);

    /** The sections, in the order of the form. */
    public enum Section {
        BACKGROUND("background"),
        COVERAGE("coverage"),
        NEEDS("needs"),
        DECISION("decision"),
        COMPETITION("competition"),
        SOURCE("source");

        private final String code;

        Section(String code) {
            this.code = code;
        }

        /** Its name in the API. */
        public String code() {
            return code;
        }

        /** What belongs to it. */
        public List<ProfileField> fields() {
            return Arrays.stream(ProfileField.values())
                    .filter(field -> field.section == this)
                    .toList();
        }

        static List<String> codes() {
            return Arrays.stream(values()).map(Section::code).toList();
        }
    }

    /** The types of values. */
    public enum Kind {
        /** At most 200 characters. */
        TEXT,
        /** At most 2,000 characters. */
        LONG_TEXT,
        /** At most 50 different texts, each of at most 200 characters. */
        TEXTS,
        /** One of the field's words. */
        WORD,
        /** From 0; a {@code long}. */
        WHOLE_NUMBER,
        /** From 0; a {@code double}. */
        NUMBER
    }

    private final Section section;
    private final String code;
    private final Kind kind;
    private final List<String> words;
    private final double atMost;

    ProfileField(Section section, String code, Kind kind) {
        this(section, code, kind, List.of(), 0);
    }

    ProfileField(Section section, String code, Kind kind, double atMost) {
        this(section, code, kind, List.of(), atMost);
    }

    ProfileField(Section section, String code, String... words) {
        this(section, code, Kind.WORD, List.of(words), 0);
    }

    ProfileField(Section section, String code, Kind kind, List<String> words, double atMost) {
        this.section = section;
        this.code = code;
        this.kind = kind;
        this.words = words;
        this.atMost = atMost;
    }

    public Section section() {
        return section;
    }

    /** Its name in the API and in expressions. */
    public String code() {
        return code;
    }

    public Kind kind() {
        return kind;
    }

    /** The values of a {@link Kind#WORD}; empty for others. */
    public List<String> words() {
        return words;
    }

    /** The largest number. */
    public double atMost() {
        return atMost;
    }

    /** The field with this name. */
    public static Optional<ProfileField> withCode(String code) {
        return Arrays.stream(values()).filter(field -> field.code.equals(code)).findFirst();
    }
}
