package io.tierline.kit.input;

import io.tierline.kit.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Cuts a body of many JSON values into the bytes of each, one at a time, without understanding more of them than where
 * they end. Never more than one value is in memory, and nothing is read beyond the values that are asked for.
 */
public final class JsonItems {

    /** The largest value, in bytes: as large as a body that holds one value alone. */
    public static final int LARGEST_ITEM = 64 * 1024;

    private static final int END = -1;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final InputStream body;
    private final boolean lines;
    private final byte[] buffer = new byte[8 * 1024];
    private int position;
    private int limit;
    private byte[] item = new byte[1024];
    private int length;
    private boolean begun;
    private boolean ended;

    private JsonItems(InputStream body, boolean lines) {
        this.body = body;
        this.lines = lines;
    }

    /**
     * The elements of a JSON array.
     *
     * @return null when the body is JSON of another kind
     * @throws Problem 400 when the body is empty or no JSON; of one that is larger than an item nothing more is said than
     *     that it is no array
     */
    public static JsonItems ofArray(InputStream body) {
        JsonItems items = new JsonItems(body, false);
        items.skipByteOrderMark();
        int first = items.nextVisible();
        if (first == '[') {
            return items;
        }
        if (first == END) {
            throw Problem.unreadable("The body is empty; JSON was expected.");
        }
        items.refuseUnlessJson();
        return null;
    }

    private void refuseUnlessJson() {
        try {
            byte[] begun = Arrays.copyOfRange(buffer, position - 1, limit);
            byte[] value = Arrays.copyOf(begun, begun.length + LARGEST_ITEM);
            int size = begun.length + body.readNBytes(value, begun.length, LARGEST_ITEM);
            if (size <= LARGEST_ITEM) {
                Json.read(Arrays.copyOf(value, size));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of newline-delimited JSON that are not blank. */
    public static JsonItems ofLines(InputStream body) {
        return new JsonItems(body, true);
    }

    /**
     * Goes on to the next value.
     *
     * @return false at the end
     * @throws Problem 400 when the array is not ended, or something follows it
     */
    public boolean next() {
        length = 0;
        return lines ? nextLine() : nextElement();
    }

    /**
     * The present value's bytes, as they were sent.
     *
     * @throws Problem 413 when they are more than {@link #LARGEST_ITEM}; the values after it can be read all the same
     */
    public byte[] bytes() {
        if (length > LARGEST_ITEM) {
            throw Problem.tooLarge("One of the body's items may have at most " + LARGEST_ITEM + " bytes.");
        }
        return Arrays.copyOf(item, length);
    }

    private boolean nextLine() {
        boolean blank = true;
        while (!ended) {
            int next = read();
            ended = next == END;
            if (next == END || next == '\n') {
                if (!blank) {
                    return true;
                }
                length = 0;
            } else {
                blank &= Character.isWhitespace(next);
                add(next);
            }
        }
        return false;
    }

    private boolean nextElement() {
        if (ended) {
            return false;
        }
        int depth = 0;
        boolean inText = false;
        for (int next = nextVisible(); ; next = read()) {
            if (next == END) {
                throw Problem.unreadable("The body is not readable as JSON: it ends in the middle of the array.");
            }
            if (inText) {
                if (next == '\\') {
                    add(next);
                    next = read();
                } else {
                    inText = next != '"';
                }
            } else if (next == '"') {
                inText = true;
            } else if (next == '[' || next == '{') {
                depth++;
            } else if (depth == 0 && (next == ',' || next == ']')) {
                return endOfElement(next);
            } else if (next == ']' || next == '}') {
                depth--;
            }
            add(next);
        }
    }

    private boolean endOfElement(int delimiter) {
        boolean isFirst = !begun;
        begun = true;
        if (delimiter == ']') {
            ended = true;
            if (nextVisible() != END) {
                throw Problem.unreadable("Something follows after the end of the JSON.");
            }
            return !isFirst || length > 0;
        }
        return true;
    }

    private void add(int next) {
        if (length == item.length && length < LARGEST_ITEM) {
            item = Arrays.copyOf(item, Math.min(2 * length, LARGEST_ITEM));
        }
        if (length < item.length) {
            item[length] = (byte) next;
        }
        if (length <= LARGEST_ITEM) {
            length++;
        }
    }

    private int nextVisible() {
        int next = read();
        while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
            next = read();
        }
        return next;
    }

    private void skipByteOrderMark() {
        if (hasMore() && Arrays.equals(buffer, 0, Math.min(limit, 3), BYTE_ORDER_MARK, 0, 3)) {
            position = 3;
        }
    }

    private int read() {
        return position < limit || hasMore() ? buffer[position++] & 0xff : END;
    }

    private boolean hasMore() {
        try {
            limit = body.readNBytes(buffer, 0, buffer.length);
            position = 0;
            return limit > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
