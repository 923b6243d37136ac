package io.tierline.grading.customers.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.customers.domain.CustomerCard.Owner;
import io.tierline.grading.grades.domain.CustomerKey;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** Customers that change hands in bulk. */
public interface HandOvers {

    /** How many customers of the rep match: of its own, or, with those that nobody owns, also those that it called last. */
    Uni<Long> count(String tenant, String from, boolean withUnowned, CustomerFilter filter);

    /**
     * Gives some of them to another owner and locks them.
     *
     * @param to null: into the pool
     * @return which; none when none is left
     */
    Uni<List<CustomerKey>> some(
            SqlConnection transaction,
            String tenant,
            String from,
            Owner to,
            boolean withUnowned,
            CustomerFilter filter,
            int atMost,
            String author);
}
