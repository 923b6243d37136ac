package io.tierline.kit.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GramsTest {

    @Test
    void textsAreEqual_howeverTheyAreTyped() {
        assertThat(Grams.normalised(" ＡＣＭＥ\u3000 Ltd ")).isEqualTo("acme ltd");
        assertThat(Grams.normalised("e\u0301cole")).isEqualTo("école");
    }

    @Test
    void piecesAreCharactersAndPairs_alsoBeyondTheBasicPlane() {
        assertThat(Grams.of("华为𠮷")).containsExactlyInAnyOrder("华", "为", "𠮷", "华为", "为𠮷");
        assertThat(Grams.of("")).isEmpty();
    }

    @Test
    void wordIsSoughtByItsPairs_oneCharacterByItself() {
        assertThat(Grams.sought("华为科")).containsExactlyInAnyOrder("华为", "为科");
        assertThat(Grams.sought("𠮷")).containsExactly("𠮷");
        assertThat(Grams.sought("aa")).containsExactly("aa");
    }

    @Test
    void whateverIsContainedIsFound() {
        // Given
        String name = Grams.normalised("上海华为科技有限公司 Acme");

        // Then
        for (int from = 0; from < name.length(); from++) {
            for (int to = from + 1; to <= name.length(); to++) {
                for (String word : Grams.words(name.substring(from, to).strip())) {
                    assertThat(Grams.of(name)).containsAll(Grams.sought(word));
                }
            }
        }
    }
}
