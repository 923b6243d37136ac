package io.tierline.kit.paging;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param items what is on it
 * @param next the cursor of the page after it, or null when this is the last
 */
public record Page<T>(List<T> items, String next) {

    /** How many items a page has unless the caller says otherwise. */
    public static final int DEFAULT_LIMIT = 50;

    /** The most items a caller can ask for. */
    public static final int MOST = 500;

    /**
     * Makes a page of rows that were read with a limit one higher than the page's, so that it is known whether more
     * follow.
     *
     * @param rows up to {@code limit + 1} rows
     * @param cursorOf the cursor that continues after the given row
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> cursorOf) {
        return rows.size() <= limit
                ? new Page<>(rows, null)
                : new Page<>(rows.subList(0, limit), cursorOf.apply(rows.get(limit - 1)));
    }

    /** The same page of something else. */
    public <U> Page<U> map(Function<T, U> mapper) {
        return new Page<>(items.stream().map(mapper).toList(), next);
    }
}
