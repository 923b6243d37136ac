package io.tierline.trials.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Calls as a table: a column for each member that some call has. */
final class Csv {
    private Csv() {}

    static String of(Collection<ObjectNode> calls) {
        Set<String> columns = new TreeSet<>();
        calls.forEach(call -> call.fieldNames().forEachRemaining(member -> {
            if (member.equals("telephony")) {
                call.get(member).fieldNames().forEachRemaining(part -> columns.add("telephony." + part));
            } else {
                columns.add(member);
            }
        }));
        List<String> lines = new ArrayList<>(List.of(String.join(",", columns)));
        calls.forEach(call ->
                lines.add(columns.stream().map(column -> cell(call, column)).collect(Collectors.joining(","))));
        return String.join("\n", lines) + "\n";
    }

    private static String cell(ObjectNode call, String column) {
        JsonNode value = call.at("/" + column.replace('.', '/'));
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        String text = value.isValueNode() ? value.asText() : value.toString();
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
