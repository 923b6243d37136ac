package io.tierline.grading.companies.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.companies.domain.Company;
import io.tierline.grading.companies.domain.CompanyPolicy;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** What holds for each company. */
public interface Companies {

    /**
     * The companies as they are at this moment, every tenant asked for among them.
     *
     * @param client a transaction, or the pool
     */
    Uni<Map<String, Company>> of(SqlClient client, Collection<String> tenants);

    /**
     * Locks the company until the transaction ends; makes its row if it has none yet. To be called after customers are
     * locked, if any are.
     */
    Uni<Company> lock(SqlConnection transaction, String tenant);

    /** Makes another standard the active one; the company has to be locked. Answers the company as it is from then on. */
    Uni<Company> activate(SqlConnection transaction, String tenant, int standard);

    /** One company as it is at this moment. */
    default Uni<Company> of(SqlClient client, String tenant) {
        return of(client, Set.of(tenant)).map(companies -> companies.get(tenant));
    }

    /**
     * Takes over each policy that is of a higher revision than the one in force. A new time zone raises the company's
     * revision, so that all its customers are graded anew.
     *
     * @param policies no company twice
     */
    Uni<Void> follow(SqlConnection transaction, Collection<CompanyPolicy> policies);
}
