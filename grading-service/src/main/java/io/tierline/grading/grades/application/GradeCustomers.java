package io.tierline.grading.grades.application;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.application.Customers.Customer;
import io.tierline.grading.grades.application.Customers.Holder;
import io.tierline.grading.grades.domain.Agenda;
import io.tierline.grading.grades.domain.CallFacts;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.Grade;
import io.tierline.grading.grades.domain.Grader;
import io.tierline.grading.grades.domain.GradingBasis;
import io.tierline.grading.grades.domain.History;
import io.tierline.grading.tierchanges.application.TierChangeFeed;
import io.tierline.grading.tierchanges.application.TierChanges;
import io.tierline.grading.tierchanges.domain.TierChange;
import io.tierline.grading.tierchanges.domain.TierChange.Kind;
import io.tierline.grading.tierchanges.domain.TierChange.Reason;
import io.tierline.kit.database.Database;
import io.tierline.kit.outbox.OutboxRelay;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Changes what is known about customers and grades them anew, in one transaction: lock the customers, change the facts,
 * read them, grade, keep the grades, number the changes. Every way to a new grade goes through here, so that a grade is
 * never older than its facts.
 */
@ApplicationScoped
public class GradeCustomers {

    /**
     * Why a customer is graded anew.
     *
     * @param cause id of what brought it about, such as a call or patch, or null
     */
    public record Cause(Reason reason, String cause) {}

    /**
     * What a change has done.
     *
     * @param result for the caller
     * @param causes whom to grade anew, and why
     */
    public record Effect<T>(T result, Map<CustomerKey, Cause> causes) {

        /** An effect on customers alone. */
        static Effect<Void> of(Map<CustomerKey, Cause> causes) {
            return new Effect<>(null, causes);
        }
    }

    /** Changes what is known about customers; has to be repeatable. */
    @FunctionalInterface
    public interface Change<T> {

        /**
         * Changes it.
         *
         * @param locked the customers that are locked, as they were before
         */
        Uni<Effect<T>> in(SqlConnection transaction, Map<CustomerKey, Customer> locked);
    }

    /** A change of facts turned out to touch customers that are not locked. */
    private static final class NotLocked extends RuntimeException {

        private final transient Set<CustomerKey> customers;

        NotLocked(Set<CustomerKey> customers) {
            super("not locked", null, false, false);
            this.customers = customers;
        }
    }

    /** Some customers were graded by what no longer holds in their company. */
    private static final class Behind extends RuntimeException {

        private final transient Set<CustomerKey> customers;

        Behind(Set<CustomerKey> customers) {
            super("behind", null, false, false);
            this.customers = customers;
        }
    }

    private record Done<T>(T result, List<TierChange> changes) {}

    private record Graded(Customer before, Customer after, Cause cause) {

        boolean isRetiered() {
            return !Objects.equals(before.tier(), after.tier());
        }

        boolean isChange() {
            return isRetiered() || (after.overdue() && !before.overdue());
        }
    }

    private final Database database;
    private final Customers customers;
    private final Facts facts;
    private final GradingBases bases;
    private final TierChanges tierChanges;
    private final TierChangeFeed feed;
    private final OutboxRelay relay;
    private final Vertx vertx;
    private final MeterRegistry meters;

    GradeCustomers(
            Database database,
            Customers customers,
            Facts facts,
            GradingBases bases,
            TierChanges tierChanges,
            TierChangeFeed feed,
            OutboxRelay relay,
            Vertx vertx,
            MeterRegistry meters) {
        this.database = database;
        this.customers = customers;
        this.facts = facts;
        this.bases = bases;
        this.tierChanges = tierChanges;
        this.feed = feed;
        this.relay = relay;
        this.vertx = vertx;
        this.meters = meters;
    }

    /**
     * Changes what is known about customers and grades those whose facts have changed. Whoever is behind its company is
     * caught up before, so that each tier change has its own reason.
     *
     * @param known the customers that the change may touch, as far as is known before it; those that do not exist are made
     * @param change when it turns out to touch a customer that is not among the known ones, all is rolled back and done
     *     again with that customer locked too
     * @return what the change answers; fails with a 410 problem when one of the known was merged into another customer
     */
    public <T> Uni<T> after(Set<CustomerKey> known, Change<T> change) {
        return afterWithMerged(known, (transaction, locked) -> {
            locked.values().stream()
                    .filter(customer -> customer.mergedInto() != null)
                    .findFirst()
                    .ifPresent(customer -> {
                        throw Customers.merged(customer.key().customerId(), customer.mergedInto());
                    });
            return change.in(transaction, locked);
        });
    }

    /** Does the same for a change that knows what to do about customers that were merged into others. */
    public <T> Uni<T> afterWithMerged(Set<CustomerKey> known, Change<T> change) {
        return database.transaction(transaction -> customers
                        .lock(transaction, known)
                        .chain(locked -> basesOf(transaction, locked).chain(byTenant -> {
                            refuseBehind(locked, byTenant);
                            return change.in(transaction, locked)
                                    .call(effect -> customers.drop(transaction, unsaid(locked, effect.causes())))
                                    .chain(effect -> regrade(transaction, locked, effect.causes(), byTenant)
                                            .map(changes -> new Done<>(effect.result(), changes)));
                        })))
                .invoke(done -> announce(done.changes()))
                .map(Done::result)
                .onFailure(NotLocked.class)
                .recoverWithUni(failure -> {
                    Set<CustomerKey> more = new HashSet<>(known);
                    more.addAll(((NotLocked) failure).customers);
                    return afterWithMerged(more, change);
                })
                .onFailure(Behind.class)
                .recoverWithUni(
                        failure -> catchUp(((Behind) failure).customers).chain(() -> afterWithMerged(known, change)));
    }

