package io.tierline.grading.standards.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages that people read labels and reasons in. */
public enum Language {
    EN("en"),
    ZH_CN("zh-CN");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** The first of the reader's languages that there are labels in; empty when there is none. */
    public static Optional<Language> wanted(List<Locale> accepted) {
        return accepted.stream()
                .flatMap(locale -> Arrays.stream(values())
                        .filter(language -> Locale.forLanguageTag(language.tag)
                                .getLanguage()
                                .equals(locale.getLanguage())))
                .findFirst();
    }

    /** The language of this tag; empty when there is none. */
    public static Optional<Language> withTag(String tag) {
        return Arrays.stream(values())
                .filter(language -> language.tag.equals(tag))
                .findFirst();
    }

    /** The BCP 47 tag, which is also the member's name in a {@link Label}. */
    public String tag() {
        return tag;
    }
}
