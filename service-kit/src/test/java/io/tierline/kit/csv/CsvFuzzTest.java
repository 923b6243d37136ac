package io.tierline.kit.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.kit.input.Json;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Whatever bytes arrive as CSV: they are lines of the columns that the table may have, or refused by a problem. */
public class CsvFuzzTest {

    private static final List<String> HEADER = List.of("phone", "reason");

    /** Where the fuzzer enters. */
    public static void fuzzerTestOneInput(byte[] input) {
        CsvFuzzTest test = new CsvFuzzTest();
        test.tableIsLinesOfItsColumns_orAProblem(input);
        test.writtenTableIsReadAsItWas(input);
    }

    @ParameterizedTest
    @ArgumentsSource(Seeds.class)
    void tableIsLinesOfItsColumns_orAProblem(byte[] body) {
        Object inOnePiece = read(new ByteArrayInputStream(body));
        Object inPieces = read(new ByteArrayInputStream(body) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 3));
            }
        });

        assertThat(inPieces).isEqualTo(inOnePiece);
        if (inOnePiece instanceof List<?> lines) {
            String text = new String(body, UTF_8);
            assertThat(text).doesNotContain("\0");
            lines.forEach(line -> ((Map<?, ?>) line)
                    .values()
                    .forEach(cell ->
                            assertThat(text + text.replace("\"\"", "\"")).contains((String) cell)));
        }
    }

    @ParameterizedTest
    @ArgumentsSource(Seeds.class)
    void writtenTableIsReadAsItWas(byte[] bytes) {
        List<String> cells = List.of(new String(bytes, UTF_8).split("\0", -1));
        List<List<Object>> rows = new ArrayList<>();
        List<Map<String, String>> expected = new ArrayList<>();
        for (int i = 0; i + 1 < cells.size(); i += 2) {
            rows.add(List.of(cells.get(i), cells.get(i + 1)));
            Map<String, String> line = new HashMap<>();
            put(line, HEADER.get(0), cells.get(i));
            put(line, HEADER.get(1), cells.get(i + 1));
            expected.add(line);
        }

        assertThat(read(new ByteArrayInputStream(Csv.of(HEADER, rows).getBytes(UTF_8))))
                .isEqualTo(expected);
    }

    private static void put(Map<String, String> line, String column, String cell) {
        if (!cell.isEmpty()) {
            line.put(column, "=+-@\t\r\n＝＋－＠".indexOf(cell.charAt(0)) < 0 ? cell : "'" + cell);
        }
    }

    /** The lines' cells, a line that cannot be read as what is wrong with it; or the status and text of the problem. */
    private static Object read(InputStream body) {
        List<Map<String, String>> lines = new ArrayList<>();
        try {
            CsvInput.read(body, Set.copyOf(HEADER), line -> {
                if (line.problem() != null) {
                    assertThat(line.problem().status()).isEqualTo(422);
                    assertThat(line.problem().faults()).isNotEmpty();
                } else {
                    assertThat(HEADER).containsAll(line.cells().keySet());
                    assertThat(line.cells().values()).doesNotContain("").allMatch(Json::isWholeText);
                }
                lines.add(line.cells());
            });
            return lines;
        } catch (Problem e) {
            assertThat(e.status()).isIn(400, 422);
            return e.status() + " " + e.getMessage() + e.faults();
        }
    }
}
