package io.tierline.local.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTest {
    @TempDir
    Path directory;

    @Test
    void cellsArriveAsTheyAre_withBreaksCommasAndQuotesInThem() throws Exception {
        String content = "callId,notes\r\na,\"one\r\ntwo, three\n\n\"\"four\"\"\"\r\n\r\nb,5\" pipe\rc,\" 中文 \"";

        List<List<String>> rows = rows(content);

        assertThat(rows)
                .containsExactly(
                        List.of("callId", "notes"),
                        List.of("a", "one\r\ntwo, three\n\n\"four\""),
                        List.of("b", "5\" pipe"),
                        List.of("c", " 中文 "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"callId,phone\na,1\nb,2", "callId,phone\na,1\nb,2\n", "callId,phone\r\na,1\r\n\r\nb,2\r\n\r\n"})
    void lastLineMayEndOrNot(String content) throws Exception {
        assertThat(rows(content)).containsExactly(List.of("callId", "phone"), List.of("a", "1"), List.of("b", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFFcallId,phone\na,1\n", "\uFEFF\"callId\",\"phone\"\na,1\n"})
    void byteOrderMarkIsNoPartOfTheFirstColumn(String content) throws Exception {
        assertThat(rows(content)).first().isEqualTo(List.of("callId", "phone"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"callId,phone", "callId,phone\n", "callId,phone\r\n\r\n"})
    void headerAloneIsNoChunk(String content) throws Exception {
        assertThat(CallFiles.chunks(directory, content).next()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4999, 1", "5000, 1", "5001, 2", "10001, 3"})
    void chunkHasAtMost5000Rows(int rows, int chunks) throws Exception {
        List<Chunk> all = all(CallFiles.chunks(directory, CallFiles.of(rows)));

        assertThat(all).hasSize(chunks);
        assertThat(all.stream().mapToInt(Chunk::rows)).allMatch(size -> size <= 5000);
        assertThat(all.stream().mapToInt(Chunk::rows).sum()).isEqualTo(rows);
        for (Chunk chunk : all) {
            assertThat(cells(chunk)).hasSize(chunk.rows() + 1).first().isEqualTo(List.of(CallFiles.HEADER.split(",")));
        }
    }

    @Test
    void chunkWithLongRowsHasFewer() throws Exception {
        String row = ",1," + "n".repeat(999_000);
        String[] rows = new String[6];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i + row;
        }

        List<Chunk> all = all(CallFiles.chunks(directory, "callId,phone,notes\n" + String.join("\n", rows)));

        assertThat(all).extracting(Chunk::rows).containsExactly(5, 1);
    }

    @Test
    void lineIsWhereTheRowBegins() throws Exception {
        Chunk chunk = all(CallFiles.chunks(directory, "callId,notes\na,\"x\n\ny\"\n\nb,z\n"))
                .get(0);

        assertThat(chunk.sent()).extracting(Row::line).containsExactly(2L, 6L);
    }

    @Test
    void rowThatTheApiCouldNotPlaceIsNotSent() throws Exception {
        Chunk chunk = all(CallFiles.chunks(directory, "callId,phone\na,1,2\nb,2\nc\nd,\0\n \n"))
                .get(0);

        assertThat(cells(chunk)).containsExactly(List.of("callId", "phone"), List.of("b", "2"));
        assertThat(chunk.unfit())
                .extracting(rejection ->
                        rejection.row().line() + " " + rejection.row().csv() + ": " + rejection.message())
                .containsExactly(
                        "2 a,1,2: has 3 cells; the header names 2 columns",
                        "4 c: has 1 cells; the header names 2 columns",
                        "5 d,\0: a cell holds \\u0000",
                        "6  : has 1 cells; the header names 2 columns");
        assertThat(chunk.rows()).isEqualTo(5);
    }

    @Test
    void onlyCellOfARowMayBeEmpty() throws Exception {
        assertThat(rows("callId\n\"\"\nb\n")).containsExactly(List.of("callId"), List.of(""), List.of("b"));
    }

    @Test
    void quoteThatIsNotClosedIsToldWithItsLine() throws Exception {
        Chunks chunks = CallFiles.chunks(directory, "callId,notes\na,x\nb,\"y\nc,z\n");

        ImportFailure failure = catchThrowableOfType(ImportFailure.class, () -> all(chunks));

        assertThat(failure).hasMessageContaining("line 2").hasMessageContaining("quote");
    }

    @Test
    void quoteThatIsNotClosedDoesNotFillTheMemory() throws Exception {
        Chunks chunks = CallFiles.chunks(directory, "callId,notes\na,x\nb,\"y\n" + "c,z\n".repeat(300_000));

        ImportFailure failure = catchThrowableOfType(ImportFailure.class, () -> all(chunks));

        assertThat(failure).hasMessageContaining("line 2").hasMessageContaining("quote");
    }

    @Test
    void textThatIsNotInTheCharsetIsNotGuessed() throws Exception {
        Charset gb18030 = Charset.forName("GB18030");
        byte[] content = "callId,notes\na,暂不考虑\n".getBytes(gb18030);

        ImportFailure failure = catchThrowableOfType(
                ImportFailure.class, () -> all(CallFiles.chunks(directory, content, StandardCharsets.UTF_8)));

        assertThat(failure).hasMessageContaining("is not UTF-8");
        assertThat(cells(all(CallFiles.chunks(directory, content, gb18030)).get(0)))
                .last()
                .isEqualTo(List.of("a", "暂不考虑"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\uFEFF"})
    void emptyFileIsRefused(String content) {
        ImportFailure failure = catchThrowableOfType(ImportFailure.class, () -> CallFiles.chunks(directory, content));

        assertThat(failure).hasMessageContaining("is empty");
    }

    private List<List<String>> rows(String content) throws Exception {
        List<Chunk> all = all(CallFiles.chunks(directory, content));
        assertThat(all).hasSize(1);
        return cells(all.get(0));
    }

    private static List<Chunk> all(Chunks chunks) throws ImportFailure {
        List<Chunk> all = new ArrayList<>();
        for (Optional<Chunk> next = chunks.next(); next.isPresent(); next = chunks.next()) {
            all.add(next.get());
        }
        return all;
    }

    /** The body as the API reads it. */
    static List<List<String>> cells(Chunk chunk) throws IOException {
        byte[] body = new GZIPInputStream(new ByteArrayInputStream(chunk.body())).readAllBytes();
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(new String(body, StandardCharsets.UTF_8))) {
            return csv.stream().map(CsvRecord::getFields).toList();
        }
    }
}
