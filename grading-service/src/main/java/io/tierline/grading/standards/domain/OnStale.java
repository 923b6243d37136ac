package io.tierline.grading.standards.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What becomes of a customer that has made no progress for too long. */
public enum OnStale {
    /** It keeps its tier and is shown as overdue. */
    FLAG,
    /** It loses the tier. */
    DEMOTE;

    static final List<String> CODES = Arrays.stream(values()).map(OnStale::code).toList();

    /** The word in the API. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static OnStale withCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
