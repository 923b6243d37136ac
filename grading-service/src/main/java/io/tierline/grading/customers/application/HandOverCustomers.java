package io.tierline.grading.customers.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.customers.domain.CustomerCard.Owner;
import io.tierline.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Hands a rep's customers over to another one, or into the pool, some at a time. The same again moves what is left, so it may be
 * cut off at any time.
 */
@ApplicationScoped
public class HandOverCustomers {

    private static final int AT_ONCE = 500;

    private final HandOvers handOvers;

    HandOverCustomers(HandOvers handOvers) {
        this.handOvers = handOvers;
    }

    /**
     * Hands over the customers that stand with the rep: those it owns, and, unless they go into the pool where they are already,
     * those that nobody owns and that it called last.
     *
     * @param to null: into the pool
     * @param dryRun only count them
     * @return how many
     */
    public Uni<Long> handOver(
            String tenant, String author, String from, Owner to, CustomerFilter filter, boolean dryRun) {
        boolean withUnowned = to != null;
        if (dryRun) {
            return handOvers.count(tenant, from, withUnowned, filter);
        }
        Uni<Long> all = Uni.createFrom()
                .deferred(() -> handOvers.some(tenant, from, to, withUnowned, filter, AT_ONCE, author))
                .repeat()
                .whilst(moved -> moved > 0)
                .collect()
                .in(() -> new long[1], (sum, moved) -> sum[0] += moved)
                .map(sum -> sum[0]);
        return Database.uncancelled(all);
    }
}
