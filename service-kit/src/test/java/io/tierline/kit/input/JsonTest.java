package io.tierline.kit.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.kit.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void textIsKeptWhole_whateverItIsWrittenIn() {
        assertThat(Json.read("\"电话 \\ud83d\\ude00 😀\"".getBytes(UTF_8)).textValue())
                .isEqualTo("电话 😀 😀");
    }

    @Test
    void byteOrderMarkIsPassedOver() {
        assertThat(Json.read("\ufeff{}".getBytes(UTF_8)).isObject()).isTrue();
    }

    @Test
    void numbersAreExact() {
        assertThat(Json.read("0.10000000000000000001".getBytes(UTF_8))
                        .decimalValue()
                        .toPlainString())
                .isEqualTo("0.10000000000000000001");
    }

    @Test
    void numberThatNoDecimalHoldsIsUnreadable() {
        for (String number : List.of("1E-2147483648", "1E+2147483648", "0E-2147483648", "1E-99999999999")) {
            assertThatThrownBy(() -> Json.read(("{\"a\":[" + number + "]}").getBytes(UTF_8)))
                    .as(number)
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("not readable as JSON");
        }
    }

    @Test
    void bodyThatIsNotThereIsUnreadable() {
        assertThatThrownBy(() -> Json.read(null)).isInstanceOf(Problem.class).hasMessageContaining("empty");
    }

    @Test
    void faultTellsItsPlace() {
        assertThatThrownBy(() -> Json.read("{\n \"a\": x}".getBytes(UTF_8)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void valueIsUnreadable_justOverABound() {
        assertWithin("[".repeat(Json.DEEPEST) + "]".repeat(Json.DEEPEST));
        assertOutOfBounds("[".repeat(Json.DEEPEST + 1) + "]".repeat(Json.DEEPEST + 1));
        assertWithin("[" + "1,".repeat(Json.MOST_TOKENS - 3) + "1]");
        assertOutOfBounds("[" + "1,".repeat(Json.MOST_TOKENS - 2) + "1]");
        assertWithin(members(Json.MOST_MEMBERS));
        assertOutOfBounds("[" + members(Json.MOST_MEMBERS + 1) + "]");
        assertWithin("\"" + "x".repeat(Json.LONGEST_TEXT) + "\"");
        assertOutOfBounds("\"" + "x".repeat(2 * Json.LONGEST_TEXT) + "\"");
        assertWithin("{\"" + "x".repeat(Json.LONGEST_NAME) + "\":1}");
        assertOutOfBounds("{\"" + "x".repeat(2 * Json.LONGEST_NAME) + "\":1}");
        assertWithin("1".repeat(Json.LONGEST_NUMBER));
        assertOutOfBounds("1".repeat(Json.LONGEST_NUMBER + 1));
    }

    @Test
    void canonicalFormIsTheSame_howeverItWasWritten() {
        String one = Json.canonical(Json.read("{\"b\": [{\"y\":1,\"x\":\"\\u00e9\"}], \"a\": null}".getBytes(UTF_8)));
        String other = Json.canonical(Json.read("{\"a\":null,\"b\":[{\"x\":\"é\",\"y\":1}]}".getBytes(UTF_8)));
        assertThat(one).isEqualTo(other).isEqualTo("{\"a\":null,\"b\":[{\"x\":\"é\",\"y\":1}]}");
        assertThat(Json.canonical(Json.read("[1,2]".getBytes(UTF_8))))
                .isNotEqualTo(Json.canonical(Json.read("[2,1]".getBytes(UTF_8))));
    }

    @Test
    void textIsWhole_unlessItHoldsNulOrHalfAPair() {
        assertThat(List.of("", "a", "😀", "a😀b")).allMatch(Json::isWholeText);
        assertThat(List.of("\0", "a\ud83d", "\ud83da", "\ude00", "\ude00\ud83d"))
                .noneMatch(Json::isWholeText);
    }

    private static String members(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"" + i + "\":0").collect(Collectors.joining(",", "{", "}"));
    }

    private static void assertWithin(String json) {
        assertThat(Json.read(json.getBytes(UTF_8))).isNotNull();
    }

    private static void assertOutOfBounds(String json) {
        assertThatThrownBy(() -> Json.read(json.getBytes(UTF_8)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("it may have at most");
    }
}
