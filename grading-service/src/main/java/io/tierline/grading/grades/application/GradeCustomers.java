package io.tierline.grading.grades.application;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.application.Customers.Customer;
import io.tierline.grading.grades.domain.CallFacts;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.Grade;
import io.tierline.grading.grades.domain.Grader;
import io.tierline.grading.grades.domain.History;
import io.tierline.grading.standards.application.Standards;
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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Changes what is known about customers and grades them anew, in one transaction: lock the customers, change the facts,
 * read them, grade, keep the grades, number the changes. Every way to a new grade goes through here, so that a grade is
 * never older than its facts.
 */
@ApplicationScoped
public class GradeCustomers {

    /** Days are counted in the company's zone; this one until companies can set theirs. */
    static final ZoneId ZONE = ZoneOffset.UTC;

    /**
     * Why a customer is graded anew.
     *
     * @param cause id of the call or patch, or null
     */
    record Cause(Reason reason, String cause) {}

    /** A change of facts turned out to touch customers that are not locked. */
    private static final class NotLocked extends RuntimeException {

        private final transient Set<CustomerKey> customers;

        NotLocked(Set<CustomerKey> customers) {
            super("not locked", null, false, false);
            this.customers = customers;
        }
    }

    private record Graded(Customer customer, TierChange change) {}

    private final Database database;
    private final Customers customers;
    private final Facts facts;
    private final Standards standards;
    private final TierChanges tierChanges;
    private final TierChangeFeed feed;
    private final OutboxRelay relay;
    private final Vertx vertx;
    private final MeterRegistry meters;

    GradeCustomers(
            Database database,
            Customers customers,
            Facts facts,
            Standards standards,
            TierChanges tierChanges,
            TierChangeFeed feed,
            OutboxRelay relay,
            Vertx vertx,
            MeterRegistry meters) {
        this.database = database;
        this.customers = customers;
        this.facts = facts;
        this.standards = standards;
        this.tierChanges = tierChanges;
        this.feed = feed;
        this.relay = relay;
        this.vertx = vertx;
        this.meters = meters;
    }

    /**
     * Changes facts about the customers and grades those whose facts have changed.
     *
     * @param known the customers that the change may touch, as far as is known before it
     * @param change changes the facts and answers whom to grade anew, and why; when it finds that a customer is touched that
     *     is not among the known ones, all is rolled back and done again with that customer locked too
     */
    Uni<Void> after(Set<CustomerKey> known, Function<SqlConnection, Uni<Map<CustomerKey, Cause>>> change) {
        return database.transaction(transaction -> customers
                        .lock(transaction, known)
                        .chain(locked -> change.apply(transaction).chain(causes -> {
                            Set<CustomerKey> missing = Customers.missing(causes.keySet(), locked.keySet());
                            if (!missing.isEmpty()) {
                                throw new NotLocked(missing);
                            }
                            return regrade(transaction, locked, causes);
                        })))
                .invoke(this::announce)
                .replaceWithVoid()
                .onFailure(NotLocked.class)
                .recoverWithUni(failure -> {
                    Set<CustomerKey> more = new HashSet<>(known);
                    more.addAll(failure.customers);
                    return after(more, change);
                });
    }

    private Uni<List<TierChange>> regrade(
            SqlConnection transaction, Map<CustomerKey, Customer> locked, Map<CustomerKey, Cause> causes) {
        if (causes.isEmpty()) {
            return Uni.createFrom().item(List.of());
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
                                                now))
                                        .toList(),
                                false)))
                .chain(graded -> {
                    List<TierChange> changes = graded.stream()
                            .map(Graded::change)
                            .filter(Objects::nonNull)
                            .toList();
                    return customers
                            .update(
                                    transaction,
                                    graded.stream().map(Graded::customer).toList())
                            .chain(() -> tierChanges.append(transaction, changes))
                            .replaceWith(changes);
                });
    }

    private Graded grade(Customer before, History history, Cause cause, Instant now) {
        Grade grade = Grader.grade(history, standards.activeOf(before.key().tenant()), now, ZONE);
        String tier = grade.tier().orElse(null);
        boolean retiered = !Objects.equals(before.tier(), tier);
        boolean grewOverdue = !retiered && grade.overdue() && !before.overdue();
        CallFacts lastCall = history.lastCallOfARep().orElse(null);
        Customer after = new Customer(
                before.key(),
                tier,
                grade.held().map(Grade.Held::basis).orElse(null),
                grade.standard().version(),
                grade.progress().orElse(null),
                grade.held().flatMap(Grade.Held::due).orElse(null),
                grade.overdue(),
                grade.nextMoment().orElse(null),
                lastCall == null ? null : lastCall.rep().orElse(null),
                lastCall == null ? null : lastCall.team().orElse(null),
                retiered || grewOverdue ? before.version() + 1 : before.version());
        if (!retiered && !grewOverdue) {
            return new Graded(after, null);
        }
        TierChange change = new TierChange(
                after.key().tenant(),
                0,
                after.key().customerId(),
                after.version(),
                retiered ? Kind.CHANGED : Kind.OVERDUE,
                before.tier(),
                tier,
                cause.reason(),
                after.standard(),
                cause.cause(),
                after.rep(),
                after.team(),
                now);
        return new Graded(after, change);
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