    /** Those that were taken in to be locked, and of whom the change has said nothing. */
    private static List<CustomerKey> unsaid(Map<CustomerKey, Customer> locked, Map<CustomerKey, Cause> causes) {
        return locked.values().stream()
                .filter(customer -> customer.standard() == 0 && !causes.containsKey(customer.key()))
                .map(Customer::key)
                .toList();
    }

    /** Grades those of the customers anew that were graded by what no longer holds in their company. */
    Uni<Void> catchUp(Set<CustomerKey> behind) {
        return database.transaction(transaction -> customers
                        .lock(transaction, behind)
                        .chain(locked -> basesOf(transaction, locked)
                                .chain(byTenant ->
                                        regrade(transaction, locked, reasonsToCatchUp(locked, byTenant), byTenant))))
                .invoke(this::announce)
                .replaceWithVoid();
    }

    private Uni<Map<String, GradingBasis>> basesOf(SqlConnection transaction, Map<CustomerKey, Customer> locked) {
        return bases.of(
                transaction, locked.keySet().stream().map(CustomerKey::tenant).collect(Collectors.toSet()));
    }

    private static void refuseBehind(Map<CustomerKey, Customer> locked, Map<String, GradingBasis> byTenant) {
        Set<CustomerKey> behind = locked.values().stream()
                .filter(customer ->
                        customer.isBehind(byTenant.get(customer.key().tenant())))
                .map(Customer::key)
                .collect(Collectors.toSet());
        if (!behind.isEmpty()) {
            throw new Behind(behind);
        }
    }

    private static Map<CustomerKey, Cause> reasonsToCatchUp(
            Map<CustomerKey, Customer> locked, Map<String, GradingBasis> byTenant) {
        Map<CustomerKey, Cause> causes = new TreeMap<>();
        for (Customer customer : locked.values()) {
            GradingBasis basis = byTenant.get(customer.key().tenant());
            if (customer.gradedUnder() < basis.revision()) {
                Reason reason = customer.standard() == basis.standard().version() ? Reason.POLICY : Reason.STANDARD;
                causes.put(customer.key(), new Cause(reason, null));
            }
        }
        return causes;
    }

    private Uni<List<TierChange>> regrade(
            SqlConnection transaction,
            Map<CustomerKey, Customer> locked,
            Map<CustomerKey, Cause> causes,
            Map<String, GradingBasis> byTenant) {
        if (causes.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Set<CustomerKey> missing = Customers.missing(causes.keySet(), locked.keySet());
        if (!missing.isEmpty()) {
            throw new NotLocked(missing);
        }
        return customers
                .now(transaction)
                .chain(now -> facts.histories(transaction, causes.keySet())
                        // Grading a large batch takes a while: not on the event loop.
                        .chain(histories -> vertx.executeBlocking(
                                () -> causes.entrySet().stream()
                                        .map(touched -> grade(
                                                locked.get(touched.getKey()),
                                                histories.get(touched.getKey()),
                                                touched.getValue(),
                                                byTenant.get(touched.getKey().tenant()),
                                                now))
                                        .toList(),
                                false))
                        .chain(graded -> keep(transaction, graded, now)));
    }

    private static Graded grade(Customer before, History history, Cause cause, GradingBasis basis, Instant now) {
        Grade grade = Grader.grade(history, basis.standard(), now, basis.zone());
        CallFacts lastCall = history.lastCallOfARep().orElse(null);
        Customer after = new Customer(
                before.key(),
                grade.tier().orElse(null),
                grade.held().map(Grade.Held::basis).orElse(null),
                grade.standard().version(),
                grade.progress().orElse(null),
                grade.held().flatMap(Grade.Held::due).orElse(null),
                grade.overdue(),
                grade.nextMoment().orElse(null),
                lastCall == null ? null : lastCall.rep().orElse(null),
                lastCall == null ? null : lastCall.team().orElse(null),
                before.version(),
                basis.revision(),
                before.state(),
                before.ownerRep(),
                before.ownerTeam(),
                before.mergedInto(),
                Agenda.of(history, grade, basis.zone()));
        Graded graded = new Graded(before, after, cause);
        return graded.isChange() ? new Graded(before, after.withVersion(before.version() + 1), cause) : graded;
    }

    private Uni<List<TierChange>> keep(SqlConnection transaction, List<Graded> graded, Instant now) {
        return customers
                .update(transaction, graded.stream().map(Graded::after).toList())
                .chain(holders -> {
                    List<TierChange> changes = graded.stream()
                            .filter(Graded::isChange)
                            .map(each -> change(each, holders.get(each.after().key()), now))
                            .toList();
                    return tierChanges.append(transaction, changes).replaceWith(changes);
                });
    }

    private static TierChange change(Graded graded, Holder holder, Instant now) {
        return new TierChange(
                graded.after().key().tenant(),
                0,
                graded.after().key().customerId(),
                graded.after().version(),
                graded.isRetiered() ? Kind.CHANGED : Kind.OVERDUE,
                graded.before().tier(),
                graded.after().tier(),
                graded.cause().reason(),
                graded.after().standard(),
                graded.cause().cause(),
                holder.rep(),
                holder.team(),
                now);
    }

    private void announce(List<TierChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        relay.wake();
        changes.stream().map(TierChange::tenant).distinct().forEach(feed::wake);
        for (TierChange change : changes) {
            meters.counter(
                            "tierline.tier.changes",
                            "kind",
                            change.kind().name().toLowerCase(Locale.ROOT),
                            "reason",
                            change.reason().name().toLowerCase(Locale.ROOT))
                    .increment();
        }
    }
}
