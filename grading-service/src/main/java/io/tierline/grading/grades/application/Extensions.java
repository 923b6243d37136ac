package io.tierline.grading.grades.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.Extension;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** More time that was granted to customers. */
public interface Extensions {

    /** An extension, by whatever id it was granted under. */
    record Granted(String id, CustomerKey customer, Extension extension) {}

    /** Keeps it, unless there is one of this id in the tenant; answers whether it did. The customer has to be locked. */
    Uni<Boolean> add(SqlConnection transaction, Granted granted);

    /** The tenant's extension of this id, or null. */
    Uni<Granted> find(SqlConnection transaction, String tenant, String id);

    /** A page of the customer's extensions, newest first. */
    Uni<Page<Granted>> list(CustomerKey customer, int limit, String cursor);
}
