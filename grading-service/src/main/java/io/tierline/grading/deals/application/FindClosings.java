package io.tierline.grading.deals.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.deals.domain.Closing;
import io.tierline.grading.grades.application.Customers;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads how deals ended. */
@ApplicationScoped
public class FindClosings {

    private final Customers customers;
    private final Deals deals;

    FindClosings(Customers customers, Deals deals) {
        this.customers = customers;
        this.deals = deals;
    }

    /** The latest closing; fails with a 404 problem when there is no such customer, or when none of its deals was closed. */
    public Uni<Closing> latest(CustomerKey customer) {
        return checkExists(customer)
                .chain(() -> deals.latest(customer))
                .onItem()
                .ifNull()
                .failWith(() -> noClosing(customer));
    }

    /** A page of all rounds' closings, the latest first; fails with a 404 problem when there is no such customer. */
    public Uni<Page<Closing>> all(CustomerKey customer, int limit, String cursor) {
        return checkExists(customer).chain(() -> deals.closings(customer, limit, cursor));
    }

    private Uni<Void> checkExists(CustomerKey customer) {
        return customers
                .exists(customer)
                .invoke(exists -> {
                    if (!exists) {
                        throw noCustomer(customer);
                    }
                })
                .replaceWithVoid();
    }

    static Problem noCustomer(CustomerKey customer) {
        return Problem.notFound("no-such-customer", "There is no customer " + customer.customerId() + " yet.");
    }

    static Problem noClosing(CustomerKey customer) {
        return Problem.notFound(
                "no-closing", "No deal with the customer " + customer.customerId() + " was closed yet.");
    }
}
