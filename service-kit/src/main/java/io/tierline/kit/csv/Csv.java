package io.tierline.kit.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Tables as CSV: RFC 4180, UTF-8, a header line, and no cell that a spreadsheet would run. */
public final class Csv {

    /** The media type with which CSV is answered. */
    public static final String MEDIA_TYPE = "text/csv";

    private static final String RUN_BY_SPREADSHEETS = "=+-@\t\r\n＝＋－＠";

    private Csv() {}

    /**
     * Writes a table. Numbers are written as they are; null is an empty cell; a text that a spreadsheet would take for a
     * formula (it starts with {@code = + - @}, their full-width forms, a tab or a line end) gets an apostrophe in front.
     */
    public static String of(List<String> header, List<List<Object>> rows) {
        StringWriter text = new StringWriter();
        try (CsvWriter writer =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            writer.writeRecord(header);
            for (List<Object> row : rows) {
                writer.writeRecord(row.stream().map(Csv::cell).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String cell(Object value) {
        if (value instanceof Number) {
            return value.toString();
        }
        String text = Objects.toString(value, "");
        return !text.isEmpty() && RUN_BY_SPREADSHEETS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
