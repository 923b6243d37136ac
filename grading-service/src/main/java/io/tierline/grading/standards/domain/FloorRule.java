package io.tierline.grading.standards.domain;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a call's outcome alone is worth. An outcome without a rule changes nothing. */
public sealed interface FloorRule {

    /**
     * The outcome gives at least this tier for a while.
     *
     * @param tier code of the tier
     * @param days from the call's start, at least 1
     */
    record Gives(String tier, int days) implements FloorRule {}

    /** The outcome takes away what earlier calls gave: {@code null} in the JSON of the API. */
    record TakesAway() implements FloorRule {}

    /** As in the JSON of the API. */
    static Object toTree(FloorRule rule) {
        if (rule instanceof Gives gives) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("tier", gives.tier());
            tree.put("days", gives.days());
            return tree;
        }
        return null;
    }
}
