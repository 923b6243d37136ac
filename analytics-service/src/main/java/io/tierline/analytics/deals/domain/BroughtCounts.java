package io.tierline.analytics.deals.domain;

import io.tierline.analytics.rates.domain.Proportion;
import java.util.List;
import java.util.Optional;

/**
 * Whom won customers have brought.
 *
 * @param customers the won customers
 * @param byBrought how many of them have brought none, one, two, three or more; four numbers that add up to {@code customers}
 * @param brought how many customers they have brought together
 * @param broughtWon how many of those were won themselves
 * @param first those who have brought most, the first one first; only who has brought any
 */
public record BroughtCounts(long customers, List<Long> byBrought, long brought, long broughtWon, List<Referrer> first) {

    /** No customers. */
    public static final BroughtCounts NONE = new BroughtCounts(0, List.of(0L, 0L, 0L, 0L), 0, 0, List.of());

    /**
     * A customer who has brought others.
     *
     * @param ownerRep whose customer it is now, or null
     * @param ownerTeam the owner's team now, or null
     * @param brought at least 1
     * @param won how many of those were won themselves
     */
    public record Referrer(String customerId, String ownerRep, String ownerTeam, long brought, long won) {}

    /** Brought per won customer, 0 or more; empty of none. */
    public Optional<Double> average() {
        return customers == 0 ? Optional.empty() : Optional.of((double) brought / customers);
    }

    /** The won customers who have brought any. */
    public Proportion referring() {
        return new Proportion(customers - byBrought.get(0), customers);
    }

    /** The brought customers who were won themselves. */
    public Proportion won() {
        return new Proportion(broughtWon, brought);
    }
}
