package io.tierline.grading.care.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.care.domain.CareEntry;
import io.tierline.grading.care.domain.CareKind;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Care logs. */
public interface CareEntries {

    /**
     * Locks the customer until the transaction ends.
     *
     * @return whether it has been won, be it in a round before; null when the tenant has no such customer
     */
    Uni<Boolean> lock(SqlConnection transaction, CustomerKey customer);

    /** Adds an entry; false when the tenant has one of this id already. */
    Uni<Boolean> add(SqlConnection transaction, CareEntry entry);

    /**
     * The entry, or null.
     *
     * @param client a transaction, or the pool
     */
    Uni<CareEntry> find(SqlClient client, String tenant, String id);

    /** Keeps what the entry says now. */
    Uni<Void> update(SqlConnection transaction, CareEntry entry);

    /** Takes the entry away. */
    Uni<Void> remove(SqlConnection transaction, CareEntry entry);

    /**
     * Keeps with the customer what follows from its entries: since when it is satisfied, and when it was last asked for a
     * referral. To be called after every change of these; the customer has to be locked.
     */
    Uni<Void> summarise(SqlConnection transaction, CustomerKey customer);

    /**
     * A page of the customer's entries, the newest first.
     *
     * @param kind null for all
     */
    Uni<Page<CareEntry>> list(CustomerKey customer, CareKind kind, int limit, String cursor);
}
