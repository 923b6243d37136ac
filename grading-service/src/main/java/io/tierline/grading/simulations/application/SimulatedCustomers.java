package io.tierline.grading.simulations.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.simulations.domain.Closing;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The customers that a simulation goes through. */
public interface SimulatedCustomers {

    /** How many the tenant has. */
    Uni<Long> count(SqlConnection transaction, String tenant);

    /**
     * The tenant's customers in the order of their ids, at most so many.
     *
     * @param after the id after which they begin; empty for the first ones
     */
    Uni<List<CustomerKey>> after(SqlConnection transaction, String tenant, String after, int atMost);

    /** The customers' deals that were won or lost, one for each round that ended so; those without any are left out. */
    Uni<Map<CustomerKey, List<Closing>>> closings(SqlConnection transaction, Collection<CustomerKey> customers);
}
