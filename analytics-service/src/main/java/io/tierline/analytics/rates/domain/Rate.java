package io.tierline.analytics.rates.domain;

import java.util.Map;
import java.util.Set;

/**
 * What a rate means: which part of which calls. A rate is data, so that it can be replaced without counting anew.
 *
 * @param id its name in every output
 * @param label how people call it, by language tag (en, zh-CN); may be empty
 * @param numerator the outcomes that it is about
 * @param denominator the outcomes among which they are counted; the numerator's are among them, for a rate is a
 *     proportion
 */
public record Rate(String id, Map<String, String> label, Set<Outcome> numerator, Set<Outcome> denominator) {

    public Rate {
        label = Map.copyOf(label);
        numerator = Set.copyOf(numerator);
        denominator = Set.copyOf(denominator);
        if (!denominator.containsAll(numerator)) {
            throw new IllegalArgumentException("the numerator of " + id + " is no part of its denominator");
        }
    }

    /** Its label in the language, else in any, else its id. */
    public String nameIn(String language) {
        String words = label.get(language);
        return words != null
                ? words
                : label.values().stream().sorted().findFirst().orElse(id);
    }

    /** The rate of these calls. */
    public Proportion of(Counts counts) {
        return new Proportion(counts.of(numerator), counts.of(denominator));
    }
}
