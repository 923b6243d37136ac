package io.tierline.kit.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.kit.problem.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonInputTest {

    private final List<Fault> faults = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T09:30:00+08:00, 2026-11-23T01:30:00Z",
        "2026-11-23T01:30:00.123456789Z, 2026-11-23T01:30:00.123456Z",
        "2026-11-23t01:30:00z, 2026-11-23T01:30:00Z",
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "9999-12-31T00:00:00Z, 9999-12-31T00:00:00Z",
    })
    void timeIsReadToTheMicrosecond(String text, Instant instant) {
        assertThat(read("\"" + text + "\"").instant("v")).isEqualTo(instant);
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-11-23T09:30:00\"",
                "\"2026-11-23\"",
                "\"2026-02-29T00:00:00Z\"",
                "\"2026-11-23T24:00:00Z\"",
                "\"2026-11-23 09:30:00Z\"",
                "\"1969-12-31T23:59:59Z\"",
                "\"+10000-01-01T00:00:00Z\"",
                "\"\"",
                "1764000000",
                "true"
            })
    void timeIsRefused_whenItHasNoOffsetOrIsNone(String json) {
        assertThat(read(json).instant("v")).isNull();
        assertThat(faults).extracting(Fault::pointer).containsExactly("/v");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "10, 10", "-0, "})
    void wholeNumberIsRead_boundsIncluded(String json, Integer number) {
        assertThat(read(json).wholeNumber("v", 1, 10)).isEqualTo(number);
        assertThat(faults).hasSize(number == null ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "11", "5.0", "5.5", "5e0", "\"5\"", "true", "[5]", "99999999999999999999", "1e999999999"})
    void wholeNumberIsRefused_whenItIsAnythingElse(String json) {
        assertThat(read(json).wholeNumber("v", 1, 10)).isNull();
        assertThat(faults).containsExactly(new Fault("/v", "must be a whole number from 1 to 10"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"😀😀😀😀\"", "12", "{}"})
    void textIsRefused_whenItIsEmptyTooLongOrNone(String json) {
        assertThat(read(json).text("v", 3)).isNull();
        assertThat(faults).hasSize(1);
    }

    @Test
    void lengthOfATextIsCountedInCharacters_notInHalfPairs() {
        assertThat(read("\"😀😀😀\"").text("v", 3)).isEqualTo("😀😀😀");
    }

    @Test
    void idHasItsCharactersAndLength() {
        assertThat(read("\"A-z0.9_:@+\"").id("v")).isEqualTo("A-z0.9_:@+");
        assertThat(read("\"" + "x".repeat(128) + "\"").id("v")).hasSize(128);
        assertThat(read("\"...\"").id("v")).isEqualTo("...");
        assertThat(faults).isEmpty();
        for (String bad : List.of(
                "\".\"",
                "\"..\"",
                "\"\"",
                "\"a b\"",
                "\"a/b\"",
                "\"ü\"",
                "\"a\\n\"",
                "\"" + "x".repeat(129) + "\"",
                "1")) {
            assertThat(read(bad).id("v")).isNull();
        }
        assertThat(faults).hasSize(9);
    }

    @Test
    void flagIsTrueOrFalseAndNothingElse() {
        assertThat(read("true").flag("v")).isTrue();
        assertThat(read("false").flag("v")).isFalse();
        assertThat(faults).isEmpty();
        assertThat(read("\"true\"").flag("v")).isNull();
        assertThat(read("1").flag("v")).isNull();
        assertThat(faults).hasSize(2);
    }

    @Test
    void wordIsOneOfThoseThatAreKnown() {
        assertThat(read("\"up\"").oneOf("v", Map.of("up", 1, "down", -1))).isEqualTo(1);
        assertThat(read("\"Up\"").oneOf("v", Map.of("up", 1, "down", -1))).isNull();
        assertThat(faults).containsExactly(new Fault("/v", "must be one of down, up"));
    }

    @Test
    void absentIsToldFromNull() {
        JsonInput input = of("{\"a\":null}");
        assertThat(input.has("a")).isTrue();
        assertThat(input.has("b")).isFalse();
        assertThat(input.raw("a")).isNull();
        assertThat(input.text("a", 3)).isNull();
        assertThat(faults).isEmpty();
        input.require("a");
        input.require("b");
        assertThat(faults).extracting(Fault::pointer).containsExactly("/a", "/b");
    }

    @Test
    void memberThatIsAtFaultIsNotCalledMissingToo() {
        JsonInput input = of("{\"a\":1}");
        input.text("a", 3);
        input.require("a");
        assertThat(faults).containsExactly(new Fault("/a", "must be a text"));
    }

    @Test
    void everyUnknownMemberIsNamed_inObjectsWithinToo() {
        JsonInput input = of("{\"a\":1,\"inner\":{\"b\":1,\"c/d~e\":2},\"x\":1,\"y\":null}");
        input.wholeNumber("a", 0, 9);
        JsonInput inner = input.object("inner");
        inner.wholeNumber("b", 0, 9);
        inner.refuseUnknown();
        input.refuseUnknown();
        assertThat(faults)
                .containsExactly(
                        new Fault("/inner/c~1d~0e", "is not known here; known are b"),
                        new Fault("/x", "is not known here; known are a, inner"),
                        new Fault("/y", "is not known here; known are a, inner"));
    }

    @Test
    void objectIsAFault_whenItIsSomethingElse() {
        JsonInput inner = of("{\"inner\":[]}").object("inner");
        inner.refuseUnknown();
        assertThat(inner.text("a", 1)).isNull();
        assertThat(faults).containsExactly(new Fault("/inner", "must be an object"));
        assertThat(of("{}").object("inner")).isNull();
    }

    private JsonInput read(String value) {
        return of("{\"v\":" + value + "}");
    }

    private JsonInput of(String json) {
        return JsonInput.of(Json.read(json.getBytes(UTF_8)), "", faults);
    }
}
