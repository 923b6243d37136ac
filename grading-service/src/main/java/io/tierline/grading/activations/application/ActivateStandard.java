package io.tierline.grading.activations.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.activations.domain.Activation;
import io.tierline.grading.companies.application.Companies;
import io.tierline.grading.standards.application.FindStandard;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Switches a company to another version of its standard. The switch itself is one short transaction; everybody is graded
 * anew afterwards, in the background and on any instance, because the company's revision was raised with it
 * ({@link io.tierline.grading.grades.application.RegradeCustomers}).
 */
@ApplicationScoped
public class ActivateStandard {

    private final Database database;
    private final Companies companies;
    private final FindStandard findStandard;
    private final Activations activations;
    private final Clock clock;

    ActivateStandard(
            Database database, Companies companies, FindStandard findStandard, Activations activations, Clock clock) {
        this.database = database;
        this.companies = companies;
        this.findStandard = findStandard;
        this.activations = activations;
        this.clock = clock;
    }

    /**
     * Makes the version the active one; if it is that already, nothing changes. Two who switch at once take their turns.
     * Fails with a 404 problem if there is no such version.
     *
     * @return the latest switch to the version; null for the first version while nothing else was ever activated
     */
    public Uni<Activation> activate(String tenant, int version, String by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        // Compiled before anything is locked: a version that cannot be compiled is not activated, and nobody waits for
        // it.
        return findStandard
                .compiled(tenant, version)
                .chain(() -> database.transaction(transaction -> companies
                        .lock(transaction, tenant)
                        .chain(company -> company.standard() == version
                                ? Uni.createFrom().voidItem()
                                : companies
                                        .activate(transaction, tenant, version)
                                        .chain(changed -> activations.add(
                                                transaction,
                                                tenant,
                                                changed.revision(),
                                                version,
                                                company.standard(),
                                                by,
                                                now)))))
                .chain(() -> activations.latestOf(database.pool(), tenant, version));
    }

    /** The latest switch to the version and how far it is; fails with a 404 problem if there never was any. */
    public Uni<Activation> latestOf(String tenant, int version) {
        return activations
                .latestOf(database.pool(), tenant, version)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound(
                        "never-activated", "Version " + version + " of the standard was never activated."));
    }

    /** A page of the switches, newest first. */
    public Uni<Page<Activation>> list(String tenant, int limit, String cursor) {
        return activations.list(tenant, limit, cursor);
    }
}
