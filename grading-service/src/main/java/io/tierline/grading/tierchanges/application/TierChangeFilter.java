package io.tierline.grading.tierchanges.application;

import io.tierline.grading.tierchanges.domain.TierChange;

/**
 * Which changes somebody wants to see; null lets everything through.
 *
 * @param tier the tier that a customer came to, or {@link #UNGRADED}
 */
public record TierChangeFilter(String tier, String team, String rep, String customer) {

    /** Stands for no tier. */
    public static final String UNGRADED = "none";

    /** Whether the change passes. */
    public boolean passes(TierChange change) {
        return (tier == null || tier.equals(change.to() == null ? UNGRADED : change.to()))
                && (team == null || team.equals(change.team()))
                && (rep == null || rep.equals(change.rep()))
                && (customer == null || customer.equals(change.customerId()));
    }
}
