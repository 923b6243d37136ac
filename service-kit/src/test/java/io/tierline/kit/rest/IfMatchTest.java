package io.tierline.kit.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {

    @Test
    void tagIsTheRevisionInQuotes() {
        assertThat(IfMatch.tag(7)).isEqualTo("\"7\"");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "*", " * ", "\"7\"", "\"6\", \"7\"", "\"7\",\"8\""})
    void revisionIsAccepted_whenItIsListedOrAnyIs(String header) {
        assertThat(IfMatch.accepted(header).test(7)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "7", "W/\"7\"", "\"77\"", "\"07\"", "\"abc\"", ",", "\"7"})
    void revisionIsNotAccepted_whenTheTagIsAnotherOrWeakOrNone(String header) {
        assertThat(IfMatch.accepted(header).test(7)).isFalse();
    }
}
