package io.tierline.kit.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.kit.problem.Problem;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchBodyTest {

    private static final BatchBody NOTES = new BatchBody("notes", 3, Set.of("id", "text"), BatchBodyTest::row);

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
        assertThat(items(type, body))
                .extracting(Supplier::get)
                .extracting(JsonNode::toString)
                .containsExactly("{\"id\":\"a\"}", "{\"id\":\"b\"}");
    }

    @Test
    void bodyIsJson_whenItDoesNotSay() {
        assertThat(NOTES.items("[1]".getBytes(UTF_8), null)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "application/x-ndjson | ~{\"id\":\"a\"}\nnonsense~            | 400",
                "text/csv             | ~text,id\n,a\n,b,c\n~                 | 422"
            })
    void lineIsAtFaultAlone_whenItCannotBeRead(String type, String body, int status) {
        List<Supplier<JsonNode>> items = items(type, body);

        assertThat(items.get(0).get().toString()).isEqualTo("{\"id\":\"a\"}");
        assertThatThrownBy(() -> items.get(1).get())
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(status));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[]        | must hold 1 to 3 notes; it holds 0",
                "[1,2,3,4] | must hold 1 to 3 notes; it holds 4",
                "{}        | must be an array of notes, NDJSON as application/x-ndjson, or CSV as text/csv"
            })
    void bodyIsRefusedAsAWhole_whenItIsNoListOrTooLong(String body, String message) {
        assertThat(items("application/json", "[1,2,3]")).hasSize(3);
        assertThatThrownBy(() -> items("application/json", body))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.faults().get(0).message()).isEqualTo(message));
    }

    private static List<Supplier<JsonNode>> items(String type, String body) {
        return NOTES.items(body.getBytes(UTF_8), MediaType.valueOf(type));
    }

    private static JsonNode row(Map<String, String> cells) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        cells.forEach(row::put);
        return row;
    }
}
