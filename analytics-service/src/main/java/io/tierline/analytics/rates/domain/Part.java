package io.tierline.analytics.rates.domain;

import static java.util.Arrays.stream;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The two numbers that a rate is made from. */
public enum Part {
    /** The calls that the rate is about. */
    NUMERATOR,
    /** The calls among which they are counted. */
    DENOMINATOR;

    /** Each by its word in the API. */
    public static final Map<String, Part> WORDS = stream(values()).collect(toUnmodifiableMap(Part::word, identity()));

    /** The word for it in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The outcomes that are counted for it. */
    public Set<Outcome> of(Rate rate) {
        return this == NUMERATOR ? rate.numerator() : rate.denominator();
    }
}
