package io.tierline.kit.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.Texts;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads tables that callers send as CSV (RFC 4180, UTF-8, the first line naming the columns, in any order). An empty cell
 * says nothing, as if its column were not there.
 */
public final class CsvInput {

    /**
     * A line below the header.
     *
     * @param cells what it says, by column
     * @param problem why it cannot be read; null when it can
     */
    public record Line(Map<String, String> cells, Problem problem) {}

    private CsvInput() {}

    /**
     * The lines below the header; blank ones are passed over.
     *
     * @param columns the columns that the table may have
     * @throws Problem 400 when it is no CSV, leaves a quote open, is not UTF-8 or holds {@code \u0000}; 422 when the header names a column that
     *     is not known, or one twice, with every such fault
     */
    public static List<Line> lines(byte[] body, Set<String> columns) {
        String text = Texts.utf8(body).orElseThrow(() -> Problem.unreadable("The body has to be UTF-8."));
        if (!Json.isWholeText(text)) {
            throw Problem.unreadable("A cell holds \\u0000.");
        }
        if (text.chars().filter(c -> c == '"').count() % 2 != 0) {
            // The rest of the table would silently become part of one cell.
            throw Problem.unreadable("The body is not readable as CSV: a quote is not closed.");
        }
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)) {
            List<String> header = null;
            List<Line> lines = new ArrayList<>();
            for (CsvRecord row : csv) {
                if (header == null) {
                    header = header(row.getFields(), columns);
                } else {
                    lines.add(line(header, row.getFields()));
                }
            }
            return lines;
        } catch (CsvParseException e) {
            throw Problem.unreadable("The body is not readable as CSV: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> header(List<String> names, Set<String> columns) {
        List<Fault> faults = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!columns.contains(name)) {
                faults.add(new Fault(
                        "",
                        "the column " + name + " is not known here; known are "
                                + columns.stream().sorted().collect(Collectors.joining(", "))));
            } else if (!seen.add(name)) {
                faults.add(new Fault("", "the column " + name + " is there twice"));
            }
        }
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return names;
    }

    private static Line line(List<String> header, List<String> fields) {
        if (fields.size() != header.size()) {
            return new Line(
                    Map.of(),
                    Problem.invalid(List.of(new Fault(
                            "", "has " + fields.size() + " cells; the header names " + header.size() + " columns"))));
        }
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.get(i).isEmpty()) {
                cells.put(header.get(i), fields.get(i));
            }
        }
        return new Line(cells, null);
    }
}
