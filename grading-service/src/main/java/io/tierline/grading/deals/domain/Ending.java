package io.tierline.grading.deals.domain;

import java.util.List;
import java.util.Objects;

/**
 * What is said of how a deal ended.
 *
 * @param reasons codes of the company's list, at least one, the most important first
 * @param competitor against whom, or null
 * @param amount what it is worth, or null
 * @param note or null
 */
public record Ending(Result result, List<String> reasons, String competitor, Amount amount, String note) {

    public static final int MOST_REASONS = 20;
    public static final int LONGEST_COMPETITOR = 200;
    public static final int LONGEST_NOTE = 4_000;

    public Ending {
        Objects.requireNonNull(result);
        reasons = List.copyOf(reasons);
    }
}
