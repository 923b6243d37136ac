package io.tierline.grading.deals.application;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.Set;

/** Where companies' lists of reasons are kept. */
public interface ReasonCatalogues {

    /** The list as it stands. */
    Uni<ReasonCatalogue> find(String tenant);

    /** The list as it stands; nobody changes it until the transaction ends. */
    Uni<ReasonCatalogue> share(SqlConnection transaction, String tenant);

    /** The list as it stands; nobody else changes it, or closes a deal by it, until the transaction ends. */
    Uni<ReasonCatalogue> lock(SqlConnection transaction, String tenant);

    /** Keeps a further revision of a locked list. */
    Uni<Void> store(SqlConnection transaction, String tenant, ReasonCatalogue catalogue, String by);

    /** Remembers that closings name these codes; the list has to be shared. */
    Uni<Void> use(SqlConnection transaction, String tenant, Collection<String> codes);

    /** The codes that closings name or have named; the list has to be locked. */
    Uni<Set<String>> used(SqlConnection transaction, String tenant);
}
