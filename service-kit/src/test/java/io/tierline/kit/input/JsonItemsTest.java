package io.tierline.kit.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.kit.problem.Problem;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonItemsTest {

    @Test
    void elementsAreCut_whateverBracketsAndCommasStandInTexts() {
        assertThat(elements(" \ufeff")).isEqualTo(List.of("refused"));
        assertThat(elements("\ufeff [ {\"a\":[1,{}]} ,\"],[\\\"\\\\\", 电,[[]],null ] \n"))
                .containsExactly("{\"a\":[1,{}]} ", "\"],[\\\"\\\\\"", "电", "[[]]", "null ");
        assertThat(elements("[]")).isEmpty();
        assertThat(elements("[ \n]")).isEmpty();
        assertThat(elements("[,]")).containsExactly("", "");
    }

    @Test
    void linesAreCutUnread_blankOnesLeftOut() {
        JsonItems lines = JsonItems.ofLines(stream("{\"a\":1}\r\n\n  \n{\"b\":\"é\"}"));
        assertThat(all(lines)).containsExactly("{\"a\":1}\r", "{\"b\":\"é\"}");
        assertThat(all(JsonItems.ofLines(stream("\n \n")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "x", "[1", "[\"", "[\"\\", "[1]2", "[[1]"})
    void bodyIsRefused_whenItIsNoWholeArray(String body) {
        assertThatThrownBy(() -> elements(JsonItems.ofArray(stream(body))))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "\"[]\"", "-1", "true"})
    void bodyIsNoArray_whenItBeginsAsAnotherKind(String body) {
        assertThat(JsonItems.ofArray(stream(body))).isNull();
    }

    @Test
    void itemIsRefusedAlone_whenItIsLargerThanAnyMayBe() {
        String largest = "\"" + "x".repeat(JsonItems.LARGEST_ITEM - 2) + "\"";
        String larger = "\"" + "x".repeat(JsonItems.LARGEST_ITEM - 1) + "\"";

        assertThat(elements("[" + largest + "," + larger + ",2]")).containsExactly(largest, "refused", "2");
        assertThat(all(JsonItems.ofLines(stream(largest + "\n" + larger + "\n2"))))
                .containsExactly(largest, "refused", "2");
    }

    @Test
    void nothingIsReadBeyondWhatIsAskedFor() {
        ByteArrayInputStream body = stream("[" + "{},".repeat(1_000_000) + "{}]");
        JsonItems items = JsonItems.ofArray(body);
        for (int i = 0; i < 5_000; i++) {
            assertThat(items.next()).isTrue();
        }
        assertThat(body.available()).isGreaterThan(2_900_000);
    }

    private static List<String> elements(String body) {
        try {
            return elements(JsonItems.ofArray(stream(body)));
        } catch (Problem refused) {
            return List.of("refused");
        }
    }

    private static List<String> elements(JsonItems items) {
        return all(items);
    }

    private static List<String> all(JsonItems items) {
        List<String> all = new ArrayList<>();
        while (items.next()) {
            try {
                all.add(new String(items.bytes(), UTF_8));
            } catch (Problem tooLarge) {
                assertThat(tooLarge.status()).isEqualTo(413);
                all.add("refused");
            }
        }
        return all;
    }

    private static ByteArrayInputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(UTF_8));
    }
}
