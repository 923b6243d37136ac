package io.tierline.grading.fit.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.fit.application.IdealProfiles.Kept;
import io.tierline.grading.fit.domain.IdealProfile;
import io.tierline.grading.standards.application.Faults;
import io.tierline.grading.standards.domain.Fault;
import io.tierline.kit.database.Database;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Keeps each company's ideal profile. */
@ApplicationScoped
public class KeepIdealProfile {

    private final Database database;
    private final IdealProfiles ideals;
    private final Vertx vertx;
    private final Clock clock;

    KeepIdealProfile(Database database, IdealProfiles ideals, Vertx vertx, Clock clock) {
        this.database = database;
        this.ideals = ideals;
        this.vertx = vertx;
        this.clock = clock;
    }

    /** The tenant's. */
    public Uni<Kept> find(String tenant) {
        return ideals.of(database.pool(), Set.of(tenant)).map(all -> all.getOrDefault(tenant, Kept.NONE));
    }

    /**
     * Replaces the tenant's; every customer's fit follows in a while. The same again changes nothing; fails with a 422 problem
     * that names every fault, and with a 412 problem when somebody else has changed it meanwhile.
     *
     * @param tree the JSON document as plain Java
     * @param expected which revisions the caller may have had in mind ({@code If-Match})
     */
    public Uni<Kept> put(String tenant, Object tree, String by, IntPredicate expected) {
        return vertx.executeBlocking(() -> read(tree), false)
                .chain(ideal -> database.transaction(transaction -> ideals.lock(transaction, tenant)
                        .chain(present -> {
                            if (present.ideal().equals(ideal)) {
                                return Uni.createFrom().item(present);
                            }
                            if (!expected.test(present.revision())) {
                                throw Problem.stale("The ideal profile is at revision " + present.revision()
                                        + " by now; read it again and decide anew.");
                            }
                            Kept changed = new Kept(
                                    present.revision() + 1,
                                    ideal,
                                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                                    by);
                            return ideals.store(transaction, tenant, changed).replaceWith(changed);
                        })));
    }

    private static IdealProfile read(Object tree) {
        List<Fault> faults = new ArrayList<>();
        return IdealProfile.read(tree, faults).orElseThrow(() -> Problem.invalid(Faults.inProblem(faults)));
    }
}
