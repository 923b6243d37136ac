package io.tierline.trials.model;

import io.tierline.trials.model.Grades.Fact;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known of a customer on a day: what the expressions of a standard can see. */
public final class Known {
    private static final List<String> ROLES = List.of("EB", "UB", "TB");

    private final Map<String, Fact> winners;
    private final Map<String, Long> outcomes;
    private final LocalDate today;

    Known(Map<String, Fact> winners, Map<String, Long> outcomes, LocalDate today) {
        this.winners = winners;
        this.outcomes = outcomes;
        this.today = today;
    }

    /** The value of a field, such as {@code EB.stance}; what nothing is known of is "unknown", a quote "none". */
    public String value(String field) {
        Fact winner = winners.get(field);
        return winner != null && winner.value() != null ? winner.value() : field.equals("quote") ? "none" : "unknown";
    }

    private List<String> roles(String field, Set<String> values) {
        return ROLES.stream()
                .filter(role -> values.contains(value(role + "." + field)))
                .toList();
    }

    public List<String> reached() {
        return roles("stance", Set.of("reached", "approves", "opposes"));
    }

    public List<String> approving() {
        return roles("stance", Set.of("approves"));
    }

    public List<String> opposing() {
        return roles("stance", Set.of("opposes"));
    }

    public List<String> needsKnown() {
        return roles("need", Set.of("known", "confirmed"));
    }

    public List<String> needsConfirmed() {
        return roles("need", Set.of("confirmed"));
    }

    public List<String> objectionsHandled() {
        return roles("objections", Set.of("none", "handled", "settled"));
    }

    public List<String> objectionsSettled() {
        return roles("objections", Set.of("none", "settled"));
    }

    public boolean followUpAgreed() {
        return value("followUpAgreed").equals("true");
    }

    public boolean hasDecisionDate() {
        return !value("decisionDate").equals("unknown");
    }

    /** Whole days from today, negative when past; 0 without a date. */
    public long daysToDecision() {
        return hasDecisionDate() ? ChronoUnit.DAYS.between(today, LocalDate.parse(value("decisionDate"))) : 0;
    }

    /** How many calls had this outcome. */
    public long count(String outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }
}
