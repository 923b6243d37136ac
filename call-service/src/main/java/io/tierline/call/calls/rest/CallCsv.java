package io.tierline.call.calls.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.kit.input.Json;
import io.tierline.kit.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Calls as a table: each line becomes the JSON that says the same, so that {@link CallReader} has the last word on every
 * format, and faults are told by the same pointers.
 */
final class CallCsv {

    static final String EXAMPLE = """
            callId,phone,rep,startedAt,talkSeconds,telephony.source,telephony.result,outcome
            pbx-7f3a,+8613800138000,li.wei,2026-11-23T09:30:00+08:00,95,freeswitch,ANSWERED,RJ
            """;

    private static final String QUALIFICATION = "qualification";
    private static final String TELEPHONY = "telephony.";

    private static final Set<String> TEXTS = Set.of(
            "callId",
            "phone",
            "customerId",
            "contactRole",
            "rep",
            "team",
            "campaign",
            "direction",
            "startedAt",
            "recordingUrl",
            "telephony.source",
            "telephony.result",
            "telephony.code",
            "telephony.trunk",
            "telephony.endedBy",
            "outcome",
            "reason",
            "notes",
            "followUpAt",
            "meetingAt");
    private static final Set<String> NUMBERS = Set.of("ringSeconds", "talkSeconds");
    private static final Set<String> FLAGS = Set.of("doNotCall");

    /** The columns that a table of calls may have. */
    static final Set<String> COLUMNS = Stream.of(TEXTS, NUMBERS, FLAGS, Set.of(QUALIFICATION))
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

    private CallCsv() {}

    /** The call that a line stands for, from its cells by column. */
    static JsonNode call(Map<String, String> cells) {
        ObjectNode call = JsonNodeFactory.instance.objectNode();
        cells.forEach((column, cell) -> {
            if (column.startsWith(TELEPHONY)) {
                call.withObjectProperty("telephony").put(column.substring(TELEPHONY.length()), cell);
            } else {
                call.set(column, value(column, cell));
            }
        });
        return call;
    }

    /** What the cell means; a cell that is not of its column's kind stays a text, for the reader to find fault with. */
    private static JsonNode value(String column, String cell) {
        if (NUMBERS.contains(column) && NUMBER.matcher(cell).matches()) {
            return JsonNodeFactory.instance.numberNode(Integer.parseInt(cell));
        }
        if (FLAGS.contains(column) && (cell.equals("true") || cell.equals("false"))) {
            return JsonNodeFactory.instance.booleanNode(cell.equals("true"));
        }
        return column.equals(QUALIFICATION) ? document(cell) : JsonNodeFactory.instance.textNode(cell);
    }

    private static JsonNode document(String cell) {
        try {
            return Json.read(cell.getBytes(StandardCharsets.UTF_8));
        } catch (Problem unreadable) {
            // The cell is at fault, not the body; as a text it is none of what a qualification can be.
            return JsonNodeFactory.instance.textNode(cell);
        }
    }
}
