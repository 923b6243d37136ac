package io.tierline.grading.customers.application;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.customers.application.CustomerCards.Changed;
import io.tierline.grading.customers.application.CustomerCards.Kept;
import io.tierline.grading.customers.domain.Author;
import io.tierline.grading.customers.domain.CustomerCard;
import io.tierline.grading.customers.domain.CustomerCard.Owner;
import io.tierline.grading.customers.domain.Referrals;
import io.tierline.grading.grades.application.Customers;
import io.tierline.grading.grades.application.Customers.Customer;
import io.tierline.grading.grades.application.GradeCustomers;
import io.tierline.grading.grades.application.GradeCustomers.Cause;
import io.tierline.grading.grades.application.GradeCustomers.Effect;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.tierchanges.domain.TierChange.Reason;
import io.tierline.kit.database.Database;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Writes down what people say of customers. A changed profile grades its customer anew in the same commit; what changes nothing
 * leaves no trace.
 */
@ApplicationScoped
public class KeepCustomers {

    /** Customers in one commit: few enough that a call of one of them never waits long. */
    private static final int AT_ONCE = 200;

    /** What became of a wish. */
    public enum Result {
        CREATED,
        UPDATED,
        UNCHANGED,
        REJECTED
    }

    /**
     * What somebody wants of a customer.
     *
     * @param mayCreate whether the customer may be new
     * @param expected which revisions the caller may have had in mind ({@code If-Match}); 0 is asked for a new customer
     * @param card the wanted card, from the present one ({@link CustomerCard#BLANK} for a new customer); may throw a problem, and may be
     *     asked more than once
     */
    public record Wish(String customerId, boolean mayCreate, IntPredicate expected, UnaryOperator<CustomerCard> card) {}

    /**
     * What became of it.
     *
     * @param problem why it was rejected; else null
     */
    public record Answer(Result result, Problem problem) {}

    private final CustomerCards cards;
    private final GradeCustomers gradeCustomers;
    private final OwnersTeams ownersTeams;
    private final FollowCards followCards;

    KeepCustomers(
            CustomerCards cards, GradeCustomers gradeCustomers, OwnersTeams ownersTeams, FollowCards followCards) {
        this.cards = cards;
        this.gradeCustomers = gradeCustomers;
        this.ownersTeams = ownersTeams;
        this.followCards = followCards;
    }

    /**
     * Fulfils one wish. Fails with the problem that there is: 403 when the author may not change the owner so, 404 when there is
     * no such customer and none may be made, 409 when the customer would have brought itself, 410 when it was merged into
     * another one, 412 when it is at a revision that was not expected and something would change, 422 when nobody is there who
     * is said to have brought it, or a new customer is to have a phone number as its id.
     */
    public Uni<Result> keep(String tenant, Author author, Wish wish) {
        return keepAll(tenant, author, List.of(wish), true)
                .map(answers -> answers.get(0).result());
    }

    /**
     * Fulfils wishes one after another, each by itself. Answers after the last commit; a failure leaves what was committed
     * before it, and the same again goes on from there.
     *
     * @return what became of each, in their order
     */
    public Uni<List<Answer>> keepAll(String tenant, Author author, List<Wish> wishes) {
        List<List<Wish>> groups = new ArrayList<>();
        for (int from = 0; from < wishes.size(); from += AT_ONCE) {
            groups.add(wishes.subList(from, Math.min(from + AT_ONCE, wishes.size())));
        }
        Uni<List<Answer>> all = Multi.createFrom()
                .iterable(groups)
                .onItem()
                .transformToUniAndConcatenate(group -> keepAll(tenant, author, group, false))
                .collect()
                .in(ArrayList::new, List::addAll);
        return Database.uncancelled(all);
    }

