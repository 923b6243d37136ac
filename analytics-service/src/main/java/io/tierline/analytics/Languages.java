package io.tierline.analytics;

import java.util.List;
import java.util.Locale;

/** Picks the language of an answer. */
public final class Languages {

    private Languages() {}

    /** The first of the reader's languages that there are words in, as a tag (en, zh-CN); English when there is none. */
    public static String preferred(List<Locale> accepted) {
        for (Locale locale : accepted) {
            if (locale.getLanguage().equals("zh")) {
                return "zh-CN";
            }
            if (locale.getLanguage().equals("en")) {
                return "en";
            }
        }
        return "en";
    }
}
