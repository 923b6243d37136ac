package io.tierline.grading.grades.domain;

import io.tierline.grading.grades.domain.Field.Aspect;
import io.tierline.grading.standards.domain.Fault;
import io.tierline.grading.standards.domain.JsonTree;
import io.tierline.grading.standards.domain.Role;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What one call or one patch says about a customer's qualification.
 *
 * @param says value by field; a field that is not in it is one that the statement is silent on, which is not the same as saying that
 *     nothing is known
 */
public record Statement(Map<Field, String> says) {

    /** Says nothing about anything. */
    public static final Statement SILENT = new Statement(Map.of());

    private static final String KEY_PERSONS = "keyPersons";
    private static final List<String> ROLES =
            Arrays.stream(Role.values()).map(Role::name).toList();
    private static final List<String> ASPECTS =
            Arrays.stream(Aspect.values()).map(Aspect::code).toList();
    private static final Pattern ISO_DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    public Statement {
        Map<Field, String> values = new EnumMap<>(Field.class);
        values.putAll(says);
        says = Collections.unmodifiableMap(values);
    }

    /**
     * Reads a {@code qualification} as a call or a merge patch carries it.
     *
     * @param tree the JSON value as plain Java; {@code null}, the absence of a qualification, is silent on everything
     * @param pointer where the value stands in the document that the faults are about, empty for the document itself
     * @param faults where every fault is added
     * @return what could be read; to be used only if no fault was added
     */
    public static Statement read(Object tree, String pointer, List<Fault> faults) {
        JsonTree root = JsonTree.at(pointer, tree, faults);
        if (root.isAbsent()) {
            return SILENT;
        }
        List<String> members = new ArrayList<>();
        members.add(KEY_PERSONS);
        Field.ofTheCustomer().forEach(field -> members.add(field.member()));
        root.onlyMembers(members);
        Map<Field, String> says = new EnumMap<>(Field.class);
        readKeyPersons(root, says);
        for (Field field : Field.ofTheCustomer()) {
            readField(root, field, says);
        }
        return new Statement(says);
    }

    /** The same in JSON, with the members alone that it is not silent on; {@link #read} makes an equal statement of it. */
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        Map<String, Object> persons = new LinkedHashMap<>();
        says.forEach((field, value) -> {
            if (field.role().isPresent()) {
                person(persons, field.role().get()).put(field.member(), value);
            } else {
                tree.put(field.member(), Qualification.inJson(field, value));
            }
        });
        if (!persons.isEmpty()) {
            tree.put(KEY_PERSONS, persons);
        }
        return tree;
    }

    @SuppressWarnings("unchecked") // puts nothing but maps into it
    static Map<String, Object> person(Map<String, Object> persons, Role role) {
        return (Map<String, Object>) persons.computeIfAbsent(role.name(), name -> new LinkedHashMap<String, Object>());
    }

    private static void readKeyPersons(JsonTree root, Map<Field, String> says) {
        if (!root.has(KEY_PERSONS)) {
            return;
        }
        JsonTree persons = root.member(KEY_PERSONS);
        if (!persons.isAbsent()) {
            persons.onlyMembers(ROLES);
        }
        for (Role role : Role.values()) {
            if (persons.isAbsent() || persons.has(role.name())) {
                readPerson(persons.member(role.name()), role, says);
            }
        }
    }

    private static void readPerson(JsonTree person, Role role, Map<Field, String> says) {
        if (!person.isAbsent()) {
            person.onlyMembers(ASPECTS);
        }
        for (Aspect aspect : Aspect.values()) {
            Field field = Field.of(role, aspect);
            if (person.isAbsent()) {
                says.put(field, field.nothingKnown());
            } else {
                readField(person, field, says);
            }
        }
    }

    private static void readField(JsonTree parent, Field field, Map<Field, String> says) {
        if (parent.has(field.member())) {
            JsonTree member = parent.member(field.member());
            Optional<String> value = switch (field) {
                case DECISION_DATE -> readDate(member);
                case FOLLOW_UP_AGREED -> member.optionalBoolean().map(String::valueOf);
                default -> member.optionalChoice(field.codes());
            };
            // A refused value lands here, too, but then the whole statement is refused.
            says.put(field, value.orElse(field.nothingKnown()));
        }
    }

    private static Optional<String> readDate(JsonTree member) {
        Optional<String> text = member.optionalText(100);
        if (text.isPresent() && !isDate(text.get())) {
            member.fault("must be a date of the calendar such as 2026-12-01, or null");
            return Optional.empty();
        }
        return text;
    }

    private static boolean isDate(String text) {
        try {
            return ISO_DATE.matcher(text).matches() && LocalDate.parse(text).getYear() > 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
