package io.tierline.analytics.rates.domain;

import java.util.Set;

/**
 * Which calls are looked at.
 *
 * @param rep of this rep alone; null for all, also calls without one
 * @param team of this team alone; null for all, also calls without one
 * @param campaign of this campaign alone; null for all, also calls without one
 * @param directions at least one
 */
public record Filter(String rep, String team, String campaign, Set<Direction> directions) {

    public Filter {
        directions = Set.copyOf(directions);
    }
}