    private Uni<List<Answer>> keepAll(String tenant, Author author, List<Wish> wishes, boolean allOrNothing) {
        Set<CustomerKey> keys = wishes.stream()
                .map(wish -> new CustomerKey(tenant, wish.customerId()))
                .collect(Collectors.toCollection(TreeSet::new));
        return gradeCustomers.afterWithMerged(
                keys,
                (transaction, locked) -> cards.read(transaction, keys)
                        .chain(kept -> Uni.combine()
                                .all()
                                .unis(
                                        referrals(transaction, tenant, wishes, kept),
                                        ownersTeams.of(transaction, tenant, owners(tenant, wishes, kept)))
                                .usingConcurrencyOf(1)
                                .asTuple()
                                .chain(found -> {
                                    Group group =
                                            new Group(tenant, author, locked, kept, found.getItem1(), found.getItem2());
                                    List<Answer> answers =
                                            wishes.stream().map(group::fulfil).toList();
                                    if (allOrNothing && answers.get(0).problem() != null) {
                                        throw answers.get(0).problem();
                                    }
                                    return cards.store(transaction, group.changed.values(), author.subject())
                                            .chain(() -> followCards.follow(transaction, group.changed.values()))
                                            .chain(() -> ownersTeams.given(transaction, tenant, group.given()))
                                            .replaceWith(new Effect<>(answers, group.causes()));
                                })));
    }

    /** Looked up only when somebody is to have brought somebody: then one such change waits for another. */
    private Uni<Referrals> referrals(
            SqlConnection transaction, String tenant, List<Wish> wishes, Map<CustomerKey, Kept> kept) {
        Set<String> named = new TreeSet<>();
        for (Wish wish : wishes) {
            CustomerCard before =
                    kept.get(new CustomerKey(tenant, wish.customerId())).card();
            try {
                String wanted = wish.card().apply(before).referredBy();
                // Within a batch an earlier line may say something else of the same customer.
                if (wanted != null && (wishes.size() > 1 || !wanted.equals(before.referredBy()))) {
                    named.add(wanted);
                    named.add(wish.customerId());
                }
            } catch (Problem problem) {
                // Said when the wish has its turn.
            }
        }
        return named.isEmpty()
                ? Uni.createFrom().item(new Referrals(Map.of(), Map.of()))
                : cards.referrals(transaction, tenant, named);
    }

    /** The reps who are to own a customer while nobody says in which team. */
    private static Set<String> owners(String tenant, List<Wish> wishes, Map<CustomerKey, Kept> kept) {
        Set<String> owners = new TreeSet<>();
        for (Wish wish : wishes) {
            try {
                Owner wanted = wish.card()
                        .apply(kept.get(new CustomerKey(tenant, wish.customerId()))
                                .card())
                        .owner();
                if (wanted != null && wanted.team() == null) {
                    owners.add(wanted.rep());
                }
            } catch (Problem problem) {
                // Said when the wish has its turn.
            }
        }
        return owners;
    }

    /** Wishes that are fulfilled in one commit. */
    private static final class Group {

        private final String tenant;
        private final Author author;
        private final Map<CustomerKey, Customer> locked;
        private final Map<CustomerKey, Kept> kept;
        private final Referrals referrals;
        private final Map<String, String> teams;
        private final Set<CustomerKey> fresh = new TreeSet<>();
        private final Map<CustomerKey, CustomerCard> present = new TreeMap<>();
        private final Map<CustomerKey, Changed> changed = new LinkedHashMap<>();

        Group(
                String tenant,
                Author author,
                Map<CustomerKey, Customer> locked,
                Map<CustomerKey, Kept> kept,
                Referrals referrals,
                Map<String, String> teams) {
            this.tenant = tenant;
            this.author = author;
            this.locked = locked;
            this.kept = kept;
            this.referrals = referrals;
            this.teams = teams;
            locked.values().forEach(customer -> {
                if (customer.standard() == 0) {
                    fresh.add(customer.key());
                } else {
                    present.put(customer.key(), kept.get(customer.key()).card());
                }
            });
        }

        Answer fulfil(Wish wish) {
            try {
                return new Answer(put(wish), null);
            } catch (Problem problem) {
                return new Answer(Result.REJECTED, problem);
            }
        }

