package io.tierline.grading.standards.application;

import io.tierline.grading.standards.domain.Fault;
import java.util.List;

/** What is wrong with a document, as it is told to whoever sent it. */
public final class Faults {

    private Faults() {}

    /** The same faults as a problem names them, with their positions. */
    public static List<io.tierline.kit.problem.Fault> inProblem(List<Fault> faults) {
        return faults.stream()
                .map(fault -> new io.tierline.kit.problem.Fault(
                        fault.pointer(),
                        fault.message(),
                        fault.position()
                                .map(position ->
                                        new io.tierline.kit.problem.Fault.Position(position.line(), position.column()))
                                .orElse(null)))
                .toList();
    }
}
