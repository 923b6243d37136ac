package io.tierline.grading.fit.domain;

import io.tierline.grading.fit.domain.IdealProfile.Condition;
import io.tierline.grading.grades.domain.Profile;
import io.tierline.grading.standards.domain.Criterion;
import io.tierline.grading.standards.domain.Variable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How well a customer's profile fits the ideal one, and why.
 *
 * @param score 0 to 100; empty when there is no ideal profile, or when nothing is known of the customer
 * @param mustHaves what came of each, in the order written
 * @param conditions likewise
 */
public record Fit(Optional<Integer> score, List<Finding> mustHaves, List<Finding> conditions) {

    /**
     * Compares a profile with the ideal one. The score is 0 when a must-have is not met, which it is not either when the
     * profile does not say; else {@code round(100 × Σ weights of conditions met / Σ weights of all)}, halves up, and 100 when
     * there are must-haves alone.
     */
    public static Fit of(IdealProfile ideal, Profile profile) {
        Map<String, Object> values = Map.of(Variable.PROFILE.code(), profile.fields());
        List<Finding> mustHaves = ideal.mustHaves().stream()
                .map(mustHave -> finding(mustHave, 0, profile, values))
                .toList();
        List<Finding> conditions = ideal.conditions().stream()
                .map((Condition condition) -> finding(condition.criterion(), condition.weight(), profile, values))
                .toList();
        boolean isUnknown = ideal.isEmpty() || profile.fields().isEmpty();
        return new Fit(isUnknown ? Optional.empty() : Optional.of(score(mustHaves, conditions)), mustHaves, conditions);
    }

    private static int score(List<Finding> mustHaves, List<Finding> conditions) {
        if (!mustHaves.stream().allMatch(Finding::met)) {
            return 0;
        }
        int all = conditions.stream().mapToInt(Finding::weight).sum();
        int met = conditions.stream()
                .filter(Finding::met)
                .mapToInt(Finding::weight)
                .sum();
        return all == 0 ? 100 : (200 * met + all) / (2 * all);
    }

    private static Finding finding(Criterion criterion, int weight, Profile profile, Map<String, Object> values) {
        return new Finding(criterion, weight, criterion.when().evaluate(values), profile);
    }
}
