package io.tierline.grading.care.persistence;

import io.tierline.kit.database.Columns;
import io.tierline.kit.input.Texts;
import io.tierline.kit.paging.Cursor;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** The parts of cursors: they come back from outside, so they may hold anything. */
final class TimeCursor {

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private TimeCursor() {}

    static OffsetDateTime time(String part) {
        try {
            Instant time = Instant.parse(part);
            if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
                return Columns.inUtc(time);
            }
        } catch (DateTimeParseException e) {
            // The same answer as for a time that nobody can have written.
        }
        throw Cursor.refused();
    }

    static String id(String part) {
        if (!Texts.ID.matcher(part).matches()) {
            throw Cursor.refused();
        }
        return part;
    }

    static int number(String part) {
        try {
            return Integer.parseInt(part);
        } catch (NumberFormatException e) {
            throw Cursor.refused();
        }
    }
}
