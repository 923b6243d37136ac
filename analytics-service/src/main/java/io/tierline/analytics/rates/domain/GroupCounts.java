package io.tierline.analytics.rates.domain;

/**
 * The calls of one group.
 *
 * @param rep by rep: whose calls; null for calls without a rep, and in every other grouping
 * @param team by team: whose calls, null for calls without a team; by rep: the team of the rep's latest call that names
 *     one; else null
 * @param campaign by campaign: whose calls; null for calls without a campaign, and in every other grouping
 * @param counts at least one call
 */
public record GroupCounts(String rep, String team, String campaign, Counts counts) {

    /** What tells it from the other groups of its grouping; null when that is missing, and by company. */
    public String id() {
        return rep != null ? rep : campaign != null ? campaign : team;
    }

    /** The same group with other counts. */
    public GroupCounts with(Counts others) {
        return new GroupCounts(rep, team, campaign, others);
    }
}
