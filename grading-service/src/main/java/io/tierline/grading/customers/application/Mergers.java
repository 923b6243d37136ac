package io.tierline.grading.customers.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.customers.domain.CustomerCard;
import io.tierline.grading.grades.domain.CustomerKey;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/** Customers that turned out to be the same. */
public interface Mergers {

    /**
     * One that is gone.
     *
     * @param into the customer that it counts for by now
     */
    record Merger(CustomerKey gone, String into, Instant at, String author) {}

    /** How the customer was merged; null if it was not. */
    Uni<Merger> find(CustomerKey gone);

    /** Who leads to the customer: those it has brought, and those that were merged into it. */
    Uni<Set<CustomerKey>> leadingTo(SqlConnection transaction, CustomerKey customer);

    /** The same outside of a transaction, to know whom to lock. */
    Uni<Set<CustomerKey>> leadingTo(CustomerKey customer);

    /** Which of the customers have a history of deals. */
    Uni<Set<CustomerKey>> withDeals(SqlConnection transaction, Collection<CustomerKey> customers);

    /**
     * Makes one of two locked customers: everything that was said of the one that goes counts for the one that stays, and so does
     * who leads to it. Who goes keeps its id and nothing else.
     *
     * @param former the card of the one that goes, for the record
     * @param referredBy who has brought the one that stays, or null
     * @param takesDeals whether the deals of the one that goes, and how they stand, are the other's from now on
     */
    Uni<Void> merge(
            SqlConnection transaction,
            CustomerKey goes,
            CustomerKey stays,
            CustomerCard former,
            boolean takesDeals,
            String author);
}
