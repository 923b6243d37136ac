package io.tierline.grading.customers.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.customers.domain.CustomerCard.Owner;
import io.tierline.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * Hands a rep's customers over to another one, or into the pool, some at a time. The same again moves what is left, so it may be
 * cut off at any time.
 */
@ApplicationScoped
public class HandOverCustomers {

    private static final int AT_ONCE = 500;

    private final Database database;
    private final HandOvers handOvers;
    private final OwnersTeams ownersTeams;
    private final FollowCards followCards;

    HandOverCustomers(Database database, HandOvers handOvers, OwnersTeams ownersTeams, FollowCards followCards) {
        this.database = database;
        this.handOvers = handOvers;
        this.ownersTeams = ownersTeams;
        this.followCards = followCards;
    }

    /**
     * Hands over the customers that stand with the rep: those it owns, and, unless they go into the pool where they are already,
     * those that nobody owns and that it called last.
     *
     * @param to null: into the pool; without a team: in the rep's, by the directory
     * @param dryRun only count them
     * @return how many
     */
    public Uni<Long> handOver(
            String tenant, String author, String from, Owner to, CustomerFilter filter, boolean dryRun) {
        boolean withUnowned = to != null;
        if (dryRun) {
            return handOvers.count(tenant, from, withUnowned, filter);
        }
        Uni<Long> all = withTeam(tenant, to)
                .chain(owner -> Uni.createFrom()
                        .deferred(() -> database.transaction(transaction -> handOvers
                                .some(transaction, tenant, from, owner, withUnowned, filter, AT_ONCE, author)
                                .call(moved -> followCards.tell(transaction, moved))
                                .call(() -> ownersTeams.given(
                                        transaction,
                                        tenant,
                                        to == null || to.team() != null ? Set.of() : Set.of(to.rep())))))
                        .repeat()
                        .whilst(moved -> !moved.isEmpty())
                        .collect()
                        .in(() -> new long[1], (sum, moved) -> sum[0] += moved.size())
                        .map(sum -> sum[0]));
        return Database.uncancelled(all);
    }

    private Uni<Owner> withTeam(String tenant, Owner to) {
        return to == null || to.team() != null
                ? Uni.createFrom().item(to)
                : ownersTeams
                        .of(database.pool(), tenant, Set.of(to.rep()))
                        .map(teams -> new Owner(to.rep(), teams.get(to.rep())));
    }
}
