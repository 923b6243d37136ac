package io.tierline.trials.model;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Grading standards as data: what is posted, and beside each expression the same condition in Java. */
public final class Standards {

    /** A condition of a tier: its expression as posted, and what that means. */
    public record Criterion(String id, String when, Predicate<Known> holds) {}

    /** A tier; days are null where there is no limit, and {@code demote} is what happens to a stale customer. */
    public record Tier(
            String code, Integer decisionWithinDays, Integer staleAfterDays, boolean demote, List<Criterion> criteria) {

        /** All criteria, with the one that {@code decisionWithinDays} stands for. */
        public List<Criterion> allCriteria() {
            List<Criterion> all = new ArrayList<>(criteria);
            if (decisionWithinDays != null) {
                all.add(new Criterion(
                        "decision",
                        null,
                        known -> known.hasDecisionDate() && known.daysToDecision() <= decisionWithinDays));
            }
            return all;
        }
    }

    /** What an outcome alone is worth. */
    public record Floor(String tier, int days) {}

    /** Tiers, best first, and the worth of outcomes: null takes away, a missing outcome changes nothing. */
    public record Standard(String name, List<Tier> tiers, Map<String, Floor> outcomeFloor) {

        /** The body that writes this standard. */
        public ObjectNode json() {
            ObjectNode standard = Api.JSON.createObjectNode().put("name", name);
            ArrayNode written = standard.putArray("tiers");
            tiers.forEach(tier -> {
                ObjectNode one = written.addObject()
                        .put("code", tier.code)
                        .put("decisionWithinDays", tier.decisionWithinDays)
                        .put("staleAfterDays", tier.staleAfterDays)
                        .put("onStale", tier.demote ? "demote" : "flag");
                label(one, tier.code);
                ArrayNode criteria = one.putArray("criteria");
                tier.criteria.forEach(criterion ->
                        label(criteria.addObject().put("id", criterion.id).put("when", criterion.when), criterion.id));
                one.putObject("strategy")
                        .put("contactEveryDays", 7)
                        .putObject("advice")
                        .put("en", "Call")
                        .put("zh-CN", "回访");
            });
            standard.set("outcomeFloor", Api.JSON.valueToTree(outcomeFloor));
            return standard;
        }

        private static void label(ObjectNode labelled, String label) {
            labelled.putObject("label").put("en", label).put("zh-CN", label);
        }
    }

    /** The standard that every company starts with. */
    public static final Standard DEFAULT = new Standard(
            "Default",
            List.of(
                    new Tier(
                            "A",
                            7,
                            7,
                            false,
                            List.of(
                                    new Criterion(
                                            "key-persons",
                                            "reached.size() == 3 && 'EB' in approving && approving.size() >= 2",
                                            known -> known.reached().size() == 3
                                                    && known.approving().contains("EB")
                                                    && known.approving().size() >= 2),
                                    new Criterion(
                                            "needs",
                                            "needsConfirmed.size() == 3",
                                            known -> known.needsConfirmed().size() == 3),
                                    new Criterion(
                                            "objections",
                                            "objectionsSettled.size() == 3",
                                            known -> known.objectionsSettled().size() == 3),
                                    is("competitors", "ruled-out"),
                                    is("budget", "confirmed"),
                                    is("procurement", "started"),
                                    is("quote", "confirmed"))),
                    new Tier(
                            "B",
                            null,
                            30,
                            false,
                            List.of(
                                    approving(2),
                                    needsConfirmed(2),
                                    objectionsSettled(2),
                                    is("budget", "confirmed"),
                                    new Criterion(
                                            "procurement",
                                            "procurement in ['clear', 'started']",
                                            known ->
                                                    List.of("clear", "started").contains(known.value("procurement"))))),
                    new Tier(
                            "C",
                            null,
                            60,
                            false,
                            List.of(approving(1), needsConfirmed(1), objectionsSettled(1), is("budget", "confirmed"))),
                    new Tier(
                            "D",
                            null,
                            null,
                            false,
                            List.of(
                                    reached(1),
                                    new Criterion(
                                            "needs",
                                            "needsKnown.size() >= 1",
                                            known -> !known.needsKnown().isEmpty()),
                                    new Criterion(
                                            "objections",
                                            "objectionsHandled.size() >= 1",
                                            known -> !known.objectionsHandled().isEmpty()),
                                    new Criterion("follow-up", "followUpAgreed", Known::followUpAgreed)))),
            outcomes(Map.of("C", new Floor("C", 60), "D", new Floor("D", 60)), "NO_NEED", "RJ", "BL"));

    /** Fewer key persons, less time, and a customer without progress is demoted. */
    public static final Standard IMPATIENT = new Standard(
            "Impatient",
            List.of(
                    new Tier("A", 21, 3, true, List.of(approving(2), needsConfirmed(1), is("budget", "confirmed"))),
                    new Tier("B", null, 5, true, List.of(approving(1), needsConfirmed(1))),
                    new Tier("C", null, 8, true, List.of(approving(1))),
                    new Tier("D", null, 20, false, List.of(reached(1)))),
            outcomes(
                    Map.of("C", new Floor("B", 10), "D", new Floor("C", 15), "FOLLOW_UP", new Floor("D", 4)),
                    "NO_NEED",
                    "RJ"));

