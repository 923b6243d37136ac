package io.tierline.grading.care.domain;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an entry of the care log is about. */
public enum CareKind {
    /** A key fact of the customer. */
    KEY_INFO("key-info"),
    /** The answer to a survey, with a score. */
    SATISFACTION("satisfaction"),
    /** How the product really works for the customer. */
    USAGE("usage"),
    /** A point of concern. */
    CONCERN("concern"),
    QUESTION("question"),
    PROBLEM("problem"),
    /** A story that others can learn from. */
    CASE("case"),
    /** The customer was asked whom else it knows; the one kind that needs no words. */
    REFERRAL_REQUEST("referral-request");

    /** Kinds by code, in the order in which people name them. */
    public static final Map<String, CareKind> BY_CODE = byCode();

    private final String code;

    CareKind(String code) {
        this.code = code;
    }

    /** The code in the API. */
    public String code() {
        return code;
    }

    /** Whether its text may be left out. */
    public boolean isWordless() {
        return this == SATISFACTION || this == REFERRAL_REQUEST;
    }

    /** Whether it has a score. */
    public boolean isScored() {
        return this == SATISFACTION;
    }

    /** Whether it can have a solution. */
    public boolean isSolvable() {
        return this == QUESTION || this == PROBLEM || this == CASE;
    }

    /** Whether it is open until it is resolved. */
    public boolean isResolvable() {
        return this == QUESTION || this == PROBLEM;
    }

    /** Whether the case library has it: what reps learn an industry from. */
    public boolean isInLibrary() {
        return isSolvable() || this == USAGE;
    }

    private static Map<String, CareKind> byCode() {
        Map<String, CareKind> kinds = new LinkedHashMap<>();
        Arrays.stream(values()).forEach(kind -> kinds.put(kind.code, kind));
        return kinds;
    }
}
