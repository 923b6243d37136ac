package io.tierline.kit.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import io.tierline.kit.problem.Problem;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchBodyTest {

    private static final BatchBody NOTES = new BatchBody("notes", 3, Set.of("id", "text"), BatchBodyTest::row);
    private static final BatchBody MANY = new BatchBody("notes", 5_000, Set.of("id", "text"), BatchBodyTest::row);

    private static final int MEGABYTE = 1024 * 1024;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "application/json     | [{\"id\":\"a\"},{\"id\":\"b\"}]",
                "application/x-ndjson | ~{\"id\":\"a\"}\n\n{\"id\":\"b\"}\n~",
                "application/ndjson   | ~{\"id\":\"a\"}\n{\"id\":\"b\"}~",
                "text/csv             | ~text,id\n,a\n,b\n~"
            })
    void itemsAreTheSame_inWhateverFormTheyCome(String type, String body) {
        assertThat(items(type, body)).containsExactly("{\"id\":\"a\"}", "{\"id\":\"b\"}");
    }

    @Test
    void bodyIsJson_whenItDoesNotSay() {
        assertThat(NOTES.read(stream("[1]"), null, Supplier::get)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "application/x-ndjson | ~{\"id\":\"a\"}\nnonsense\n{\"id\":\"b\"}~ | 400",
                "text/csv             | ~text,id\n,a\n,b,c\n,b~                    | 422"
            })
    void lineIsAtFaultAlone_whenItCannotBeRead(String type, String body, int status) {
        assertThat(items(type, body)).containsExactly("{\"id\":\"a\"}", String.valueOf(status), "{\"id\":\"b\"}");
    }

    @Test
    void elementIsAtFaultAlone_whenItIsTooLarge() {
        assertThat(items("application/json", "[1,\"" + "x".repeat(70_000) + "\",2]"))
                .containsExactly("1", "413", "2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[]        | must hold 1 to 3 notes; it holds none",
                "[1,2,3,4] | must hold 1 to 3 notes; it holds more than 3",
                "{}        | must be an array of notes, NDJSON as application/x-ndjson, or CSV as text/csv"
            })
    void bodyIsRefusedAsAWhole_whenItIsNoListOrTooLong(String body, String message) {
        assertThat(items("application/json", "[1,2,3]")).hasSize(3);
        assertThatThrownBy(() -> items("application/json", body))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.faults().get(0).message()).isEqualTo(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "application/json | [1,{\"a\" 2}]   | Item 1, counted from 0: The body is not readable as JSON",
                "application/json | [1,]           | Item 1, counted from 0: The body is empty",
                "text/csv         | ~id\n\"a\n1,2\n~ | The body is not readable as CSV",
                "text/csv         | ~id\n\0\n~      | A cell holds"
            })
    void bodyIsUnreadableAsAWhole_whenNobodyCanSayWhereAnItemEnds(String type, String body, String message) {
        assertUnreadable(stream(body), type, message);
    }

    @Test
    void bodyIsUnreadable_whenItIsNotUtf8() {
        byte[] latin = {'i', 'd', '\n', (byte) 0xe9, '\n'};
        assertUnreadable(new ByteArrayInputStream(latin), "text/csv", "The body has to be UTF-8.");
    }

    @Test
    void cellIsRefused_whenItsQuoteSwallowsTheRest() {
        assertUnreadable(
                new ByteArrayInputStream(("id\n\"" + "x\n".repeat(5 * MEGABYTE)).getBytes(UTF_8)),
                "text/csv",
                "The body is not readable as CSV");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json     | [ | {}, | {}]",
                "application/x-ndjson | '' | {}! | ''",
                "text/csv             | id! | x! | ''",
                "text/csv             | x,! | x,! | ''"
            })
    void readingStopsAtTheFirstItemTooMany(String type, String begin, String repeated, String end) throws IOException {
        // Given
        AtomicInteger read = new AtomicInteger();
        InputStream body = new ByteArrayInputStream(
                (begin + repeated.repeat(5_500_000) + end).replace('!', '\n').getBytes(UTF_8));
        int length = body.available();
        long before = allocated();

        // When
        assertThatThrownBy(() -> MANY.read(body, MediaType.valueOf(type), item -> read.incrementAndGet()))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(422));

        // Then
        assertThat(allocated() - before).isLessThan(32L * MEGABYTE);
        assertThat(read.get()).isLessThanOrEqualTo(5_000);
        assertThat(length - body.available()).isLessThan(MEGABYTE);
    }

    @ParameterizedTest
    @CsvSource({"application/json", "application/x-ndjson"})
    void objectWithAMillionMembersIsNeverATree(String type) {
        // Given
        String members = IntStream.range(0, 1_600_000)
                .mapToObj(i -> "\"" + i + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
        byte[] body = (type.endsWith("/json") ? "[" + members + "]" : members).getBytes(UTF_8);
        long before = allocated();

        // When
        List<String> items = MANY.read(new ByteArrayInputStream(body), MediaType.valueOf(type), BatchBodyTest::shown);

        // Then
        assertThat(items).containsExactly("413");
        assertThat(allocated() - before).isLessThan(8L * MEGABYTE);
    }

    @Test
    void gzipIsUnpackedAsFarAsItIsRead() throws IOException {
        // Given
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] megabyte = "{}\n ".repeat(MEGABYTE / 4).getBytes(UTF_8);
            for (int i = 0; i < 500; i++) {
                gzip.write(megabyte);
            }
        }
        long before = allocated();

        // When
        InputStream few = PackedBody.unpacked(new ByteArrayInputStream(packed.toByteArray()), "gzip", 16 * MEGABYTE);
        assertThatThrownBy(() -> MANY.read(few, MediaType.valueOf(BatchBody.NDJSON), item -> 1))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(422));
        InputStream all = PackedBody.unpacked(new ByteArrayInputStream(packed.toByteArray()), "gzip", 16 * MEGABYTE);
        assertThatThrownBy(() -> all.skipNBytes(500L * MEGABYTE))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(413));

        // Then
        assertThat(allocated() - before).isLessThan(16L * MEGABYTE);
    }

    /** Measured while it is read, by what is left after a garbage collection. */
    @ParameterizedTest
    @CsvSource({"application/json", "application/x-ndjson"})
    void bodyAndItemsStayUnderThreeTimesItsSize(String type) {
        // Given
        String text = "as discussed on the phone, ".repeat(100);
        boolean array = type.endsWith("/json");
        String body = IntStream.range(0, 5_000)
                .mapToObj(i -> "{\"id\":\"" + i + "\",\"text\":\"" + i + text + "\"}")
                .collect(Collectors.joining(array ? "," : "\n", array ? "[" : "", array ? "]" : ""));
        long size = body.length();
        long before = live();
        ReceivedBody received = new ReceivedBody(new BodyBudget(size).take("acme", size));
        for (int from = 0; from < size; from += 8_192) {
            String piece = body.substring(from, (int) Math.min(from + 8_192, size));
            received.add(ByteBuffer.wrap(piece.getBytes(UTF_8)));
        }
        AtomicInteger count = new AtomicInteger();
        AtomicLong most = new AtomicLong();

        // When
        List<String> texts = MANY.read(received, MediaType.valueOf(type), item -> {
            String read = item.get().get("text").textValue();
            if (count.incrementAndGet() % 1_000 == 0) {
                most.accumulateAndGet(live() - before, Math::max);
            }
            return read;
        });

        // Then
        assertThat(texts).hasSize(5_000);
        assertThat(most.get()).isLessThan(3 * size);
    }

    private static void assertUnreadable(InputStream body, String type, String message) {
        assertThatThrownBy(() -> NOTES.read(body, MediaType.valueOf(type), BatchBodyTest::shown))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400))
                .hasMessageStartingWith(message);
    }

    /** Bytes that this thread has asked the heap for so far. */
    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static long live() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static List<String> items(String type, String body) {
        return NOTES.read(stream(body), MediaType.valueOf(type), BatchBodyTest::shown);
    }

    /** The item as JSON, or the status of its problem. */
    private static String shown(Supplier<JsonNode> item) {
        try {
            return item.get().toString();
        } catch (Problem problem) {
            return String.valueOf(problem.status());
        }
    }

    private static InputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(UTF_8));
    }

    private static JsonNode row(Map<String, String> cells) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        cells.forEach(row::put);
        return row;
    }
}
