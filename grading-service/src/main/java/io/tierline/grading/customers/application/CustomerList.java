package io.tierline.grading.customers.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.customers.domain.CustomerCard;
import io.tierline.grading.grades.application.Customers.Customer;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.paging.Page;
import java.time.Instant;
import java.util.List;

/** Customers with all that is kept of them, to be read. */
public interface CustomerList {

    /**
     * A customer with its grade as it is kept, and its card.
     *
     * @param round which round of dealing with it this is, from 1
     * @param fit how well it fits the ideal profile, 0 to 100; null if that is not known
     * @param changedAt when its card was changed last; null if nobody ever wrote one
     */
    record Entry(
            Customer customer,
            int round,
            Integer fit,
            CustomerCard card,
            int revision,
            Instant changedAt,
            String changedBy) {}

    /** In which order; what has no value comes last, be it up or down, and equals follow in the order of ids. */
    enum Sort {
        ID,
        NAME,
        /** By the active standard, best first. */
        TIER,
        /** How well it fits the ideal profile. */
        FIT,
        DUE,
        PROGRESS,
        /** When the card was changed. */
        CHANGED,
        /** Names that are what was sought, that begin with it, that contain it. */
        RELEVANCE
    }

    /** An order and its direction. */
    record Order(Sort sort, boolean descending) {}

    /**
     * A page of customers.
     *
     * @param position the last tier change that the page reflects: a stream from there on continues it without a gap
     */
    record Listed(Page<Entry> page, long position) {}

    /** One of them; null if there is none, a 410 problem if it was merged into another. */
    Uni<Entry> find(CustomerKey key);

    /**
     * A page of the tenant's customers.
     *
     * @param sought the normalised query, for {@link Sort#RELEVANCE}
     * @param tiers codes of the active standard, best first, for {@link Sort#TIER}
     * @param cursor of the page before in the same order; null for the first
     */
    Uni<Listed> page(
            String tenant,
            CustomerFilter filter,
            Order order,
            String sought,
            List<String> tiers,
            int limit,
            String cursor);
}
