package io.tierline.grading.fit.domain;

import io.tierline.grading.standards.domain.CelExpressions;
import io.tierline.grading.standards.domain.Criterion;
import io.tierline.grading.standards.domain.Expression;
import io.tierline.grading.standards.domain.Fault;
import io.tierline.grading.standards.domain.JsonTree;
import io.tierline.grading.standards.domain.Label;
import io.tierline.grading.standards.domain.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the customers are like that a company looks for, in conditions over their profiles.
 *
 * @param mustHaves who misses one does not fit at all
 * @param conditions what speaks for a customer, and how much
 */
public record IdealProfile(List<Criterion> mustHaves, List<Condition> conditions) {

    /** What the company looks for is not written down. */
    public static final IdealProfile NONE = new IdealProfile(List.of(), List.of());

    /** Steps that all conditions together may take at worst for one customer, as for a standard. */
    public static final int MAX_COST = 20_000;

    private static final int MOST_MUST_HAVES = 20;
    private static final int MOST_CONDITIONS = 50;
    private static final int HIGHEST_WEIGHT = 100;

    private static final Set<Variable> READABLE = Set.of(Variable.PROFILE);
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /**
     * What speaks for a customer.
     *
     * @param weight how much, 1 to 100
     */
    public record Condition(Criterion criterion, int weight) {}

    public IdealProfile {
        mustHaves = List.copyOf(mustHaves);
        conditions = List.copyOf(conditions);
    }

    /** Whether there is nothing to fit to. */
    public boolean isEmpty() {
        return mustHaves.isEmpty() && conditions.isEmpty();
    }

    /**
     * Reads and checks one. Compiles its conditions, which takes milliseconds: not for an event loop.
     *
     * @param tree the JSON document as plain Java
     * @param faults where every fault is added, with its pointer, and its position in a condition
     * @return the ideal profile, or empty if there was any fault
     */
    public static Optional<IdealProfile> read(Object tree, List<Fault> faults) {
        List<Fault> found = new ArrayList<>();
        JsonTree document = JsonTree.at("", tree, found);
        document.onlyMembers("mustHaves", "conditions");
        Set<String> ids = new HashSet<>();
        List<Criterion> mustHaves = new ArrayList<>();
        for (JsonTree item : items(document.member("mustHaves"), MOST_MUST_HAVES)) {
            item.onlyMembers("id", "label", "when");
            criterion(item, ids, found).ifPresent(mustHaves::add);
        }
        List<Condition> conditions = new ArrayList<>();
        for (JsonTree item : items(document.member("conditions"), MOST_CONDITIONS)) {
            item.onlyMembers("id", "label", "when", "weight");
            Optional<Integer> weight = item.member("weight").wholeNumber(1, HIGHEST_WEIGHT);
            Optional<Criterion> criterion = criterion(item, ids, found);
            if (weight.isPresent() && criterion.isPresent()) {
                conditions.add(new Condition(criterion.get(), weight.get()));
            }
        }
        IdealProfile ideal = new IdealProfile(mustHaves, conditions);
        long cost = ideal.cost();
        if (cost > MAX_COST) {
            document.fault(
                    "all conditions together take " + cost + " steps at worst; at most " + MAX_COST + " are allowed");
        }
        faults.addAll(found);
        return found.isEmpty() ? Optional.of(ideal) : Optional.empty();
    }

    /** As in the JSON of the API; {@link #read} makes an equal one of it. */
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("mustHaves", mustHaves.stream().map(IdealProfile::tree).toList());
        tree.put(
                "conditions",
                conditions.stream()
                        .map(condition -> {
                            Map<String, Object> each = tree(condition.criterion());
                            each.put("weight", condition.weight());
                            return each;
                        })
                        .toList());
        return tree;
    }

    private long cost() {
        long cost = 0;
        for (Criterion mustHave : mustHaves) {
            cost += mustHave.when().cost();
        }
        for (Condition condition : conditions) {
            cost += condition.criterion().when().cost();
        }
        return cost;
    }

    private static List<JsonTree> items(JsonTree list, int most) {
        if (list.isAbsent()) {
            return List.of();
        }
        List<JsonTree> items = list.items();
        if (items.size() > most) {
            list.fault("must have at most " + most + " items");
            return List.of();
        }
        return items;
    }

    private static Optional<Criterion> criterion(JsonTree item, Set<String> ids, List<Fault> faults) {
        JsonTree id = item.member("id");
        Optional<String> text = id.text(64);
        text.ifPresent(word -> {
            if (!ID.matcher(word).matches()) {
                id.fault("must be words of a-z and 0-9 joined by -, such as right-size");
            } else if (!ids.add(word)) {
                id.fault("'" + word + "' is used twice");
            }
        });
        Label label = Label.read(item.member("label"));
        JsonTree when = item.member("when");
        Optional<Expression> expression = when.text(CelExpressions.MAX_LENGTH)
                .flatMap(source -> CelExpressions.compile(source, when.pointer(), READABLE, faults));
        return expression.map(compiled -> new Criterion(text.orElse(""), label, compiled));
    }

    private static Map<String, Object> tree(Criterion criterion) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", criterion.id());
        tree.put("label", criterion.label().toTree());
        tree.put("when", criterion.when().source());
        return tree;
    }
}
