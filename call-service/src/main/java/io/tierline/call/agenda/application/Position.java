package io.tierline.call.agenda.application;

import io.tierline.call.agenda.domain.Agreement;
import io.tierline.kit.input.Texts;
import io.tierline.kit.paging.Cursor;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** A place in a list of agreements, which are in the order of their times and, within one time, of their calls' ids. */
public record Position(Instant at, String callId) {

    /** Between these is every time that the API takes. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    static Position of(Agreement agreement) {
        return new Position(agreement.at(), agreement.callId());
    }

    /** The place in a cursor, null for none. Cursors come back from outside, so they may hold anything. */
    static Position read(String cursor) {
        List<String> key = Cursor.read(cursor, 2);
        if (key == null) {
            return null;
        }
        try {
            Instant at = Instant.parse(key.get(0));
            if (!at.isBefore(EARLIEST)
                    && !at.isAfter(LATEST)
                    && Texts.ID.matcher(key.get(1)).matches()) {
                return new Position(at, key.get(1));
            }
        } catch (DateTimeException e) {
            // The same answer as for a time out of bounds.
        }
        throw Cursor.refused();
    }

    String cursor() {
        return Cursor.of(at.toString(), callId);
    }
}
