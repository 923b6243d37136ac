package io.tierline.analytics.rates.domain;

import static java.util.Arrays.stream;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Locale;
import java.util.Map;

/** Whose calls are counted together. */
public enum Grouping {
    REP,
    TEAM,
    CAMPAIGN,
    COMPANY;

    /** Each by its word in the API. */
    public static final Map<String, Grouping> WORDS =
            stream(values()).collect(toUnmodifiableMap(Grouping::word, identity()));

    /** The word for it in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
