package io.tierline.grading.standards.domain;

import java.util.List;
import java.util.Locale;

/** The languages that people read labels and reasons in. */
public enum Language {
    EN("en"),
    ZH_CN("zh-CN");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** The first of the reader's languages that there are labels in; English when there is none. */
    public static Language preferred(List<Locale> accepted) {
        for (Locale locale : accepted) {
            if (locale.getLanguage().equals("zh")) {
                return ZH_CN;
            }
            if (locale.getLanguage().equals("en")) {
                return EN;
            }
        }
        return EN;
    }

    /** The BCP 47 tag, which is also the member's name in a {@link Label}. */
    public String tag() {
        return tag;
    }
}
