package io.tierline.grading.standards.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Words for people, in both languages.
 *
 * <p>A company that works in one language writes only that one: the other then shows the same words.
 *
 * @param en English
 * @param zhCn Simplified Chinese
 */
public record Label(String en, String zhCn) {

    static final int LONGEST = 2_000;

    public Label {
        Objects.requireNonNull(en);
        Objects.requireNonNull(zhCn);
    }

    /** The words in one language. */
    public String in(Language language) {
        return switch (language) {
            case EN -> en;
            case ZH_CN -> zhCn;
        };
    }

    /** As in the JSON of the API. */
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (Language language : Language.values()) {
            tree.put(language.tag(), in(language));
        }
        return tree;
    }

    /** Reads words in at least one of the languages; every fault is added to the document's. */
    public static Label read(JsonTree tree) {
        tree.onlyMembers(Language.EN.tag(), Language.ZH_CN.tag());
        String en = tree.member(Language.EN.tag()).optionalText(LONGEST).orElse(null);
        String zhCn = tree.member(Language.ZH_CN.tag()).optionalText(LONGEST).orElse(null);
        if (tree.isObject() && en == null && zhCn == null) {
            tree.fault("needs words in at least one of the languages en and zh-CN");
        }
        String any = en != null ? en : zhCn != null ? zhCn : "";
        return new Label(en != null ? en : any, zhCn != null ? zhCn : any);
    }
}
