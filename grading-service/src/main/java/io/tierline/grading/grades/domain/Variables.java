package io.tierline.grading.grades.domain;

import static java.time.temporal.ChronoUnit.DAYS;

import io.tierline.grading.grades.domain.Field.Aspect;
import io.tierline.grading.standards.domain.Outcome;
import io.tierline.grading.standards.domain.Role;
import io.tierline.grading.standards.domain.Variable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the variables of a standard's expressions are worth for one customer on one day, and which fields they come from. */
final class Variables {

    private static final Set<String> REACHED = Set.of("reached", "approves", "opposes");
    private static final Set<String> APPROVING = Set.of("approves");
    private static final Set<String> OPPOSING = Set.of("opposes");
    private static final Set<String> KNOWN = Set.of("known", "confirmed");
    private static final Set<String> CONFIRMED = Set.of("confirmed");
    private static final Set<String> HANDLED = Set.of("none", "handled", "settled");
    private static final Set<String> SETTLED = Set.of("none", "settled");

    private static final Map<Variable, List<Field>> FIELDS = Arrays.stream(Variable.values())
            .collect(Collectors.toMap(
                    Function.identity(), Variables::fields, (one, other) -> one, () -> new EnumMap<>(Variable.class)));

    private Variables() {}

    static Map<String, Object> of(Qualification known, Collection<CallFacts> calls, Profile profile, LocalDate today) {
        Optional<LocalDate> decision = known.decisionDate();
        Map<String, Object> values = new HashMap<>();
        for (Variable variable : Variable.values()) {
            values.put(
                    variable.code(),
                    switch (variable) {
                        case REACHED -> rolesWith(known, Aspect.STANCE, REACHED);
                        case APPROVING -> rolesWith(known, Aspect.STANCE, APPROVING);
                        case OPPOSING -> rolesWith(known, Aspect.STANCE, OPPOSING);
                        case NEEDS_KNOWN -> rolesWith(known, Aspect.NEED, KNOWN);
                        case NEEDS_CONFIRMED -> rolesWith(known, Aspect.NEED, CONFIRMED);
                        case OBJECTIONS_HANDLED -> rolesWith(known, Aspect.OBJECTIONS, HANDLED);
                        case OBJECTIONS_SETTLED -> rolesWith(known, Aspect.OBJECTIONS, SETTLED);
                        case DECISION_ROLES -> profile.decisionRoles();
                        case COMPETITORS -> known.value(Field.COMPETITORS);
                        case BUDGET -> known.value(Field.BUDGET);
                        case PROCUREMENT -> known.value(Field.PROCUREMENT);
                        case QUOTE -> known.value(Field.QUOTE);
                        case HAS_DECISION_DATE -> decision.isPresent();
                        case DAYS_TO_DECISION ->
                            decision.map(date -> DAYS.between(today, date)).orElse(0L);
                        case FOLLOW_UP_AGREED -> Boolean.valueOf(known.value(Field.FOLLOW_UP_AGREED));
                        case OUTCOMES -> counts(calls);
                        case PROFILE -> profile.fields();
                    });
        }
        return values;
    }

    /** The fields that a variable derives from; none for the profile and for the counts, which come from all calls. */
    static List<Field> fieldsOf(Variable variable) {
        return FIELDS.get(variable);
    }

    private static List<Field> fields(Variable variable) {
        return switch (variable) {
            case REACHED, APPROVING, OPPOSING -> Field.ofAll(Aspect.STANCE);
            case NEEDS_KNOWN, NEEDS_CONFIRMED -> Field.ofAll(Aspect.NEED);
            case OBJECTIONS_HANDLED, OBJECTIONS_SETTLED -> Field.ofAll(Aspect.OBJECTIONS);
            case COMPETITORS -> List.of(Field.COMPETITORS);
            case BUDGET -> List.of(Field.BUDGET);
            case PROCUREMENT -> List.of(Field.PROCUREMENT);
            case QUOTE -> List.of(Field.QUOTE);
            case HAS_DECISION_DATE, DAYS_TO_DECISION -> List.of(Field.DECISION_DATE);
            case FOLLOW_UP_AGREED -> List.of(Field.FOLLOW_UP_AGREED);
            case DECISION_ROLES, OUTCOMES, PROFILE -> List.of();
        };
    }

    private static List<String> rolesWith(Qualification known, Aspect aspect, Set<String> values) {
        List<String> roles = new ArrayList<>(Role.values().length);
        for (Role role : Role.values()) {
            if (values.contains(known.value(Field.of(role, aspect)))) {
                roles.add(role.name());
            }
        }
        return Collections.unmodifiableList(roles);
    }

    private static Map<String, Long> counts(Collection<CallFacts> calls) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome.name(), 0L);
        }
        for (CallFacts call : calls) {
            call.outcome().ifPresent(outcome -> counts.merge(outcome.name(), 1L, Long::sum));
        }
        return Collections.unmodifiableMap(counts);
    }
}
