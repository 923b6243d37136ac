package io.tierline.analytics.sources.domain;

import io.tierline.analytics.rates.domain.Proportion;

/**
 * What calls to the customers of one source of addresses have come to.
 *
 * @param kind online or offline; null when not known
 * @param name such as the register or the exhibition; null when not known
 * @param customers those with an outcome in the period
 * @param withoutOutcome those whose calls in the period are all pending or failed
 * @param dials calls with an outcome
 * @param dead customers of whom no other number was found than one that does not exist (WN)
 * @param reached customers who were reached at least once
 * @param engaged customers who heard of the product at least once; among the reached
 * @param meetings customers with whom a meeting was booked; among the engaged
 * @param won customers, of those with an outcome and those without, whose deal is won as it stands now
 */
public record SourceYield(
        String kind,
        String name,
        long customers,
        long withoutOutcome,
        long dials,
        long dead,
        long reached,
        long engaged,
        long meetings,
        long won) {

    /** So many of the customers with an outcome. */
    public Proportion share(long some) {
        return new Proportion(some, customers);
    }
}
