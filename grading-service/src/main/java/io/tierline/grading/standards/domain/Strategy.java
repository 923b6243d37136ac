package io.tierline.grading.standards.domain;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How to work the customers of a tier.
 *
 * @param contactEveryDays be in touch at least this often, in days, at least 1
 * @param advice what to do next
 */
public record Strategy(int contactEveryDays, Label advice) {

    /** As in the JSON of the API. */
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("contactEveryDays", contactEveryDays);
        tree.put("advice", advice.toTree());
        return tree;
    }

    static Strategy read(JsonTree tree) {
        tree.onlyMembers("contactEveryDays", "advice");
        int contactEveryDays =
                tree.member("contactEveryDays").wholeNumber(1, 365).orElse(1);
        return new Strategy(contactEveryDays, Label.read(tree.member("advice")));
    }
}
