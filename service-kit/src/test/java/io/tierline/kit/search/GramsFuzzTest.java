package io.tierline.kit.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.kit.testing.Seeds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Whatever text is searched for: the pieces of each of its words are among the pieces of a text that holds it. */
public class GramsFuzzTest {

    /** Where the fuzzer enters. */
    public static void fuzzerTestOneInput(byte[] input) {
        GramsFuzzTest test = new GramsFuzzTest();
        test.textHoldsThePiecesOfItsWords(input);
    }

    @ParameterizedTest
    @ArgumentsSource(Seeds.class)
    void textHoldsThePiecesOfItsWords(byte[] bytes) {
        String normalised = Grams.normalised(new String(bytes, UTF_8));

        assertThat(normalised).doesNotContain("  ").doesNotStartWith(" ").doesNotEndWith(" ");
        assertThat(Grams.words(normalised)).allSatisfy(word -> {
            assertThat(word).isNotEmpty();
            assertThat(Grams.sought(word)).isNotEmpty();
            assertThat(Grams.of(normalised)).containsAll(Grams.sought(word));
        });
        assertThat(String.join(" ", Grams.words(normalised))).isEqualTo(normalised);
    }
}
