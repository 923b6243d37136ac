package io.tierline.grading.customers.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.customers.application.CustomerCards.Changed;
import io.tierline.grading.fit.application.FitCustomers;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.lifecycle.application.TellLifecycle;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What follows from changed cards, in the transaction that changes them: the fit, and what the rest of the world is told. */
@ApplicationScoped
class FollowCards {

    private static final Set<String> TOLD = Set.of("owner", "referredBy", "profile");

    private final FitCustomers fitCustomers;
    private final TellLifecycle tellLifecycle;

    FollowCards(FitCustomers fitCustomers, TellLifecycle tellLifecycle) {
        this.fitCustomers = fitCustomers;
        this.tellLifecycle = tellLifecycle;
    }

    /** To be called after the cards are kept; the customers have to be locked. */
    Uni<Void> follow(SqlConnection transaction, Collection<Changed> changed) {
        return fit(transaction, keys(changed, Set.of("profile"))).chain(() -> tell(transaction, keys(changed, TOLD)));
    }

    /** Derives how well the customers fit anew. */
    Uni<Void> fit(SqlConnection transaction, Collection<CustomerKey> customers) {
        return customers.isEmpty() ? Uni.createFrom().voidItem() : fitCustomers.renew(transaction, customers);
    }

    /** Tells the rest of the world where the customers stand. */
    Uni<Void> tell(SqlConnection transaction, Collection<CustomerKey> customers) {
        return customers.isEmpty() ? Uni.createFrom().voidItem() : tellLifecycle.of(transaction, customers);
    }

    private static List<CustomerKey> keys(Collection<Changed> changed, Set<String> members) {
        return changed.stream()
                .filter(each -> each.members().stream().anyMatch(members::contains))
                .map(Changed::customer)
                .toList();
    }
}
