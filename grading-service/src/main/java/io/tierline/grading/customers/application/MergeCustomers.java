package io.tierline.grading.customers.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.care.application.CareEntries;
import io.tierline.grading.customers.application.CustomerCards.Changed;
import io.tierline.grading.customers.application.CustomerCards.Kept;
import io.tierline.grading.customers.application.Mergers.Merger;
import io.tierline.grading.customers.domain.CustomerCard;
import io.tierline.grading.customers.domain.Referrals;
import io.tierline.grading.deals.application.MoveClosings;
import io.tierline.grading.grades.application.Customers.Customer;
import io.tierline.grading.grades.application.GradeCustomers;
import io.tierline.grading.grades.application.GradeCustomers.Cause;
import io.tierline.grading.grades.application.GradeCustomers.Effect;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.tierchanges.domain.TierChange.Reason;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes one customer of two that turned out to be the same. Everything that was said of the one that goes counts for the one that
 * stays, also what arrives later under the old id; both are graded anew in the same commit.
 */
@ApplicationScoped
public class MergeCustomers {

    private final Mergers mergers;
    private final CustomerCards cards;
    private final GradeCustomers gradeCustomers;
    private final MoveClosings moveClosings;
    private final CareEntries careEntries;
    private final FollowCards followCards;

    MergeCustomers(
            Mergers mergers,
            CustomerCards cards,
            GradeCustomers gradeCustomers,
            MoveClosings moveClosings,
            CareEntries careEntries,
            FollowCards followCards) {
        this.mergers = mergers;
        this.cards = cards;
        this.gradeCustomers = gradeCustomers;
        this.moveClosings = moveClosings;
        this.careEntries = careEntries;
        this.followCards = followCards;
    }

    /** How the customer was merged; fails with a 404 problem when it was not. */
    public Uni<Merger> find(CustomerKey gone) {
        return mergers.find(gone)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound(
                        "no-such-merger", "The customer " + gone.customerId() + " was merged into no other one."));
    }

    /**
     * Merges the one into the other; the same again changes nothing. Fails with a 404 problem when the one that goes is not there,
     * a 409 when it was merged into yet another one, or when both have deals of their own; a 422 when the one that stays is not
     * there, is gone itself, or is the same.
     */
    public Uni<Merger> merge(CustomerKey goes, CustomerKey stays, String author) {
        if (goes.equals(stays)) {
            return Uni.createFrom().failure(() -> refused("must be another customer"));
        }
        return mergers.leadingTo(goes)
                .chain(leading -> {
                    Set<CustomerKey> known = new HashSet<>(leading);
                    known.add(goes);
                    known.add(stays);
                    return gradeCustomers.<Void>afterWithMerged(
                            known, (transaction, locked) -> inTransaction(transaction, locked, goes, stays, author));
                })
                .chain(() -> mergers.find(goes));
    }

    private Uni<Effect<Void>> inTransaction(
            SqlConnection transaction,
            Map<CustomerKey, Customer> locked,
            CustomerKey goes,
            CustomerKey stays,
            String author) {
        if (isDone(locked.get(goes), locked.get(stays))) {
            return Uni.createFrom().item(new Effect<>(null, Map.of()));
        }
        Set<CustomerKey> both = Set.of(goes, stays);
        // Before anything is read of who leads to whom: from here on that stays so.
        return cards.referrals(transaction, goes.tenant(), List.of(goes.customerId(), stays.customerId()))
                .chain(referrals -> mergers.leadingTo(transaction, goes).chain(leading -> {
                    if (!locked.keySet().containsAll(leading)) {
                        return Uni.createFrom().item(new Effect<Void>(null, causes(leading, goes, stays)));
                    }
                    return mergers.withDeals(transaction, both).chain(deals -> {
                        if (deals.containsAll(both)) {
                            throw Problem.conflict(
                                    "two-deals",
                                    "Both customers have deals of their own, won or lost; they cannot become one's.");
                        }
                        return cards.read(transaction, both)
                                .chain(kept ->
                                        write(transaction, goes, stays, kept, referrals, deals.contains(goes), author))
                                .chain(() -> moveClosings.move(transaction, goes, stays))
                                .chain(() -> careEntries.summarise(transaction, stays))
                                .chain(() -> careEntries.summarise(transaction, goes))
                                .chain(() -> followCards.fit(transaction, both))
                                // Those that it had brought have another referrer now.
                                .chain(() -> followCards.tell(transaction, locked.keySet()))
                                .replaceWith(new Effect<Void>(null, causes(both, goes, stays)));
                    });
                }));
    }

    private Uni<Void> write(
            SqlConnection transaction,
            CustomerKey goes,
            CustomerKey stays,
            Map<CustomerKey, Kept> kept,
            Referrals referrals,
            boolean takesDeals,
            String author) {
        CustomerCard former = kept.get(goes).card();
        CustomerCard before = kept.get(stays).card();
        CustomerCard after =
                before.orElse(former).withReferredBy(referrals.ofBoth(stays.customerId(), goes.customerId()));
        Changed changed = new Changed(stays, before, after, kept.get(stays).revision() + 1);
        return mergers.merge(transaction, goes, stays, former, takesDeals, author)
                .chain(() ->
                        cards.store(transaction, changed.members().isEmpty() ? List.of() : List.of(changed), author));
    }

    private static boolean isDone(Customer goes, Customer stays) {
        if (goes.standard() == 0) {
            throw FindCustomers.unknown(goes.key().customerId());
        }
        if (stays.standard() == 0) {
            throw refused("there is no customer " + stays.key().customerId());
        }
        String end = stays.mergedInto() == null ? stays.key().customerId() : stays.mergedInto();
        if (end.equals(goes.mergedInto())) {
            return true;
        }
        if (goes.mergedInto() != null) {
            throw Problem.conflict(
                    "merged-otherwise",
                    "The customer " + goes.key().customerId() + " was merged into " + goes.mergedInto() + ".");
        }
        if (stays.mergedInto() != null) {
            throw refused("was merged into " + stays.mergedInto() + " itself");
        }
        return false;
    }

    private static Problem refused(String message) {
        return Problem.invalid(List.of(new Fault("/into", message)));
    }

    private static Map<CustomerKey, Cause> causes(Set<CustomerKey> customers, CustomerKey goes, CustomerKey stays) {
        Map<CustomerKey, Cause> causes = new TreeMap<>();
        customers.forEach(customer -> causes.put(
                customer,
                new Cause(
                        Reason.CORRECTION,
                        "merger:" + (customer.equals(goes) ? stays.customerId() : goes.customerId()))));
        return causes;
    }
}
