package io.tierline.grading.deals.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.deals.domain.Closing;
import io.tierline.grading.deals.domain.Deal;
import io.tierline.grading.deals.domain.Decision.Step;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** How the deals with customers stand, and how those that are over have ended. */
public interface Deals {

    /** The deal as it stands; the customer has to be locked. */
    Uni<Deal> of(SqlConnection transaction, CustomerKey customer);

    /** Keeps that the deal stands differently; the customer has to be locked. */
    Uni<Void> take(SqlConnection transaction, CustomerKey customer, Step step);

    /** Keeps a closing that is new. */
    Uni<Void> add(SqlConnection transaction, Closing closing);

    /** Keeps a further revision of a closing. */
    Uni<Void> change(SqlConnection transaction, Closing closing);

    /** The latest closing, or null. */
    Uni<Closing> latest(CustomerKey customer);

    /** A page of the customer's closings, the latest first. */
    Uni<Page<Closing>> closings(CustomerKey customer, int limit, String cursor);

    /**
     * Gives closings to another customer of the tenant; both customers have to be locked.
     *
     * @return those that have moved, each in its next revision
     */
    Uni<List<Closing>> move(SqlConnection transaction, CustomerKey from, CustomerKey to);
}
