package io.tierline.kit.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import io.tierline.kit.input.Json;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
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

    /** The most characters of a cell; also where a quote that is not closed ends at the latest. */
    private static final int LONGEST_CELL = 64 * 1024;

    private static final int LONGEST_LINE = 2 * LONGEST_CELL;
    private static final int MOST_CELLS = 1_000;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private CsvInput() {}

    /**
     * Reads the lines below the header one at a time, without the blank ones.
     *
     * @param columns the columns that the table may have
     * @param each takes each line in turn; may throw to stop reading
     * @throws Problem 400 when it is no CSV, leaves a quote open, is not UTF-8, holds {@code \u0000}, or has a cell or a
     *     line that is too long; 422 when the header names a column that is not known, or one twice, with every such fault
     */
    public static void read(InputStream body, Set<String> columns, Consumer<Line> each) {
        CsvRecordHandler bounded = CsvRecordHandler.builder()
                .maxFields(MOST_CELLS)
                .maxFieldSize(LONGEST_CELL)
                .maxRecordSize(LONGEST_LINE)
                .build();
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowUnclosedQuote(false)
                .maxBufferSize(LONGEST_LINE)
                .build(bounded, utf8(body))) {
            List<String> header = null;
            for (CsvRecord row : csv) {
                if (!row.getFields().stream().allMatch(Json::isWholeText)) {
                    throw Problem.unreadable("A cell holds \\u0000.");
                }
                if (header == null) {
                    header = header(row.getFields(), columns);
                } else {
                    each.accept(line(header, row.getFields()));
                }
            }
        } catch (CsvParseException e) {
            if (e.getCause() instanceof Problem ofTheBody) {
                throw ofTheBody; // Too large once unpacked, or no room for it: the reader wraps what its source throws.
            }
            throw Problem.unreadable("The body is not readable as CSV: " + e.getMessage()
                    + " A cell may have at most " + LONGEST_CELL + " characters, a line " + MOST_CELLS + " cells and "
                    + LONGEST_LINE + " characters, and every quote has to be closed.");
        } catch (IOException e) {
            throw failed(e);
        } catch (UncheckedIOException e) {
            throw failed(e.getCause());
        }
    }

    /** The body as text, without a byte order mark; what is not UTF-8 is an exception, not a replacement. */
    private static Reader utf8(InputStream body) throws IOException {
        Reader text = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8.newDecoder()));
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    private static RuntimeException failed(IOException e) {
        return e instanceof CharacterCodingException
                ? Problem.unreadable("The body has to be UTF-8.")
                : new UncheckedIOException(e);
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
