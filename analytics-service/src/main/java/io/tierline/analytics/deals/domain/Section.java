package io.tierline.analytics.deals.domain;

import static java.util.Arrays.stream;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Locale;
import java.util.Map;

/** What a review of deals has to say. */
public enum Section {
    RESULTS,
    REASONS,
    COMPETITORS,
    CRITERIA,
    PROFILE;

    /** Each by its word in the API. */
    public static final Map<String, Section> WORDS =
            stream(values()).collect(toUnmodifiableMap(Section::word, identity()));

    /** The word for it in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
