package io.tierline.grading.standards.domain;

/** The languages that people read labels and reasons in. */
public enum Language {
    EN("en"),
    ZH_CN("zh-CN");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** The BCP 47 tag, which is also the member's name in a {@link Label}. */
    public String tag() {
        return tag;
    }
}
