package io.tierline.kit.search;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Texts as the pieces by which an index finds what they contain: every character and every two neighbours. So a search
 * needs no words, which Chinese does not set apart, and a query of one character finds as well as a long one. What holds
 * all pieces of a word need not hold the word: who searches checks that in what was found.
 */
public final class Grams {

    private Grams() {}

    /** The text as it is compared: one form of each character (NFKC), small letters, single blanks between words. */
    public static String normalised(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip()
                .replaceAll("\\s+", " ");
    }

    /** The pieces of a normalised text, for the index. */
    public static Set<String> of(String normalised) {
        Set<String> grams = new LinkedHashSet<>();
        int[] characters = normalised.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            grams.add(Character.toString(characters[i]));
            if (i + 1 < characters.length) {
                grams.add(new String(characters, i, 2));
            }
        }
        return grams;
    }

    /** The fewest pieces that a text has to have to contain the word: its pairs, or its one character. */
    public static Set<String> sought(String word) {
        Set<String> grams = of(word);
        if (word.codePointCount(0, word.length()) > 1) {
            grams.removeIf(gram -> gram.codePointCount(0, gram.length()) == 1);
        }
        return grams;
    }

    /** The words of a normalised query: each of them has to be in what is found. */
    public static List<String> words(String normalised) {
        return normalised.isEmpty() ? List.of() : List.of(normalised.split(" "));
    }
}
