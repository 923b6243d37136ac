package io.tierline.call.calls.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.call.calls.domain.Summary;
import io.tierline.kit.input.Json;
import java.nio.charset.StandardCharsets;

/** A summary as the JSON that would set it, for a merge patch to be applied to. */
final class SummaryTree {

    private SummaryTree() {}

    static JsonNode of(Summary summary) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        put(tree, "outcome", summary.outcome());
        put(tree, "reason", summary.reason());
        put(tree, "notes", summary.notes());
        put(tree, "followUpAt", summary.followUpAt());
        put(tree, "meetingAt", summary.meetingAt());
        tree.put("doNotCall", summary.doNotCall());
        if (summary.qualification() != null) {
            tree.set("qualification", Json.read(summary.qualification().getBytes(StandardCharsets.UTF_8)));
        }
        return tree;
    }

    private static void put(ObjectNode tree, String name, Object value) {
        if (value != null) {
            tree.put(name, value.toString());
        }
    }
}
