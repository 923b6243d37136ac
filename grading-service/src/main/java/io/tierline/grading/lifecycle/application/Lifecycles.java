package io.tierline.grading.lifecycle.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.lifecycle.domain.Lifecycle;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;

/** Where customers stand, by what is kept of them. */
public interface Lifecycles {

    /** Gives the customers, which have to be locked, their next revision; answers them as they stand, in the order of their keys. */
    Uni<List<Lifecycle>> advance(SqlConnection transaction, Collection<CustomerKey> customers);
}
