package io.tierline.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The calls of a day as the telephony system posts them, and what the rates have to come to in the end. The same for
 * every run of one day: numbers from {@code reps.csv}, their order and the customers by a fixed seed.
 */
final class DayOfCalls {
    static final List<String> OUTCOMES = List.of("NA", "WN", "BL", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C");
    /** Kinds of call that have no outcome. */
    static final List<String> WITHOUT_OUTCOME = List.of("pending", "failed");

    private static final long SEED = 20_261_123;
    private static final List<String> ROLES = List.of("UB", "UB", "TB", "EB");

    /** A correction of a call: its new summary. */
    record Correction(String callId, ObjectNode summary) {}

    /** How many calls each rep has of each outcome, pending and failed. */
    private final Map<String, Map<String, Integer>> expected = new HashMap<>();

    private final Map<String, List<ObjectNode>> callsByRepAndKind = new HashMap<>();
    private final WorkingDay day;
    private final Random random = new Random(SEED);
    private final Iterator<String> companies = companies();

    private int leads;

    DayOfCalls(WorkingDay day) {
        this.day = day;
        for (Map<String, String> rep : Fixtures.rows("reps.csv")) {
            callsOf(rep);
        }
    }

    private Iterator<String> companies() {
        JsonNode names = Fixtures.json("companies.json");
        List<String> companies = new ArrayList<>();
        names.get("cities")
                .forEach(city ->
                        names.get("trades").forEach(trade -> companies.add(city.asText() + "-" + trade.asText())));
        Collections.shuffle(companies, random);
        return companies.iterator();
    }

    private void callsOf(Map<String, String> rep) {
        List<String> kinds = new ArrayList<>();
        for (String kind : kinds()) {
            kinds.addAll(Collections.nCopies(Integer.parseInt(rep.get(kind)), kind));
        }
        Collections.shuffle(kinds, random);
        for (int i = 0; i < kinds.size(); i++) {
            double part = (i + random.nextDouble() * 0.7) / kinds.size();
            ObjectNode call = call(rep.get("rep"), rep.get("team"), String.format("%03d", i + 1), kinds.get(i));
            call.put("startedAt", day.afterPart(part));
            add(call, kinds.get(i));
        }
    }

    private static List<String> kinds() {
        List<String> kinds = new ArrayList<>(OUTCOMES);
        kinds.addAll(WITHOUT_OUTCOME);
        return kinds;
    }

    private ObjectNode call(String rep, String team, String number, String kind) {
        ObjectNode call = Api.JSON.createObjectNode();
        call.put("callId", "demo-" + day.date() + "-" + rep + "-" + number);
        call.put("rep", rep);
        call.put("team", team);
        call.put("campaign", "autumn-2026");
        call.put("direction", "outbound");
        switch (kind) {
            case "NA" -> unanswered(call, random.nextInt(4) == 0 ? "BUSY" : "NO_ANSWER", 15 + random.nextInt(30));
            case "WN" -> unanswered(call, "NUMBER_DOES_NOT_EXIST", random.nextInt(3));
            case "failed" -> unanswered(call, "SYSTEM_FAILURE", 0);
            case "pending" -> answered(call, 60, 200);
            case "CUT" -> answered(call, 3, 15);
            case "BL", "RJ" -> answered(call, 10, 40);
            case "FOLLOW_UP" -> answered(call, 20, 70);
            case "NO_NEED" -> answered(call, 90, 300);
            default -> answered(call, 200, 600);
        }
        if (OUTCOMES.contains(kind)) {
            call.setAll(summary(kind));
        }
        if (kind.equals("D")) {
            // What a rep who agreed on a follow-up has learned; a C is left provisional, for its tier to show as such.
            ObjectNode person = Api.JSON.createObjectNode();
            person.put("stance", "reached").put("need", "known").put("objections", "handled");
            call.putObject("qualification")
                    .putObject("keyPersons")
                    .set(call.get("contactRole").asText(), person);
        }
        return call;
    }

    /** A cold call to a bought list: a number, and nobody's name yet. */
    private void unanswered(ObjectNode call, String result, int ringSeconds) {
        call.put("phone", String.format("+8621600%05d", ++leads));
        call.put("ringSeconds", ringSeconds).put("talkSeconds", 0);
        call.putObject("telephony").put("source", "freeswitch").put("result", result);
    }

    private void answered(ObjectNode call, int atLeastSeconds, int belowSeconds) {
        call.put("customerId", companies.next());
        call.put("contactRole", ROLES.get(random.nextInt(ROLES.size())));
        call.put("ringSeconds", 4 + random.nextInt(20));
        call.put("talkSeconds", atLeastSeconds + random.nextInt(belowSeconds - atLeastSeconds));
        call.putObject("telephony")
                .put("source", "freeswitch")
                .put("result", "ANSWERED")
                .put("endedBy", "customer");
    }

    private ObjectNode summary(String outcome) {
        ObjectNode summary = Api.JSON.createObjectNode().put("outcome", outcome);
        switch (outcome) {
            case "FOLLOW_UP", "D" -> summary.put("followUpAt", day.at(1 + random.nextInt(4), LocalTime.of(10, 0)));
            case "C" -> summary.put("meetingAt", day.at(2 + random.nextInt(4), LocalTime.of(14, 0)));
            default -> {
                // Nothing was agreed.
            }
        }
        return summary;
    }

    private void add(ObjectNode call, String kind) {
        String rep = call.get("rep").asText();
        callsByRepAndKind
                .computeIfAbsent(rep + " " + kind, key -> new ArrayList<>())
                .add(call);
        count(rep, kind, 1);
    }

    private void count(String rep, String kind, int more) {
        expected.computeIfAbsent(rep, key -> new HashMap<>()).merge(kind, more, Integer::sum);
    }

    /** All calls in the order of the day. */
    List<ObjectNode> calls() {
        return callsByRepAndKind.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(call -> call.get("startedAt").asText()))
                .toList();
    }

    /** What was said differently later; from now on the expected numbers are those after it. */
    List<Correction> correct() {
        List<Correction> corrections = new ArrayList<>();
        for (Map<String, String> row : Fixtures.rows("corrections.csv")) {
            String rep = row.get("rep");
            ObjectNode call =
                    callsByRepAndKind.get(rep + " " + row.get("first said")).get(0);
            count(rep, row.get("first said"), -1);
            count(rep, row.get("then said"), 1);
            corrections.add(new Correction(
                    call.get("callId").asText(), summary(row.get("then said")).put("reason", row.get("why"))));
        }
        return corrections;
    }

    /** Takes in a call that was posted on its own. */
    void also(String rep, String outcome) {
        count(rep, outcome, 1);
    }

    Map<String, Map<String, Integer>> expected() {
        return expected;
    }
}
