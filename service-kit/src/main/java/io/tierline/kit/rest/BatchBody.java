package io.tierline.kit.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.kit.csv.CsvInput;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonItems;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Request bodies that hold many items which stand alone: a JSON array, NDJSON (an item a line) or CSV (a table with an item
 * a line). The items are read one at a time, so that a body is never in memory as one tree or one list of lines, and each is
 * handed over unread, so that whatever is wrong with it is wrong with it alone.
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
     * Reads the items one after another. Each is handed over unread and has to be made into what is needed of it at once;
     * reading stops at the first one that is too many.
     *
     * @param body null for none
     * @param type the body's, or null
     * @param reader makes a result of an item, which gives its JSON or throws the problem of this item alone
     * @return the results, in the order of the items
     * @throws Problem 400 when the body cannot be read as a whole, 422 when it holds no item, too many, or is no list of them
     */
    public <T> List<T> read(InputStream body, MediaType type, Function<Supplier<JsonNode>, T> reader) {
        List<T> results = new ArrayList<>();
        Consumer<Supplier<JsonNode>> each = item -> {
            if (results.size() == most) {
                throw count("more than " + most);
            }
            results.add(reader.apply(item));
        };
        // Closed at once: what unpacks a body has memory outside the heap.
        try (InputStream bytes = body == null ? InputStream.nullInputStream() : body) {
            if (!isOfLines(type)) {
                elements(bytes, each);
            } else if (type.getSubtype().equals(CSV_SUBTYPE)) {
                CsvInput.read(bytes, columns, line -> each.accept(() -> item(line)));
            } else {
                JsonItems lines = JsonItems.ofLines(bytes);
                while (lines.next()) {
                    each.accept(() -> Json.read(lines.bytes()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (results.isEmpty()) {
            throw count("none");
        }
        return results;
    }

    private Problem count(String held) {
        return Problem.invalid(List.of(new Fault("", "must hold 1 to " + most + " " + what + "; it holds " + held)));
    }

    private JsonNode item(CsvInput.Line line) {
        if (line.problem() != null) {
            throw line.problem();
        }
        return row.apply(line.cells());
    }

    /** Unlike a line, an element that is no JSON says nothing of where the next one begins: the whole body is refused. */
    private void elements(InputStream body, Consumer<Supplier<JsonNode>> each) {
        JsonItems elements = JsonItems.ofArray(body);
        if (elements == null) {
            throw Problem.invalid(List.of(
                    new Fault("", "must be an array of " + what + ", NDJSON as " + NDJSON + ", or CSV as text/csv")));
        }
        for (int index = 0; elements.next(); index++) {
            each.accept(element(elements, index));
        }
    }

    private static Supplier<JsonNode> element(JsonItems elements, int index) {
        byte[] bytes;
        try {
            bytes = elements.bytes();
        } catch (Problem tooLarge) {
            return () -> {
                throw tooLarge;
            };
        }
        try {
            JsonNode element = Json.read(bytes);
            return () -> element;
        } catch (Problem unreadable) {
            throw Problem.unreadable("Item " + index + ", counted from 0: " + unreadable.getMessage());
        }
    }
}
