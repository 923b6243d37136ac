package io.tierline.grading.grades.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.domain.Agenda;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.CustomerStatus;
import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.grading.grades.domain.Grade;
import io.tierline.grading.grades.domain.GradingBasis;
import io.tierline.grading.grades.domain.NumberAsId;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Customers and the grades that they were last found to have. */
public interface Customers {

    /**
     * A customer as it is kept.
     *
     * @param tier code, or null
     * @param basis how it came by the tier, or null without one
     * @param standard version by which it was graded; 0 before the first time
     * @param progress when the last progress was made, or null
     * @param due when its tier's time is up, or null
     * @param lastRep who called last, or null
     * @param lastTeam the last caller's team at that time, or null
     * @param version how many tier changes it has had
     * @param gradedUnder the company's revision at the last grading
     * @param state how its deal stands
     * @param ownerRep who owns it, or null
     * @param ownerTeam the owner's team, or null
     * @param mergedInto id of the customer that it was merged into, or null; if so it is no customer any more
     * @param agenda what its history asks of whoever calls next
     */
    record Customer(
            CustomerKey key,
            String tier,
            Grade.Basis basis,
            int standard,
            Instant progress,
            Instant due,
            boolean overdue,
            Instant nextMoment,
            String lastRep,
            String lastTeam,
            int version,
            long gradedUnder,
            State state,
            String ownerRep,
            String ownerTeam,
            String mergedInto,
            Agenda agenda) {

        /** Whose customer it is: the owner's, or the last caller's while there is no owner; or null. */
        public String rep() {
            return ownerRep == null ? lastRep : ownerRep;
        }

        /** The team of {@link #rep}, or null. */
        public String team() {
            return ownerRep == null ? lastTeam : ownerTeam;
        }

        /** The same customer after another tier change. */
        Customer withVersion(int other) {
            return new Customer(
                    key,
                    tier,
                    basis,
                    standard,
                    progress,
                    due,
                    overdue,
                    nextMoment,
                    lastRep,
                    lastTeam,
                    other,
                    gradedUnder,
                    state,
                    ownerRep,
                    ownerTeam,
                    mergedInto,
                    agenda);
        }

        /** Whether it was graded by what held before in its company. */
        boolean isBehind(GradingBasis basis) {
            return standard > 0 && gradedUnder < basis.revision();
        }
    }

    /** Whose customer it is, as it stands after an update. */
    record Holder(String rep, String team) {}

    /**
     * Locks the customers until the transaction ends, in the order of their keys; takes in those that do not exist yet, which
     * are then at standard 0. To be called before anything about them is read.
     */
    Uni<Map<CustomerKey, Customer>> lock(SqlConnection transaction, Collection<CustomerKey> keys);

    /**
     * Keeps the customers' grades as they are now; the customers have to be locked.
     *
     * @return whose customer each of them is
     */
    Uni<Map<CustomerKey, Holder>> update(SqlConnection transaction, Collection<Customer> customers);

    /** Takes back customers that were taken in, of whom nothing was said after all; they have to be locked. */
    Uni<Void> drop(SqlConnection transaction, Collection<CustomerKey> customers);

    /** Whether there is such a customer; fails with a 410 problem when it was merged into another one. */
    Uni<Boolean> exists(CustomerKey key);

    /** Customers whose next moment has come, at most so many. */
    Uni<List<CustomerKey>> dueByTheClock(int atMost);

    /** Customers that were graded by what no longer holds in their company, at most so many. */
    Uni<List<CustomerKey>> behind(int atMost);

    /** Lets a customer whose grade cannot be derived be for a while: it is neither due by the clock nor behind until then. */
    Uni<Void> setAside(CustomerKey key, Duration pause);

    /** How the customer's deal stood at a past moment: what a grade as of then needs. */
    Uni<CustomerStatus> statusAt(SqlConnection transaction, CustomerKey key, Instant moment);

    /** The database's time: the one clock that all instances share. */
    Uni<Instant> now(SqlConnection transaction);

    /** The problem of a customer that was merged into another one. */
    static Problem merged(String customerId, String into) {
        return Problem.gone(
                "customer-merged",
                "The customer " + customerId + " was merged into " + into + "; go on with that one.");
    }

    /** Fails with a 422 problem when a new customer is to have a phone number as its id: ids are in keys, topics and logs. */
    static void refuseNumberAsId(CustomerKey newCustomer) {
        if (NumberAsId.isOne(newCustomer.customerId())) {
            throw Problem.invalid(
                    List.of(new Fault("/customerId", "is a phone number, which the id of a new customer must not be")));
        }
    }

    /** The keys that are not locked yet. */
    static Set<CustomerKey> missing(Set<CustomerKey> needed, Set<CustomerKey> locked) {
        return needed.stream().filter(key -> !locked.contains(key)).collect(Collectors.toSet());
    }
}
