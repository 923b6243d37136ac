package io.tierline.grading.grades.domain;

import io.tierline.grading.standards.domain.Criterion;
import io.tierline.grading.standards.domain.Language;
import io.tierline.grading.standards.domain.Variable;
import io.tierline.grading.standards.domain.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What came of one criterion.
 *
 * @param read the variables that it reads, with the values that they had
 * @param evidence ids of the calls and patches that state what those values derive from, in the order of ids; the profile and the counts
 *     of outcomes rest on no single one
 */
public record CriterionResult(Criterion criterion, Verdict verdict, Map<Variable, Object> read, List<String> evidence) {

    public CriterionResult {
        read = Collections.unmodifiableMap(read);
        evidence = List.copyOf(evidence);
    }

    public boolean met() {
        return verdict.met();
    }

    /** Why it is met or not, in words: what it read, and what went wrong if it could not be evaluated. */
    public String why(Language language) {
        return Wording.why(this, language);
    }
}
