package io.tierline.call.contacts.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class NumberHashTest {

    private static final NumberHash HASH = new NumberHash("0123456789abcdef");

    @Test
    void numberHasOneHash_anotherInEachTenantAndUnderEachKey() {
        byte[] hash = HASH.of("acme", "+8613800138000");

        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo("29149f9bfaf76faa8af5a931f34542dc7e61b41912da0c60920d064a07d66f4a");
        assertThat(HASH.of("globex", "+8613800138000")).isNotEqualTo(hash);
        assertThat(HASH.of("acme", "+8613800138001")).isNotEqualTo(hash);
        assertThat(new NumberHash("0123456789abcdeg").of("acme", "+8613800138000"))
                .isNotEqualTo(hash);
    }

    @Test
    void sealedDigestIsAnotherUnderEachKey() {
        byte[] digest = {1, 2, 3};

        assertThat(HASH.seal(digest)).hasSize(32).isEqualTo(HASH.seal(digest));
        assertThat(new NumberHash("0123456789abcdeg").seal(digest)).isNotEqualTo(HASH.seal(digest));
    }

    @Test
    void keyHasSixteenCharacters() {
        assertThatThrownBy(() -> new NumberHash("0123456789abcde")).isInstanceOf(IllegalArgumentException.class);
    }
}
