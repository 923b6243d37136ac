package io.tierline.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleOriginsTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void theConsoleAlone_whenNobodyNamesAnother(String named) {
        assertThat(ConsoleOrigins.with(named, 9083)).isEqualTo("http://127.0.0.1:9083,http://localhost:9083");
    }

    @Test
    void theConsoleBesideTheOthers() {
        assertThat(ConsoleOrigins.with("http://127.0.0.1:8000,https://crm.example", 8083))
                .isEqualTo("http://127.0.0.1:8000,https://crm.example,http://127.0.0.1:8083,http://localhost:8083");
    }

    @Test
    void aStarStaysAlone() {
        assertThat(ConsoleOrigins.with("*", 8083)).isEqualTo("*");
    }
}