        private Result put(Wish wish) {
            CustomerKey key = new CustomerKey(tenant, wish.customerId());
            Customer customer = locked.get(key);
            if (customer.mergedInto() != null) {
                throw Customers.merged(key.customerId(), customer.mergedInto());
            }
            CustomerCard before = present.get(key);
            if (before == null) {
                if (!wish.mayCreate()) {
                    throw FindCustomers.unknown(key.customerId());
                }
                Customers.refuseNumberAsId(key);
            }
            CustomerCard wanted = wanted(key, wish, before == null ? CustomerCard.BLANK : before);
            if (before == null) {
                refuseUnless(wish.expected().test(0), "There is no such customer, so it is at no revision.");
            } else if (before.differences(wanted).isEmpty()) {
                return Result.UNCHANGED;
            } else {
                int revision = revision(key);
                refuseUnless(
                        wish.expected().test(revision),
                        "The customer is at revision " + revision + " by now; read it again and decide anew.");
            }
            present.put(key, wanted);
            referrals.put(key.customerId(), wanted.referredBy());
            boolean isNew = fresh.contains(key);
            changed.put(
                    key,
                    new Changed(
                            key,
                            isNew ? null : kept.get(key).card(),
                            wanted,
                            kept.get(key).revision() + (isNew ? 0 : 1)));
            return before == null ? Result.CREATED : Result.UPDATED;
        }

        private int revision(CustomerKey key) {
            return changed.containsKey(key)
                    ? changed.get(key).revision()
                    : kept.get(key).revision();
        }

        private CustomerCard wanted(CustomerKey key, Wish wish, CustomerCard before) {
            CustomerCard wanted = wish.card().apply(before);
            wanted = wanted.with(withTeam(wanted.owner(), before.owner()));
            if (!author.mayChange(before.owner(), wanted.owner())) {
                throw Problem.forbidden(
                        "owner-of-customer",
                        "A rep may take a customer from the pool for itself; everything else about owners is a manager's.");
            }
            return Objects.equals(wanted.referredBy(), before.referredBy())
                    ? wanted
                    : wanted.withReferredBy(referrer(key.customerId(), wanted.referredBy()));
        }

        /** A team that is not said stays as it is while the rep does; else it is the rep's by the directory. */
        private Owner withTeam(Owner wanted, Owner before) {
            if (wanted == null || wanted.team() != null) {
                return wanted;
            }
            return before != null && before.rep().equals(wanted.rep())
                    ? before
                    : new Owner(wanted.rep(), teams.get(wanted.rep()));
        }

        private String referrer(String customer, String wanted) {
            if (wanted == null) {
                return null;
            }
            String referrer = referrals.current(wanted);
            if (referrer.equals(customer)) {
                throw Problem.invalid(List.of(new Fault("/referredBy", "must be another customer")));
            }
            if (!referrals.knows(referrer)) {
                throw Problem.invalid(List.of(new Fault("/referredBy", "there is no customer " + wanted)));
            }
            if (referrals.isAbove(customer, referrer)) {
                throw Problem.conflict(
                        "referral-cycle",
                        "The customer " + referrer + " has itself come through " + customer + ", directly or not.");
            }
            return referrer;
        }

        private static void refuseUnless(boolean expected, String detail) {
            if (!expected) {
                throw Problem.stale(detail);
            }
        }

        /** Reps who were given customers in the team that the directory names. */
        Set<String> given() {
            return changed.values().stream()
                    .map(each -> each.after().owner())
                    .filter(owner -> owner != null && teams.containsKey(owner.rep()))
                    .map(Owner::rep)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        Map<CustomerKey, Cause> causes() {
            Map<CustomerKey, Cause> causes = new TreeMap<>();
            changed.values().forEach(each -> {
                if (each.before() == null || each.members().contains("profile")) {
                    causes.put(each.customer(), new Cause(Reason.QUALIFICATION, null));
                }
            });
            return causes;
        }
    }
}
