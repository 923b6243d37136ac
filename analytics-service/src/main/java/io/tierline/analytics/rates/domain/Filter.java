package io.tierline.analytics.rates.domain;

import java.util.Set;

/**
 * Which calls are looked at.
 *
 * @param rep of this rep alone; null for all, also calls without one
 * @param team of this team alone; null for all, also calls without one
 * @param campaign of this campaign alone; null for all, also calls without one
 * @param directions at least one
 * @param firstCalls of each customer only the first call ever, by (started at, call id), in which it was reached; whether
 *     the other conditions let it through is looked at after that
 * @param includeFlagged whether calls count in which summary and telephony contradict each other
 */
public record Filter(
        String rep,
        String team,
        String campaign,
        Set<Direction> directions,
        boolean firstCalls,
        boolean includeFlagged) {

    public Filter {
        directions = Set.copyOf(directions);
    }
}
