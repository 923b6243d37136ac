package io.tierline.grading.customers.persistence;

import io.tierline.grading.customers.application.CustomerFilter.Says;
import io.tierline.grading.customers.domain.CustomerCard;
import io.tierline.kit.search.Grams;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** By which terms the index finds a customer; each begins with its tenant. */
final class SearchTerms {

    private static final String NAME = "n";
    private static final String TAG = "tag";

    private SearchTerms() {}

    /** Those of a card; none when it says nothing that can be sought. */
    static Set<String> of(String tenant, CustomerCard card) {
        Set<String> terms = new LinkedHashSet<>();
        if (card.name() != null) {
            Grams.of(Grams.normalised(card.name())).forEach(gram -> terms.add(term(tenant, NAME, gram)));
        }
        card.tags().forEach(tag -> terms.add(says(tenant, TAG, tag)));
        card.profile().values().forEach((field, value) -> {
            switch (field.kind()) {
                case TEXT, WORD -> terms.add(says(tenant, field.code(), (String) value));
                case TEXTS -> ((List<?>) value).forEach(each -> terms.add(says(tenant, field.code(), (String) each)));
                // Sought by nobody: a reason in many words, and numbers.
                case LONG_TEXT, WHOLE_NUMBER, NUMBER -> {}
            }
        });
        return terms;
    }

    /** Those that a customer has to have for its name to contain the word. */
    static Set<String> ofWord(String tenant, String word) {
        Set<String> terms = new LinkedHashSet<>();
        Grams.sought(word).forEach(gram -> terms.add(term(tenant, NAME, gram)));
        return terms;
    }

    /** The one that a customer has to have to say this. */
    static String says(String tenant, Says says) {
        return says(tenant, says.what(), says.value());
    }

    private static String says(String tenant, String what, String value) {
        return term(tenant, what, Grams.normalised(value));
    }

    private static String term(String tenant, String what, String value) {
        return tenant + "/" + what + "=" + value;
    }
}
