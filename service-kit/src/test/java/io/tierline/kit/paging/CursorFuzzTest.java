package io.tierline.kit.paging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tierline.kit.input.Json;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.testing.Seeds;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Whatever text arrives as a cursor: it is a sort key, or refused by the problem of a cursor. */
public class CursorFuzzTest {

    /** Where the fuzzer enters. */
    public static void fuzzerTestOneInput(byte[] input) {
        CursorFuzzTest test = new CursorFuzzTest();
        test.cursorIsASortKey_orRefused(input);
    }

    @ParameterizedTest
    @ArgumentsSource(Seeds.class)
    void cursorIsASortKey_orRefused(byte[] bytes) {
        String text = new String(bytes, UTF_8);

        assertKeyOrRefused(text);
        assertKeyOrRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        if (Json.isWholeText(text)) {
            assertThat(Cursor.read(Cursor.of(text, "b"), 2)).containsExactly(text, "b");
        }
        try {
            Instant time = Cursor.time(text);
            assertThat(time).isBetween(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"));
            assertThat(Cursor.time(time.toString())).isEqualTo(time);
        } catch (Problem e) {
            assertRefused(e);
        }
    }

    private static void assertKeyOrRefused(String cursor) {
        try {
            List<String> key = Cursor.read(cursor, 2);
            assertThat(key).hasSize(2).allMatch(Json::isWholeText);
            assertThat(Cursor.read(Cursor.of(key.toArray(String[]::new)), 2)).isEqualTo(key);
            assertThatExceptionOfType(Problem.class).isThrownBy(() -> Cursor.read(cursor, 3));
        } catch (Problem e) {
            assertRefused(e);
        }
    }

    private static void assertRefused(Problem problem) {
        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.pointer()).isEqualTo("?cursor"));
    }
}
