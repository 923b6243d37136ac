package io.tierline.grading.customers.domain;

import io.tierline.grading.customers.domain.ProfileField.Section;
import io.tierline.grading.standards.domain.Fault;
import io.tierline.grading.standards.domain.JsonTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a company that is a customer: facts of the company, never of persons.
 *
 * @param values what is known: texts, {@code Long}s, {@code Double}s and lists of texts, by the field's kind
 */
public record CustomerProfile(Map<ProfileField, Object> values) {

    /** Nothing is known. */
    public static final CustomerProfile UNKNOWN = new CustomerProfile(Map.of());

    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_LONG_TEXT = 2_000;

    /** As many as the cost of a standard's expressions is counted with. */
    private static final int MOST_TEXTS = 50;

    public CustomerProfile {
        Map<ProfileField, Object> known = new EnumMap<>(ProfileField.class);
        known.putAll(values);
        values = Collections.unmodifiableMap(known);
    }

    /**
     * Reads the sections; all faults at once.
     *
     * @param tree as parsed from JSON; null: nothing is known
     */
    public static CustomerProfile read(Object tree, String pointer, List<Fault> faults) {
        JsonTree profile = JsonTree.at(pointer, tree, faults);
        if (profile.isAbsent()) {
            return UNKNOWN;
        }
        profile.onlyMembers(Section.codes());
        Map<ProfileField, Object> values = new EnumMap<>(ProfileField.class);
        for (Section section : Section.values()) {
            JsonTree members = profile.member(section.code());
            if (members.isAbsent()) {
                continue;
            }
            members.onlyMembers(
                    section.fields().stream().map(ProfileField::code).toList());
            for (ProfileField field : section.fields()) {
                value(field, members.member(field.code())).ifPresent(value -> values.put(field, value));
            }
        }
        checkLeadDomain(profile.member(Section.COVERAGE.code()), values);
        return new CustomerProfile(values);
    }

    private static Optional<?> value(ProfileField field, JsonTree member) {
        return switch (field.kind()) {
            case TEXT -> member.optionalText(LONGEST_TEXT);
            case LONG_TEXT -> member.optionalText(LONGEST_LONG_TEXT);
            case WORD -> member.optionalChoice(field.words());
            case WHOLE_NUMBER ->
                member.optionalWholeNumber(0, (int) field.atMost()).map(Integer::longValue);
            case NUMBER -> member.optionalNumber(0, field.atMost());
            case TEXTS -> texts(member);
        };
    }

    private static Optional<List<String>> texts(JsonTree member) {
        if (member.isAbsent()) {
            return Optional.empty();
        }
        List<JsonTree> items = member.items();
        if (items.size() > MOST_TEXTS) {
            member.fault("must have at most " + MOST_TEXTS + " items");
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (JsonTree item : items) {
            item.text(LONGEST_TEXT).ifPresent(text -> {
                if (texts.contains(text)) {
                    item.fault("is there twice");
                }
                texts.add(text);
            });
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(texts));
    }

    /** Of the domains exactly one leads. */
    private static void checkLeadDomain(JsonTree coverage, Map<ProfileField, Object> values) {
        Object lead = values.get(ProfileField.LEAD_DOMAIN);
        JsonTree member = coverage.member(ProfileField.LEAD_DOMAIN.code());
        if (values.get(ProfileField.DOMAINS) instanceof List<?> domains) {
            if (lead == null && member.isAbsent()) {
                member.fault("is needed: one of the domains leads");
            } else if (lead != null && !domains.contains(lead)) {
                member.fault("must be one of the domains");
            }
        } else if (lead != null && coverage.member(ProfileField.DOMAINS.code()).isAbsent()) {
            member.fault("must be one of the domains, and there are none");
        }
    }

    /** The sections as in the API, what is not known left out. */
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        values.forEach((field, value) -> section(tree, field).put(field.code(), value));
        return tree;
    }

    @SuppressWarnings("unchecked") // only sections are put there
    private static Map<String, Object> section(Map<String, Object> tree, ProfileField field) {
        return (Map<String, Object>) tree.computeIfAbsent(field.section().code(), code -> new LinkedHashMap<>());
    }

    /** The values by the names that expressions know. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        values.forEach((field, value) -> fields.put(field.code(), value));
        return fields;
    }

    /** What is known by this one, and what the other one knows besides; coverage is taken as a whole. */
    public CustomerProfile orElse(CustomerProfile other) {
        Map<ProfileField, Object> all = new EnumMap<>(ProfileField.class);
        all.putAll(other.values);
        if (values.containsKey(ProfileField.DOMAINS)) {
            Section.COVERAGE.fields().forEach(all::remove);
        }
        all.putAll(values);
        return new CustomerProfile(all);
    }
}
