package io.tierline.analytics.rates.domain;

import static java.util.Arrays.stream;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Locale;
import java.util.Map;

/** What is counted. */
public enum Per {
    /** Every call by its outcome. */
    CALL,
    /** Every customer once per group, by the best outcome that it had there ({@link Outcome#BEST_FIRST}). */
    CUSTOMER;

    /** Each by its word in the API. */
    public static final Map<String, Per> WORDS = stream(values()).collect(toUnmodifiableMap(Per::word, identity()));

    /** The word for it in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
