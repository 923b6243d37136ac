package io.tierline.kit.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.kit.csv.CsvInput;
import io.tierline.kit.input.Json;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Request bodies that hold many items which stand alone: a JSON array, NDJSON (an item a line) or CSV (a table with an item
 * a line). Each item is handed over unread, so that whatever is wrong with it is wrong with it alone.
 *
 * @param what the items in the words of the API, a plural
 * @param most how many there may be
 * @param columns the columns that a table may have
 * @param row the JSON that says the same as a line of a table, from its cells by column
 */
public record BatchBody(String what, int most, Set<String> columns, Function<Map<String, String>, JsonNode> row) {

    /** The type of NDJSON as we write it; {@code application/ndjson} is taken too. */
    public static final String NDJSON = "application/x-ndjson";

    private static final String CSV_SUBTYPE = "csv";
    private static final Set<String> NDJSON_SUBTYPES = Set.of("x-ndjson", "ndjson");

    /** Whether a body of this type has an item a line; what does not say its type is one JSON document. */
    public static boolean isOfLines(MediaType type) {
        return type != null && (type.getSubtype().equals(CSV_SUBTYPE) || NDJSON_SUBTYPES.contains(type.getSubtype()));
    }

    /**
     * The items, each still to be read: that gives its JSON, or throws the problem of this item.
     *
     * @param type the body's, or null
     * @throws Problem 400 when the body cannot be read as a whole, 422 when it holds no item, too many, or is no list of them
     */
    public List<Supplier<JsonNode>> items(byte[] body, MediaType type) {
        List<Supplier<JsonNode>> items = isOfLines(type) ? lines(body, type.getSubtype()) : elements(Json.read(body));
        if (items.isEmpty() || items.size() > most) {
            throw Problem.invalid(
                    List.of(new Fault("", "must hold 1 to " + most + " " + what + "; it holds " + items.size())));
        }
        return items;
    }

    private List<Supplier<JsonNode>> lines(byte[] body, String subtype) {
        List<Supplier<JsonNode>> lines = new ArrayList<>();
        if (subtype.equals(CSV_SUBTYPE)) {
            CsvInput.lines(body, columns).forEach(line -> lines.add(() -> item(line)));
        } else {
            Json.lines(body).forEach(line -> lines.add(() -> Json.read(line)));
        }
        return lines;
    }

    private JsonNode item(CsvInput.Line line) {
        if (line.problem() != null) {
            throw line.problem();
        }
        return row.apply(line.cells());
    }

    private List<Supplier<JsonNode>> elements(JsonNode array) {
        if (!array.isArray()) {
            throw Problem.invalid(List.of(
                    new Fault("", "must be an array of " + what + ", NDJSON as " + NDJSON + ", or CSV as text/csv")));
        }
        List<Supplier<JsonNode>> elements = new ArrayList<>(array.size());
        array.forEach(element -> elements.add(() -> element));
        return elements;
    }
}
