package io.tierline.kit.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Whatever bytes arrive as JSON: they are a value within the bounds, or refused by a problem. */
public class JsonFuzzTest {

    /** Larger than the buffer of {@link JsonItems}. */
    private static final String PADDING = " ".repeat(8 * 1024 - 3);

    private static final String BYTE_ORDER_MARK = "\ufeff";

    /** A second opinion: another parser's settings, with the library's own limits. */
    private static final ObjectMapper WITHOUT_BOUNDS = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Where the fuzzer enters. */
    public static void fuzzerTestOneInput(byte[] input) {
        JsonFuzzTest test = new JsonFuzzTest();
        test.bodyIsAValueWithinBounds_orAProblem(input);
        test.arrayInPiecesIsTheArrayInOnePiece(input);
        test.linesAreThoseBetweenLineFeeds_withoutTheBlankOnes(input);
        test.everyFaultHasThePointerOfItsMember(input);
        test.mergePatchChangesWhatItNames_andNothingElse(input);
    }

    @ParameterizedTest
    @ArgumentsSource(Seeds.class)
    void bodyIsAValueWithinBounds_orAProblem(byte[] body) {
        Optional<JsonNode> tree = readOrRefused(() -> Json.read(body));

        tree.ifPresent(value -> {
            assertThat(depth(value)).isLessThanOrEqualTo(Json.DEEPEST);
            assertBounded(value);
            String canonical = Json.canonical(value);
            // Any reader with the usual limits reads the same again.
            assertThat(withoutBounds(value.toString()).map(JsonNode::toString)).contains(value.toString());
            assertThat(withoutBounds(canonical).map(Json::canonical)).contains(canonical);
        });
    }

    @ParameterizedTest
    @ArgumentsSource(Seeds.class)
    void arrayInPiecesIsTheArrayInOnePiece(byte[] body) {
        Optional<JsonNode> whole = readOrRefused(() -> Json.read(body));
        Optional<List<JsonNode>> pieces = pieces(body);

        if (whole.isPresent()) {
            JsonNode value = whole.get();
            assertThat(value.isArray() ? pieces : Optional.of(List.of(value)))
                    .contains(value.isArray() ? children(value) : List.of(value));
            assertThat(pieces.isPresent()).isEqualTo(value.isArray());
        } else {
            String text = new String(body, UTF_8);
            // Each piece has bounds of its own, so that together they may be more than one value may.
            pieces.filter(elements -> !text.contains(BYTE_ORDER_MARK))
                    .ifPresent(elements -> assertThat(withoutBounds(text).map(JsonFuzzTest::children))
                            .hasValueSatisfying(children -> assertThat(children).hasSameSizeAs(elements)));
        }
        byte[] padded = (PADDING + new String(body, ISO_8859_1)).getBytes(ISO_8859_1);
        if (body.length == 0 || body[0] != BYTE_ORDER_MARK.getBytes(UTF_8)[0]) {
            assertThat(pieces(padded)).isEqualTo(pieces);
        }
    }

    @ParameterizedTest
    @ArgumentsSource(Seeds.class)
    void linesAreThoseBetweenLineFeeds_withoutTheBlankOnes(byte[] body) {
        JsonItems items = JsonItems.ofLines(new ByteArrayInputStream(body));
        List<String> lines = new ArrayList<>();
        while (items.next()) {
            lines.add(new String(items.bytes(), ISO_8859_1));
        }

        assertThat(lines)
                .isEqualTo(Arrays.stream(new String(body, ISO_8859_1).split("\n", -1))
                        .filter(line -> !line.isBlank())
                        .toList());
    }

