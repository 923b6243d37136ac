package io.tierline.grading.grades.rest;

import io.tierline.grading.standards.domain.Language;
import java.util.List;
import java.util.Locale;

/** Picks the language of an answer. */
final class Languages {

    private Languages() {}

    /** The first of the reader's languages that there are labels in; English when there is none. */
    static Language preferred(List<Locale> accepted) {
        for (Locale locale : accepted) {
            if (locale.getLanguage().equals("zh")) {
                return Language.ZH_CN;
            }
            if (locale.getLanguage().equals("en")) {
                return Language.EN;
            }
        }
        return Language.EN;
    }
}
