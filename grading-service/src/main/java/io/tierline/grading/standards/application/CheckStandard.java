package io.tierline.grading.standards.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.standards.domain.Fault;
import io.tierline.grading.standards.domain.Standard;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a standard as somebody wrote it, off the event loop: compiling hundreds of expressions takes a second. */
@ApplicationScoped
public class CheckStandard {

    /**
     * What came of it.
     *
     * @param standard as version 0; empty if there is any fault
     * @param faults everything that is wrong, at most {@value #MOST_FAULTS} of it
     */
    public record Checked(Optional<Standard> standard, List<Fault> faults) {

        /** @throws Problem 422 with every fault, when there is any */
        public Standard orRefuse() {
            return standard.orElseThrow(() -> Problem.invalid(Faults.inProblem(faults)));
        }
    }

    /** More than anybody reads at once. */
    static final int MOST_FAULTS = 200;

    private final Vertx vertx;

    CheckStandard(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Reads and compiles it; tells all faults. */
    public Uni<Checked> check(Map<String, Object> document) {
        return vertx.executeBlocking(
                () -> {
                    List<Fault> faults = new ArrayList<>();
                    Optional<Standard> standard = Standard.read(document, 0, faults);
                    return new Checked(standard, faults.subList(0, Math.min(faults.size(), MOST_FAULTS)));
                },
                false);
    }
}
