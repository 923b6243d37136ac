package io.tierline.kit.rest;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** {@code If-Match} and {@code ETag} over revisions: an entity's tag is its revision in quotes. */
public final class IfMatch {

    private IfMatch() {}

    /** The tag of a revision. */
    public static String tag(int revision) {
        return "\"" + revision + "\"";
    }

    /**
     * Which revisions the caller accepts (RFC 9110, 13.1.1): any when the header is absent or {@code *}, else those
     * listed; a weak tag or one that is none of ours matches nothing.
     */
    public static IntPredicate accepted(String header) {
        if (header == null || header.isBlank() || header.strip().equals("*")) {
            return revision -> true;
        }
        return revision -> Arrays.stream(header.split(",")).map(String::strip).anyMatch(tag(revision)::equals);
    }
}
