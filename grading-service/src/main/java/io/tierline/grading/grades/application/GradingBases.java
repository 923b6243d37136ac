package io.tierline.grading.grades.application;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.companies.application.Companies;
import io.tierline.grading.companies.domain.Company;
import io.tierline.grading.grades.domain.GradingBasis;
import io.tierline.grading.standards.application.Standards;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Finds by what companies grade at present: their active standard and their time zone. */
@ApplicationScoped
public class GradingBases {

    private final Companies companies;
    private final Standards standards;

    GradingBases(Companies companies, Standards standards) {
        this.companies = companies;
        this.standards = standards;
    }

    /**
     * The basis of each tenant at this moment.
     *
     * @param client a transaction, or the pool
     */
    public Uni<Map<String, GradingBasis>> of(SqlClient client, Collection<String> tenants) {
        Map<String, GradingBasis> bases = new HashMap<>();
        return companies
                .of(client, tenants)
                .chain(found -> Multi.createFrom()
                        .iterable(found.values())
                        .onItem()
                        .transformToUniAndConcatenate(
                                company -> basis(client, company).invoke(basis -> bases.put(company.tenant(), basis)))
                        .collect()
                        .last())
                .replaceWith(bases);
    }

    private Uni<GradingBasis> basis(SqlClient client, Company company) {
        return standards
                .version(client, company.tenant(), company.standard())
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException(
                        "The active standard " + company.standard() + " of " + company.tenant() + " does not exist"))
                .map(standard -> new GradingBasis(company.revision(), standard, company.zone()));
    }
}