    /** Codes of its own, counts of outcomes and dates; even a hang-up takes away what calls gave. */
    public static final Standard OWN_WORDS = new Standard(
            "Own words",
            List.of(
                    new Tier(
                            "HOT",
                            null,
                            14,
                            true,
                            List.of(
                                    new Criterion("meeting", "outcomes.C >= 1", known -> known.count("C") >= 1),
                                    new Criterion(
                                            "buyer",
                                            "'EB' in approving || approving.size() > opposing.size()",
                                            known -> known.approving().contains("EB")
                                                    || known.approving().size()
                                                            > known.opposing().size()))),
                    new Tier(
                            "WARM",
                            null,
                            10,
                            false,
                            List.of(
                                    reached(1),
                                    new Criterion(
                                            "answers",
                                            "outcomes.NA + outcomes.WN <= 3",
                                            known -> known.count("NA") + known.count("WN") <= 3),
                                    new Criterion(
                                            "date",
                                            "!hasDecisionDate || daysToDecision >= -10",
                                            known -> !known.hasDecisionDate() || known.daysToDecision() >= -10))),
                    new Tier(
                            "COLD",
                            null,
                            null,
                            false,
                            List.of(new Criterion(
                                    "open",
                                    "quote != 'none' || competitors == 'known' || 'TB' in objectionsHandled",
                                    known -> !known.value("quote").equals("none")
                                            || known.value("competitors").equals("known")
                                            || known.objectionsHandled().contains("TB"))))),
            outcomes(Map.of("D", new Floor("WARM", 12), "FOLLOW_UP", new Floor("COLD", 30)), "RJ", "CUT"));

    /** What the expressions of all these standards mean. */
    private static final Map<String, Predicate<Known>> MEANINGS = Stream.of(DEFAULT, IMPATIENT, OWN_WORDS)
            .flatMap(standard -> standard.tiers().stream())
            .flatMap(tier -> tier.criteria().stream())
            .collect(toMap(Criterion::when, Criterion::holds, (one, same) -> one));

    private Standards() {}

    /** Reads a standard as it is posted, whose expressions all are among those of the standards here. */
    public static Standard read(JsonNode standard) {
        List<Tier> tiers = new ArrayList<>();
        standard.path("tiers").forEach(tier -> {
            List<Criterion> criteria = new ArrayList<>();
            tier.path("criteria").forEach(criterion -> {
                String when = criterion.path("when").asText();
                if (!MEANINGS.containsKey(when)) {
                    throw new IllegalArgumentException("nothing here says what this means: " + when);
                }
                criteria.add(new Criterion(criterion.path("id").asText(), when, MEANINGS.get(when)));
            });
            tiers.add(new Tier(
                    tier.path("code").asText(),
                    days(tier, "decisionWithinDays"),
                    days(tier, "staleAfterDays"),
                    tier.path("onStale").asText().equals("demote"),
                    criteria));
        });
        Map<String, Floor> outcomeFloor = new HashMap<>();
        standard.path("outcomeFloor")
                .properties()
                .forEach(outcome -> outcomeFloor.put(
                        outcome.getKey(),
                        outcome.getValue().isNull()
                                ? null
                                : new Floor(
                                        outcome.getValue().path("tier").asText(),
                                        outcome.getValue().path("days").asInt())));
        return new Standard(standard.path("name").asText(), tiers, outcomeFloor);
    }

    private static Integer days(JsonNode tier, String member) {
        return tier.path(member).isInt() ? tier.path(member).asInt() : null;
    }

    private static Criterion reached(int atLeast) {
        return new Criterion(
                "key-persons",
                "reached.size() >= " + atLeast,
                known -> known.reached().size() >= atLeast);
    }

    private static Criterion approving(int atLeast) {
        return new Criterion(
                "key-persons",
                "approving.size() >= " + atLeast,
                known -> known.approving().size() >= atLeast);
    }

    private static Criterion needsConfirmed(int atLeast) {
        return new Criterion(
                "needs",
                "needsConfirmed.size() >= " + atLeast,
                known -> known.needsConfirmed().size() >= atLeast);
    }

    private static Criterion objectionsSettled(int atLeast) {
        return new Criterion(
                "objections",
                "objectionsSettled.size() >= " + atLeast,
                known -> known.objectionsSettled().size() >= atLeast);
    }

    private static Criterion is(String field, String value) {
        return new Criterion(
                field,
                field + " == '" + value + "'",
                known -> known.value(field).equals(value));
    }

    private static Map<String, Floor> outcomes(Map<String, Floor> worth, String... takingAway) {
        Map<String, Floor> outcomes = new HashMap<>(worth);
        for (String outcome : takingAway) {
            outcomes.put(outcome, null);
        }
        return outcomes;
    }
}
