package io.tierline.grading.timeline.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.application.Customers;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.timeline.domain.Entry;
import io.tierline.grading.timeline.domain.EntryKind;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Reads what happened to a customer. */
@ApplicationScoped
public class ReadHistory {

    private final Customers customers;
    private final Timeline timeline;

    ReadHistory(Customers customers, Timeline timeline) {
        this.customers = customers;
        this.timeline = timeline;
    }

    /** A page of it, the latest first; fails with a 404 problem when there is no such customer. */
    public Uni<Page<Entry>> of(CustomerKey customer, Set<EntryKind> kinds, int limit, String cursor) {
        return customers.exists(customer).chain(exists -> {
            if (!exists) {
                throw Problem.notFound("no-such-customer", "There is no customer " + customer.customerId() + " yet.");
            }
            return timeline.of(customer, kinds, limit, cursor);
        });
    }
}
