package io.tierline.grading.standards.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.companies.application.Companies;
import io.tierline.grading.standards.application.Standards.Entry;
import io.tierline.grading.standards.application.Standards.Written;
import io.tierline.grading.standards.domain.Standard;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads the versions of a company's standard. */
@ApplicationScoped
public class FindStandard {

    /** Something, and which version is active. */
    public record WithActive<T>(T found, int active) {}

    private final Database database;
    private final Companies companies;
    private final Standards standards;

    FindStandard(Database database, Companies companies, Standards standards) {
        this.database = database;
        this.companies = companies;
        this.standards = standards;
    }

    /** A page of the versions, newest first. */
    public Uni<WithActive<Page<Entry>>> list(String tenant, int limit, String cursor) {
        return withActive(tenant, standards.list(tenant, limit, cursor));
    }

    /** A version as it was written; fails with a 404 problem if there is none. */
    public Uni<WithActive<Written>> written(String tenant, int version) {
        return withActive(
                tenant, standards.written(tenant, version).onItem().ifNull().failWith(() -> unknown(version)));
    }

    /** A version, compiled; fails with a 404 problem if there is none. */
    public Uni<Standard> compiled(String tenant, int version) {
        return standards.version(tenant, version).onItem().ifNull().failWith(() -> unknown(version));
    }

    private static Problem unknown(int version) {
        return Problem.notFound("no-such-standard", "There is no version " + version + " of the standard.");
    }

    private <T> Uni<WithActive<T>> withActive(String tenant, Uni<T> found) {
        return found.chain(
                it -> companies.of(database.pool(), tenant).map(company -> new WithActive<>(it, company.standard())));
    }
}
