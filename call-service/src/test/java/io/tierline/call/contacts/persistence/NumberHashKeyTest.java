package io.tierline.call.contacts.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NumberHashKeyTest {

    @Test
    void serviceSaysWhatIsMissing_whenThereIsNoKeyOrTooShortAOne() {
        for (Optional<String> key : List.of(Optional.<String>empty(), Optional.of("fifteen letters"))) {
            assertThatThrownBy(() -> NumberHashKey.of(key))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("TIERLINE_NUMBERS_HASH_KEY")
                    .hasMessageContaining("at least 16 characters");
        }
        assertThat(NumberHashKey.of(Optional.of("sixteen letters!"))).isNotNull();
    }
}