    @ParameterizedTest
    @ArgumentsSource(Seeds.class)
    void everyFaultHasThePointerOfItsMember(byte[] body) {
        Optional<JsonNode> tree = readOrRefused(() -> Json.read(body));

        tree.filter(JsonNode::isObject)
                .ifPresent(object -> object.fieldNames().forEachRemaining(name -> {
                    JsonNode member = object.get(name);
                    Map<String, Integer> words = Map.of("a", 1);
                    assertReadOrFault(
                            object,
                            name,
                            (input, at) -> input.text(at, 10),
                            text -> assertThat(member.isTextual() && text.equals(member.textValue()))
                                    .isTrue());
                    assertReadOrFault(
                            object, name, JsonInput::id, id -> assertThat(id).matches(Texts.ID));
                    assertReadOrFault(
                            object,
                            name,
                            JsonInput::instant,
                            time -> assertThat(time).isBetween(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z")));
                    assertReadOrFault(
                            object,
                            name,
                            (input, at) -> input.wholeNumber(at, -1, 99),
                            number -> assertThat(number).isBetween(-1, 99));
                    assertReadOrFault(
                            object,
                            name,
                            JsonInput::flag,
                            flag -> assertThat(member.isBoolean()).isTrue());
                    assertReadOrFault(
                            object,
                            name,
                            (input, at) -> input.oneOf(at, words),
                            one -> assertThat(member.textValue()).isEqualTo("a"));
                    List<Fault> unknown = new ArrayList<>();
                    JsonInput.of(object, "", unknown).refuseUnknown();
                    assertThat(unknown.stream().map(fault -> at(object, fault)))
                            .usingElementComparator((one, other) -> one == other ? 0 : 1)
                            .containsExactlyElementsOf(children(object));
                }));
    }

    @ParameterizedTest
    @ArgumentsSource(Seeds.class)
    void mergePatchChangesWhatItNames_andNothingElse(byte[] body) {
        String[] documents = new String(body, UTF_8).split("\n", 2);
        Optional<JsonNode> target = readOrRefused(() -> Json.read(documents[0].getBytes(UTF_8)));
        Optional<JsonNode> patch =
                documents.length < 2 ? Optional.empty() : readOrRefused(() -> Json.read(documents[1].getBytes(UTF_8)));

        if (target.isPresent() && patch.isPresent()) {
            JsonNode before = target.get().deepCopy();
            JsonNode result = MergePatch.apply(target.get(), patch.get());
            assertThat(target.get()).isEqualTo(before);
            assertThat(MergePatch.apply(result, patch.get())).isEqualTo(result);
            assertMerged(before, patch.get(), result);
        }
    }

    private static void assertMerged(JsonNode before, JsonNode patch, JsonNode result) {
        if (!patch.isObject()) {
            assertThat(result).isEqualTo(patch);
            return;
        }
        assertThat(result.isObject()).isTrue();
        patch.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                assertThat(result.has(member.getKey())).isFalse();
            } else {
                assertMerged(before.path(member.getKey()), member.getValue(), result.path(member.getKey()));
            }
        });
        result.fieldNames().forEachRemaining(name -> {
            if (!patch.has(name)) {
                assertThat(result.get(name)).isEqualTo(before.get(name));
            }
        });
        if (before.isObject()) {
            before.fieldNames()
                    .forEachRemaining(name ->
                            assertThat(result.has(name) || patch.has(name)).isTrue());
        }
    }

    private interface Getter<T> {
        T get(JsonInput input, String name);
    }

    private static <T> void assertReadOrFault(
            JsonNode object, String name, Getter<T> getter, java.util.function.Consumer<T> holds) {
        List<Fault> faults = new ArrayList<>();
        T value = getter.get(JsonInput.of(object, "", faults), name);
        if (value != null) {
            assertThat(faults).isEmpty();
            holds.accept(value);
        } else if (object.get(name).isNull()) {
            assertThat(faults).isEmpty();
        } else {
            assertThat(faults).hasSize(1);
            assertThat(at(object, faults.get(0))).isSameAs(object.get(name));
        }
    }

    private static JsonNode at(JsonNode object, Fault fault) {
        return object.at(JsonPointer.compile(fault.pointer()));
    }

    /** The elements of an array, each read by itself; empty when the body is something else or refused. */
    private static Optional<List<JsonNode>> pieces(byte[] body) {
        return readOrRefused(() -> {
            JsonItems items = JsonItems.ofArray(new ByteArrayInputStream(body));
            if (items == null) {
                return null;
            }
            List<JsonNode> elements = new ArrayList<>();
            while (items.next()) {
                elements.add(Json.read(items.bytes()));
            }
            return elements;
        });
    }

    private static <T> Optional<T> readOrRefused(Supplier<T> reader) {
        try {
            return Optional.ofNullable(reader.get());
        } catch (Problem e) {
            assertThat(e.status()).isEqualTo(400);
            assertThat(e.getMessage()).isNotBlank();
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> withoutBounds(String text) {
        try {
            return Optional.of(WITHOUT_BOUNDS.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static List<JsonNode> children(JsonNode node) {
        List<JsonNode> children = new ArrayList<>();
        node.forEach(children::add);
        return children;
    }

    private static int depth(JsonNode node) {
        int deepest = 0;
        for (JsonNode child : node) {
            deepest = Math.max(deepest, depth(child));
        }
        return node.isContainerNode() ? deepest + 1 : 0;
    }

    private static void assertBounded(JsonNode node) {
        if (node.isTextual()) {
            assertThat(node.textValue()).hasSizeLessThanOrEqualTo(Json.LONGEST_TEXT);
            assertWhole(node.textValue());
        }
        if (node.isObject()) {
            assertThat(node.size()).isLessThanOrEqualTo(Json.MOST_MEMBERS);
            node.fieldNames().forEachRemaining(name -> {
                assertThat(name).hasSizeLessThanOrEqualTo(Json.LONGEST_NAME);
                assertWhole(name);
            });
        }
        node.forEach(JsonFuzzTest::assertBounded);
    }

    /** What UTF-8 can hold comes back from it the same. */
    private static void assertWhole(String text) {
        assertThat(new String(text.getBytes(UTF_8), UTF_8)).isEqualTo(text);
        assertThat(text).doesNotContain("\0");
    }
}
