package io.tierline.grading.grades.domain;

import io.tierline.grading.standards.domain.Criterion;
import io.tierline.grading.standards.domain.Label;
import java.util.List;

/**
 * What to do so that a criterion comes to be met.
 *
 * @param ways the least that would do, each way a list of changes that together make the criterion true; no other way has
 *     fewer or smaller ones. Empty if none was found: then the criterion's own label has to speak for it.
 * @param action the same in words
 */
public record NextStep(Criterion criterion, List<List<String>> ways, Label action) {

    public NextStep {
        ways = ways.stream().map(List::copyOf).toList();
    }
}
