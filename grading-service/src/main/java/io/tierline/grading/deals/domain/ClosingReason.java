package io.tierline.grading.deals.domain;

import io.tierline.grading.standards.domain.Label;
import java.util.Objects;
import java.util.Set;

/**
 * Why deals end.
 *
 * @param code kebab-case, stable
 * @param results the results that it can explain, at least one
 * @param active whether it can be given for further closings
 */
public record ClosingReason(String code, Set<Result> results, Label label, boolean active) {

    public ClosingReason {
        Objects.requireNonNull(code);
        Objects.requireNonNull(label);
        results = Set.copyOf(results);
    }
}
