package io.tierline.kit.paging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.kit.problem.Problem;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {

    @Test
    void cursorComesBackAsItWasGivenOut() {
        String cursor = Cursor.of("2026-11-23T01:30:00Z", "电话/\"?&");
        assertThat(cursor).matches("[A-Za-z0-9_-]+");
        assertThat(Cursor.read(cursor, 2)).containsExactly("2026-11-23T01:30:00Z", "电话/\"?&");
    }

    @Test
    void firstPageHasNoCursor() {
        assertThat(Cursor.read(null, 2)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "!!!",
                "a b",
                "null",
                "{}",
                "[]",
                "[\"a\"]",
                "[\"a\",\"b\",\"c\"]",
                "[\"a\",null]",
                "[\"a\",[\"b\"]]",
                "[\"a\",\"\\u0000\"]",
                "[\"a\",\"\\ud83d\"]"
            })
    void foreignCursorIsRefused_plainOrEncoded(String text) {
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
        assertThatThrownBy(() -> Cursor.read(text, 2)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Cursor.read(encoded, 2))
                .isInstanceOf(Problem.class)
                .extracting(problem -> ((Problem) problem).status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2026-11-23T01:30:00.123456Z", "9999-12-31T00:00:00Z"})
    void timeComesBackAsItWasWritten(String time) {
        assertThat(Cursor.time(time)).hasToString(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-11-23",
                "1969-12-31T23:59:59.999999Z",
                "9999-12-31T00:00:00.000001Z",
                "+1000000000-12-31T23:59:59Z"
            })
    void foreignTimeIsRefused(String time) {
        assertThatThrownBy(() -> Cursor.time(time))
                .isInstanceOf(Problem.class)
                .extracting(problem -> ((Problem) problem).status())
                .isEqualTo(422);
    }

    @Test
    void pageTellsWhetherMoreFollows() {
        assertThat(Page.of(List.of(1, 2, 3), 2, String::valueOf)).isEqualTo(new Page<>(List.of(1, 2), "2"));
        assertThat(Page.of(List.of(1, 2), 2, String::valueOf)).isEqualTo(new Page<>(List.of(1, 2), null));
        assertThat(Page.of(List.<Integer>of(), 2, String::valueOf)).isEqualTo(new Page<>(List.of(), null));
        assertThat(new Page<>(List.of(1, 2), "2").map(n -> n * 2)).isEqualTo(new Page<>(List.of(2, 4), "2"));
    }
}
