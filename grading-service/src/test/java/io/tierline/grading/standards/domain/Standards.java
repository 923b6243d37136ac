package io.tierline.grading.standards.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Standards of the example world. */
public final class Standards {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Standard DEFAULT = read(defaultTree());

    private Standards() {}

    /** The one that a new company starts with, as shipped. */
    public static Standard byDefault() {
        return DEFAULT;
    }

    /** The default standard with a change made to its document. */
    public static Standard byDefaultBut(Consumer<Map<String, Object>> change) {
        Map<String, Object> tree = defaultTree();
        change.accept(tree);
        return read(tree);
    }

    /** A standard of one tier {@code X} with one criterion and no clock. */
    public static Standard withOneCriterion(String when) {
        return read(oneCriterionTree(when));
    }

    /** The document of {@link #withOneCriterion}. */
    public static Map<String, Object> oneCriterionTree(String when) {
        return parse("""
                {"name": "One", "tiers": [{"code": "X", "label": {"en": "X"},
                 "criteria": [{"id": "only", "label": {"en": "Only"}, "when": ""}],
                 "strategy": {"contactEveryDays": 1, "advice": {"en": "Call."}}}]}
                """, tree -> criterion(tree, "X", 0).put("when", when));
    }

    /** The document of the default standard, to be changed at will. */
    public static Map<String, Object> defaultTree() {
        try (InputStream json = Standards.class.getResourceAsStream("/standards/default.json")) {
            return JSON.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document of the default standard, but for the best tier two key persons are enough. */
    public static Map<String, Object> twoKeyPersonsTree() {
        Map<String, Object> tree = defaultTree();
        tree.put("name", "Two key persons are enough");
        criterion(tree, "A", 0).put("when", "approving.size() >= 2");
        criterion(tree, "A", 1).put("when", "needsConfirmed.size() >= 2");
        criterion(tree, "A", 2).put("when", "objectionsSettled.size() >= 2");
        return tree;
    }

    /** A document written in a test. */
    public static Map<String, Object> parse(String json) {
        return parse(json, tree -> {});
    }

    /** One tier in a document. */
    public static Map<String, Object> tier(Map<String, Object> tree, String code) {
        return objects(tree.get("tiers")).stream()
                .filter(tier -> tier.get("code").equals(code))
                .findFirst()
                .orElseThrow();
    }

    /** One criterion in a document. */
    public static Map<String, Object> criterion(Map<String, Object> tree, String tier, int index) {
        return objects(tier(tree, tier).get("criteria")).get(index);
    }

    /** Values of all variables for a customer of whom nothing is known. */
    public static Map<String, Object> unknownCustomer() {
        Map<String, Object> values = new HashMap<>();
        for (Variable variable : Variable.values()) {
            values.put(
                    variable.code(),
                    switch (variable.type()) {
                        case ROLES -> List.of();
                        case TEXT -> variable.words().get(0);
                        case YES_OR_NO -> false;
                        case WHOLE_NUMBER -> 0L;
                        case COUNTS, PROFILE -> Map.of();
                    });
        }
        return values;
    }

    private static Standard read(Map<String, Object> tree) {
        List<Fault> faults = new ArrayList<>();
        var standard = Standard.read(tree, 1, faults);
        assertThat(faults).isEmpty();
        return standard.orElseThrow();
    }

    private static Map<String, Object> parse(String json, Consumer<Map<String, Object>> change) {
        try {
            Map<String, Object> tree = JSON.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
            change.accept(tree);
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // a JSON document of our own
    private static List<Map<String, Object>> objects(Object list) {
        return (List<Map<String, Object>>) list;
    }
}
