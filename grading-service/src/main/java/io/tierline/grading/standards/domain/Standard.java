package io.tierline.grading.standards.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A company's own grading standard, checked and ready to grade by.
 *
 * @param version of the company's standards, from 1
 * @param tiers best first, at least one
 * @param outcomeFloor what a call's outcome alone is worth; an outcome that is not in it changes nothing
 */
public record Standard(
        int version, String name, Context context, List<Tier> tiers, Map<Outcome, FloorRule> outcomeFloor) {

    static final int MOST_TIERS = 20;
    /** Steps that grading one customer may take, all criteria together; about a millisecond. The default standard takes fewer than 100. */
    public static final int MAX_COST = 20_000;

    private static final List<String> OUTCOMES =
            Arrays.stream(Outcome.values()).map(Outcome::name).toList();

    public Standard {
        tiers = List.copyOf(tiers);
        Map<Outcome, FloorRule> rules = new EnumMap<>(Outcome.class);
        rules.putAll(outcomeFloor);
        outcomeFloor = Collections.unmodifiableMap(rules);
    }

    /**
     * Reads a standard as somebody wrote it and compiles its expressions; do it once and keep the result.
     *
     * @param tree the JSON document as plain Java: {@code Map}, {@code List}, {@code String}, {@code Boolean}, {@code Number}, {@code null}
     * @param version which it is or will be
     * @param faults where every fault is added, with its pointer, and its position in an expression
     * @return the standard, or empty if there was any fault
     */
    public static Optional<Standard> read(Object tree, int version, List<Fault> faults) {
        List<Fault> found = new ArrayList<>();
        Standard standard = read(JsonTree.at("", tree, found), version);
        faults.addAll(found);
        return found.isEmpty() ? Optional.of(standard) : Optional.empty();
    }

    /** As in the JSON of the API; {@link #read} makes an equal standard of it. */
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", name);
        tree.put("context", context.toTree());
        tree.put("tiers", tiers.stream().map(Tier::toTree).toList());
        Map<String, Object> floors = new LinkedHashMap<>();
        outcomeFloor.forEach((outcome, rule) -> floors.put(outcome.name(), FloorRule.toTree(rule)));
        tree.put("outcomeFloor", floors);
        return tree;
    }

    /** The same standard under another version. */
    public Standard withVersion(int other) {
        return new Standard(other, name, context, tiers, outcomeFloor);
    }

    /** Where a tier stands, 0 is the best; empty if there is none of this code. */
    public Optional<Integer> rankOf(String code) {
        for (int rank = 0; rank < tiers.size(); rank++) {
            if (tiers.get(rank).code().equals(code)) {
                return Optional.of(rank);
            }
        }
        return Optional.empty();
    }

    /** Whether a grade by this standard may change at midnight for a customer with a decision date. */
    public boolean readsDaysToDecision() {
        return tiers.stream()
                .flatMap(tier -> tier.criteria().stream())
                .anyMatch(criterion -> criterion.when().reads().contains(Variable.DAYS_TO_DECISION));
    }

    private static Standard read(JsonTree tree, int version) {
        tree.onlyMembers("name", "context", "tiers", "outcomeFloor");
        String name = tree.member("name").text(100).orElse("");
        Context context = Context.read(tree.member("context"));
        List<Tier> tiers = readTiers(tree.member("tiers"));
        Map<Outcome, FloorRule> floors = readFloors(tree.member("outcomeFloor"), tiers);
        return new Standard(version, name, context, tiers, floors);
    }

    private static List<Tier> readTiers(JsonTree tree) {
        List<JsonTree> items = tree.items();
        if (tree.isList() && (items.isEmpty() || items.size() > MOST_TIERS)) {
            tree.fault("must have 1 to " + MOST_TIERS + " tiers");
            return List.of();
        }
        List<Tier> tiers = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        long cost = 0;
        for (JsonTree item : items) {
            Tier tier = Tier.read(item);
            if (!tier.code().isEmpty() && !codes.add(tier.code())) {
                item.member("code").fault("'" + tier.code() + "' is the code of another tier");
            }
            for (Criterion criterion : tier.criteria()) {
                cost += criterion.when().cost();
            }
            tiers.add(tier);
        }
        if (cost > MAX_COST) {
            tree.fault("all criteria together take " + cost + " steps at worst; at most " + MAX_COST + " are allowed");
        }
        return tiers;
    }

    private static Map<Outcome, FloorRule> readFloors(JsonTree tree, List<Tier> tiers) {
        Map<Outcome, FloorRule> floors = new EnumMap<>(Outcome.class);
        if (tree.isAbsent()) {
            return floors;
        }
        tree.onlyMembers(OUTCOMES);
        List<String> codes =
                tiers.stream().map(Tier::code).filter(code -> !code.isEmpty()).toList();
        for (Outcome outcome : Outcome.values()) {
            JsonTree rule = tree.member(outcome.name());
            if (rule.isAbsent()) {
                if (tree.has(outcome.name())) {
                    floors.put(outcome, new FloorRule.TakesAway());
                }
                continue;
            }
            rule.onlyMembers("tier", "days");
            if (rule.isObject()) {
                JsonTree code = rule.member("tier");
                if (code.isAbsent()) {
                    code.fault("is needed: one of " + String.join(", ", codes));
                }
                Optional<String> tier = code.optionalChoice(codes);
                Optional<Integer> days = rule.member("days").wholeNumber(1, Tier.MOST_DAYS);
                if (tier.isPresent() && days.isPresent()) {
                    floors.put(outcome, new FloorRule.Gives(tier.get(), days.get()));
                }
            }
        }
        return floors;
    }
}
