package io.tierline.trials;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What rates and grades have to be, counted by hand from the calls. */
public final class Recount {
    private static final Set<String> NOT_REACHED = Set.of("NA", "WN");
    private static final Set<String> ENGAGED = Set.of("NO_NEED", "D", "C");
    private static final Set<String> FLOORS = Set.of("C", "D");
    private static final Set<String> REFUSALS = Set.of("NO_NEED", "RJ", "BL");
    private static final double Z = 1.959964;
    private static final Comparator<JsonNode> IN_ORDER = Comparator.comparing(
                    (JsonNode call) -> Instant.parse(call.get("startedAt").asText()))
            .thenComparing(call -> call.get("callId").asText());
    private static final List<String> BEST =
            List.of("C", "D", "NO_NEED", "FOLLOW_UP", "RJ", "CUT", "BL", "NA", "WN", "pending", "failed");
    private static final Comparator<JsonNode> BEST_FIRST = Comparator.comparingInt(call -> BEST.indexOf(
            call.path("status").asText().equals("summarised")
                    ? call.get("outcome").asText()
                    : call.path("status").asText()));

    private Recount() {}

    /** Asserts that the rows are those of the calls, group by group and number by number. */
    public static void assertRates(JsonNode rows, String by, Collection<? extends JsonNode> calls) {
        Map<String, List<JsonNode>> groups = calls.stream()
                .collect(groupingBy(
                        call -> by.equals("company") ? "" : call.path(by).asText(""), TreeMap::new, toList()));
        Map<String, JsonNode> found = new LinkedHashMap<>();
        rows.forEach(row -> found.put(by.equals("company") ? "" : row.path(by).asText(""), row));
        assertThat(found.size()).as("rows, and none of them twice").isEqualTo(rows.size());
        assertThat(found.keySet()).as("groups by " + by).isEqualTo(groups.keySet());
        groups.forEach((group, members) -> assertRow(by + " " + group, found.get(group), members));
    }

    /** Asserts that a row's counts and rates are those of the calls. */
    public static void assertRow(String group, JsonNode row, Collection<? extends JsonNode> calls) {
        Map<String, Integer> counts = new TreeMap<>();
        Calls.OUTCOMES.forEach(outcome -> counts.put(outcome, 0));
        Map<String, Integer> beside = new HashMap<>(Map.of("pending", 0, "failed", 0));
        long talkSeconds = 0;
        for (JsonNode call : calls) {
            String status = call.path("status").asText("summarised");
            if (status.equals("summarised")) {
                counts.merge(call.get("outcome").asText(), 1, Integer::sum);
            } else {
                beside.merge(status, 1, Integer::sum);
            }
            talkSeconds += call.path("talkSeconds").asLong();
        }
        Map<String, Integer> counted = new TreeMap<>();
        row.get("counts")
                .properties()
                .forEach(count -> counted.put(count.getKey(), count.getValue().asInt()));
        int dials = sum(counts, Set.copyOf(Calls.OUTCOMES));
        int reached = dials - sum(counts, NOT_REACHED);

        assertThat(counted).as(group).isEqualTo(counts);
        assertThat(row.get("dials").asInt()).as(group + " dials").isEqualTo(dials);
        assertThat(row.get("reached").asInt()).as(group + " reached").isEqualTo(reached);
        assertThat(row.get("engaged").asInt()).as(group + " engaged").isEqualTo(sum(counts, ENGAGED));
        assertThat(row.get("pending").asInt()).as(group + " pending").isEqualTo(beside.get("pending"));
        assertThat(row.get("failed").asInt()).as(group + " failed").isEqualTo(beside.get("failed"));
        assertThat(row.get("talkSeconds").asLong()).as(group + " talk").isEqualTo(talkSeconds);
        assertRate(row, "contact", reached, dials);
        assertRate(row, "validContact", reached, dials - counts.get("WN"));
        assertRate(row, "invalid", counts.get("WN"), dials);
        assertRate(row, "hangUp", counts.get("CUT"), reached);
        assertRate(row, "engagement", sum(counts, ENGAGED), reached);
        assertRate(row, "conversion", counts.get("C"), reached);
        assertRate(row, "lead", sum(counts, FLOORS), reached);
    }

