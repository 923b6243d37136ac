package io.tierline.kit.paging;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tierline.kit.input.Json;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** The sort key of a page's last row as an opaque text, so that callers cannot come to rest on its form. */
public final class Cursor {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Between these is every time that the API takes. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private Cursor() {}

    /** The cursor that continues after the row with this sort key. */
    public static String of(String... sortKey) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(MAPPER.writeValueAsBytes(sortKey));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The sort key in a cursor; null for the first page.
     *
     * @param size how many parts the key has
     * @throws Problem 422 when it is none of ours
     */
    public static List<String> read(String cursor, int size) {
        if (cursor == null) {
            return null;
        }
        try {
            List<String> key = MAPPER.readValue(Base64.getUrlDecoder().decode(cursor), new TypeReference<>() {});
            if (key != null
                    && key.size() == size
                    && key.stream().allMatch(part -> part != null && Json.isWholeText(part))) {
                return key;
            }
        } catch (IOException | IllegalArgumentException e) {
            // The same answer as for a key of the wrong size.
        }
        throw refused();
    }

    /**
     * The time in a part of a sort key, as {@link Instant#toString} wrote it.
     *
     * @throws Problem 422 when it is none that the API takes: cursors come back from outside and may hold anything
     */
    public static Instant time(String part) {
        try {
            Instant time = Instant.parse(part);
            if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
                return time;
            }
        } catch (DateTimeException e) {
            // The same answer as for a time out of bounds.
        }
        throw refused();
    }

    /** The problem of a cursor that no list of this kind has given out. */
    public static Problem refused() {
        return Problem.invalid(
                List.of(new Fault("?cursor", "is not a cursor of this list; take it from the last answer's next")));
    }
}
