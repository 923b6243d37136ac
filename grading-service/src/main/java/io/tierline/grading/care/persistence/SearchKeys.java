package io.tierline.grading.care.persistence;

import io.tierline.grading.care.domain.CareContent;
import io.tierline.kit.search.Grams;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * By what the case library finds an entry.
 *
 * @param tags normalised, each between line breaks, which no word that is sought can hold
 * @param terms for the index, each with its tenant before it, so that nobody's search reads what is another tenant's
 */
record SearchKeys(String tags, String text, String solution, String[] terms) {

    private static final SearchKeys NONE = new SearchKeys(null, null, null, null);

    static SearchKeys of(String tenant, CareContent content) {
        if (!content.kind().isInLibrary()) {
            return NONE;
        }
        Set<String> terms = new LinkedHashSet<>();
        content.tags().forEach(tag -> {
            terms.add(tagTerm(Grams.normalised(tag)));
            terms.addAll(Grams.of(Grams.normalised(tag)));
        });
        String text = normalised(content.text());
        String solution = normalised(content.solution());
        terms.addAll(Grams.of(text));
        terms.addAll(Grams.of(solution));
        String tags = content.tags().stream().map(Grams::normalised).collect(Collectors.joining("\n"));
        return new SearchKeys(tags, text, solution, of(tenant, terms));
    }

    static String[] of(String tenant, Collection<String> terms) {
        return terms.stream().map(term -> tenant + "/" + term).toArray(String[]::new);
    }

    /** Longer than any piece of a text, so never mistaken for one. */
    static String tagTerm(String normalised) {
        return "tag:" + normalised;
    }

    private static String normalised(String text) {
        return text == null ? "" : Grams.normalised(text);
    }
}