    private static int sum(Map<String, Integer> counts, Set<String> outcomes) {
        return outcomes.stream().mapToInt(counts::get).sum();
    }

    private static void assertRate(JsonNode row, String id, int numerator, int denominator) {
        JsonNode rate = row.get("rates").get(id);
        assertThat(rate.get("numerator").asInt()).as(id).isEqualTo(numerator);
        assertThat(rate.get("denominator").asInt()).as(id).isEqualTo(denominator);
        if (denominator == 0) {
            assertThat(rate.get("value").isNull())
                    .as(id + " of nothing is null")
                    .isTrue();
            return;
        }
        double n = denominator;
        double p = numerator / n;
        double centre = p + Z * Z / (2 * n);
        double margin = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        double scale = 1 + Z * Z / n;
        assertThat(rate.get("value").asDouble()).as(id).isCloseTo(p, within(1e-9));
        assertThat(rate.get("low").asDouble()).as(id + " low").isCloseTo((centre - margin) / scale, within(1e-6));
        assertThat(rate.get("high").asDouble()).as(id + " high").isCloseTo((centre + margin) / scale, within(1e-6));
    }

    /** Of each customer the earliest call in which somebody was reached. */
    public static List<JsonNode> firstReached(Collection<JsonNode> calls) {
        Map<String, JsonNode> first = new TreeMap<>();
        calls.stream()
                .filter(call -> call.path("status").asText().equals("summarised"))
                .filter(call -> !NOT_REACHED.contains(call.path("outcome").asText()))
                .sorted(IN_ORDER)
                .forEach(call -> first.putIfAbsent(call.get("customerId").asText(), call));
        return List.copyOf(first.values());
    }

    /** Every customer of each group as one call: with its best outcome there and all its talk. */
    public static List<JsonNode> customers(Collection<JsonNode> calls, String by) {
        return calls.stream()
                .collect(groupingBy(call -> List.of(
                        by.equals("company") ? "" : call.path(by).asText(""),
                        call.get("customerId").asText())))
                .values()
                .stream()
                .map(ofOne -> {
                    ObjectNode best =
                            ofOne.stream().min(BEST_FIRST).orElseThrow().deepCopy();
                    return (JsonNode) best.put(
                            "talkSeconds",
                            ofOne.stream()
                                    .mapToLong(call -> call.path("talkSeconds").asLong())
                                    .sum());
                })
                .toList();
    }

    /** The tier of each customer as the outcomes of its calls alone imply it by the default standard. */
    public static Map<String, String> tiers(Collection<? extends JsonNode> calls) {
        Map<String, List<JsonNode>> byCustomer =
                calls.stream().collect(groupingBy(call -> call.get("customerId").asText(), TreeMap::new, toList()));
        Map<String, String> tiers = new TreeMap<>();
        byCustomer.forEach((customer, members) -> tiers.put(customer, tier(members)));
        return tiers;
    }

    private static String tier(List<JsonNode> calls) {
        List<JsonNode> inOrder = new ArrayList<>(calls);
        inOrder.sort(IN_ORDER);
        List<JsonNode> standing = new ArrayList<>();
        for (JsonNode call : inOrder) {
            String outcome = call.path("outcome").asText();
            if (FLOORS.contains(outcome)) {
                standing.add(call);
            } else if (REFUSALS.contains(outcome)) {
                String role = call.path("contactRole").asText();
                standing.removeIf(floor ->
                        role.equals("EB") || floor.path("contactRole").asText().equals(role));
            }
        }
        Set<String> floors = new HashSet<>();
        standing.forEach(floor -> floors.add(floor.get("outcome").asText()));
        return floors.contains("C") ? "C" : floors.contains("D") ? "D" : "none";
    }
}
