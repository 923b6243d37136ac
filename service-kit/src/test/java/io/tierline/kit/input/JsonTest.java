package io.tierline.kit.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.kit.problem.Problem;
import java.util.List;
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
    void linesAreSplitUnread_blankOnesLeftOut() {
        byte[] body = "{\"a\":1}\r\n\n  \n{\"b\":\"\u00e9\"}".getBytes(ISO_8859_1);
        List<byte[]> lines = Json.lines(body);
        assertThat(lines).hasSize(2);
        assertThat(Json.read(lines.get(0)).get("a").intValue()).isEqualTo(1);
        assertThat(lines.get(1)).isEqualTo("{\"b\":\"\u00e9\"}".getBytes(ISO_8859_1));
        assertThat(Json.lines(new byte[0])).isEmpty();
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
}
