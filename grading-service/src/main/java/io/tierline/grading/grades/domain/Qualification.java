package io.tierline.grading.grades.domain;

import io.tierline.grading.standards.domain.Role;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a customer: the winning fact of every field that anything was ever said about.
 *
 * <p>A function of the set of statements: per field the latest by time of observation, then by id of the source, wins.
 */
public record Qualification(Map<Field, Fact> facts) {

    public Qualification {
        Map<Field, Fact> values = new EnumMap<>(Field.class);
        values.putAll(facts);
        facts = Collections.unmodifiableMap(values);
    }

    /** What a history adds up to; the calls' implied facts included. */
    public static Qualification of(History history) {
        Map<Field, Fact> facts = new EnumMap<>(Field.class);
        for (Source source : Source.inOrder(history)) {
            source.says()
                    .forEach((field, value) -> facts.merge(
                            field,
                            source.fact(field, value, source.observedAt()),
                            (before, now) ->
                                    before.value().equals(value) ? source.fact(field, value, before.since()) : now));
        }
        return new Qualification(facts);
    }

    /** The value of a field; the one that says that nothing is known if nobody ever said anything. */
    public String value(Field field) {
        Fact fact = facts.get(field);
        return fact == null ? field.nothingKnown() : fact.value();
    }

    /** The agreed date of the decision. */
    public Optional<LocalDate> decisionDate() {
        String value = value(Field.DECISION_DATE);
        return value.equals(Field.DECISION_DATE.nothingKnown())
                ? Optional.empty()
                : Optional.of(LocalDate.parse(value));
    }

    /** When the latest of the positive facts came to be known. */
    public Optional<Instant> latestPositive() {
        return facts.values().stream().filter(Fact::isPositive).map(Fact::since).max(Instant::compareTo);
    }

    /** As in the JSON of the API, with every member: {@code unknown}, {@code none}, {@code null} or {@code false} where nothing is known. */
    public Map<String, Object> toTree() {
        Map<String, Object> persons = new LinkedHashMap<>();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("keyPersons", persons);
        for (Field field : Field.values()) {
            Optional<Role> role = field.role();
            Map<String, Object> parent = role.isPresent() ? Statement.person(persons, role.get()) : tree;
            parent.put(field.member(), inJson(field, value(field)));
        }
        return tree;
    }

    static Object inJson(Field field, String value) {
        return switch (field) {
            case DECISION_DATE -> value.equals(field.nothingKnown()) ? null : value;
            case FOLLOW_UP_AGREED -> Boolean.valueOf(value);
            default -> value;
        };
    }
}
