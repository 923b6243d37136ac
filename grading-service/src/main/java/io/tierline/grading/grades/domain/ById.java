package io.tierline.grading.grades.domain;

import java.util.Comparator;

/**
 * The order of ids: bytewise in UTF-8, as {@code COLLATE "C"} in PostgreSQL has it, which is the order of code points.
 *
 * <p>{@link String#compareTo} compares UTF-16 units and would put what lies beyond the basic plane before U+E000.
 */
final class ById {

    static final Comparator<String> BYTEWISE = ById::compare;

    private ById() {}

    private static int compare(String one, String other) {
        int common = Math.min(one.length(), other.length());
        for (int index = 0; index < common; index++) {
            char a = one.charAt(index);
            char b = other.charAt(index);
            if (a != b) {
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
