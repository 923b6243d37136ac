package io.tierline.grading.standards.persistence;

import io.tierline.kit.paging.Cursor;
import java.util.List;

/** Cursors of lists in the descending order of versions. */
final class VersionCursor {

    private VersionCursor() {}

    /** The version before which the page begins; beyond all of them for the first page. */
    static int read(String cursor) {
        List<String> before = Cursor.read(cursor, 1);
        if (before == null) {
            return Integer.MAX_VALUE;
        }
        // Cursors come back from outside, so they may hold anything.
        if (!before.get(0).matches("[0-9]{1,9}")) {
            throw Cursor.refused();
        }
        return Integer.parseInt(before.get(0));
    }
}
