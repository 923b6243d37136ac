package io.tierline.grading.deals.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.deals.domain.ClosingReasons;
import io.tierline.kit.database.Database;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.function.IntPredicate;

/** A company's list of reasons why deals end. */
@ApplicationScoped
public class KeepReasons {

    private final Database database;
    private final ReasonCatalogues catalogues;

    KeepReasons(Database database, ReasonCatalogues catalogues) {
        this.database = database;
        this.catalogues = catalogues;
    }

    /** The list as it stands. */
    public Uni<ReasonCatalogue> of(String tenant) {
        return catalogues.find(tenant);
    }

    /**
     * Replaces the list. The same again changes nothing; a change fails with a 412 problem when somebody else has changed
     * it meanwhile, and with a 409 problem when a code is left out that closings name.
     *
     * @param expected which revisions the caller may have had in mind ({@code If-Match})
     * @return the list as it stands now
     */
    public Uni<ReasonCatalogue> put(String tenant, ClosingReasons reasons, String by, IntPredicate expected) {
        return database.transaction(transaction -> catalogues
                .lock(transaction, tenant)
                .chain(present -> {
                    if (present.reasons().equals(reasons)) {
                        return Uni.createFrom().item(present);
                    }
                    if (!expected.test(present.revision())) {
                        throw Problem.stale("The list of reasons is at revision " + present.revision()
                                + " by now; read it again and decide anew.");
                    }
                    ReasonCatalogue changed = new ReasonCatalogue(reasons, present.revision() + 1);
                    return catalogues
                            .used(transaction, tenant)
                            .invoke(used -> refuseGaps(used, reasons.codes()))
                            .chain(() -> catalogues.store(transaction, tenant, changed, by))
                            .replaceWith(changed);
                }));
    }

    private static void refuseGaps(Set<String> used, Set<String> codes) {
        used.removeAll(codes);
        if (!used.isEmpty()) {
            throw Problem.conflict(
                    "reason-in-use",
                    "Closings name " + String.join(", ", used)
                            + ": what they name has to stay in the list. To offer it no more, set active to false.");
        }
    }
}
