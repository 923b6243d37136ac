package io.tierline.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** One customer's way through the grades in the course of the day. */
record Story(String customer, String rep, List<Step> steps) {

    /**
     * A call, or something learned elsewhere.
     *
     * @param call what the telephony system posts, or null
     * @param learned a change of the customer's qualification, or null
     * @param expect the tier that it leads to
     */
    record Step(ObjectNode call, ObjectNode learned, String expect) {}

    /** All stories, on that day. Customers are named after the day too, so that each day's begin with nothing known. */
    static List<Story> on(WorkingDay day) {
        return StreamSupport.stream(Fixtures.json("stories.json").spliterator(), false)
                .map(story -> read(story, day))
                .toList();
    }

    private static Story read(JsonNode story, WorkingDay day) {
        String rep = story.get("rep").asText();
        String customer = story.get("customer").asText()
                + String.format(
                        "-%02d%02d", day.date().getMonthValue(), day.date().getDayOfMonth());
        List<Step> steps = new ArrayList<>();
        for (JsonNode step : story.get("steps")) {
            String at = day.at(0, LocalTime.parse(step.get("at").asText()));
            ObjectNode call = null;
            ObjectNode learned = null;
            if (step.has("call")) {
                call = step.get("call").deepCopy();
                call.put(
                        "callId",
                        "demo-" + day.date() + "-" + story.get("customer").asText() + "-" + (steps.size() + 1));
                call.put("customerId", customer).put("startedAt", at);
                call.put("rep", rep).put("team", story.get("team").asText());
                call.put("campaign", "autumn-2026").put("direction", "outbound").put("ringSeconds", 6);
                call.putObject("telephony").put("source", "freeswitch").put("result", "ANSWERED");
                resolve(call, day);
            } else {
                learned = step.get("learned").deepCopy();
                learned.put("observedAt", at);
                resolve(learned, day);
            }
            steps.add(new Step(call, learned, step.get("expect").asText()));
        }
        return new Story(customer, rep, steps);
    }

    /** Makes dates of everything that is told relative to the day. */
    private static void resolve(ObjectNode node, WorkingDay day) {
        node.properties().forEach(member -> {
            if (member.getValue() instanceof ObjectNode inner) {
                resolve(inner, day);
            } else if (member.getValue().isTextual()) {
                member.setValue(TextNode.valueOf(day.resolve(member.getValue().asText())));
            }
        });
    }

    /** The tier in which the day ends. */
    String lastTier() {
        return steps.get(steps.size() - 1).expect();
    }
}
