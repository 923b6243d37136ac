package io.tierline.kit.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of RFC 7396, appendix A. */
class MergePatchTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"a\":\"b\"}          | {\"a\":\"c\"}              | {\"a\":\"c\"}",
                "{\"a\":\"b\"}          | {\"b\":\"c\"}              | {\"a\":\"b\",\"b\":\"c\"}",
                "{\"a\":\"b\"}          | {\"a\":null}             | {}",
                "{\"a\":\"b\",\"b\":\"c\"}  | {\"a\":null}             | {\"b\":\"c\"}",
                "{\"a\":[\"b\"]}        | {\"a\":\"c\"}              | {\"a\":\"c\"}",
                "{\"a\":\"c\"}          | {\"a\":[\"b\"]}            | {\"a\":[\"b\"]}",
                "{\"a\":{\"b\":\"c\"}}    | {\"a\":{\"b\":\"d\",\"c\":null}} | {\"a\":{\"b\":\"d\"}}",
                "{\"a\":[{\"b\":\"c\"}]}  | {\"a\":[1]}              | {\"a\":[1]}",
                "[\"a\",\"b\"]          | [\"c\",\"d\"]            | [\"c\",\"d\"]",
                "{\"a\":\"b\"}          | [\"c\"]                | [\"c\"]",
                "{\"a\":\"foo\"}        | null                   | null",
                "{\"a\":\"foo\"}        | \"bar\"                | \"bar\"",
                "{\"e\":null}           | {\"a\":1}                | {\"e\":null,\"a\":1}",
                "[1,2]                | {\"a\":\"b\",\"c\":null}   | {\"a\":\"b\"}",
                "{}                   | {\"a\":{\"bb\":{\"ccc\":null}}} | {\"a\":{\"bb\":{}}}"
            })
    void patchChangesWhatItNames_andLeavesTheRest(String target, String patch, String result) {
        JsonNode before = read(target);
        assertThat(MergePatch.apply(before, read(patch))).isEqualTo(read(result));
        assertThat(before).isEqualTo(read(target));
    }

    private static JsonNode read(String json) {
        return Json.read(json.getBytes(UTF_8));
    }
}
