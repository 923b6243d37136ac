package io.tierline.call.directory.persistence;

import io.tierline.kit.input.Texts;
import io.tierline.kit.paging.Cursor;
import java.util.List;

/** Cursors of lists in the order of ids. */
final class IdCursor {

    private IdCursor() {}

    /** The id after which the page begins; null for the first page. */
    static String read(String cursor) {
        List<String> after = Cursor.read(cursor, 1);
        if (after == null) {
            return null;
        }
        // Cursors come back from outside, so they may hold anything: also what the database takes for no text.
        if (!Texts.ID.matcher(after.get(0)).matches()) {
            throw Cursor.refused();
        }
        return after.get(0);
    }
}
