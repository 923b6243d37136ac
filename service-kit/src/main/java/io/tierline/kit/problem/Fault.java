package io.tierline.kit.problem;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer where: a JSON pointer (RFC 6901) into the body, {@code ""} for the whole body, or {@code ?name} for a
 *     query parameter
 * @param message what is wrong and what would be right, for the person who wrote the request
 * @param position where inside the text at the pointer, or null when it is about the text as a whole; left out of the
 *     body then
 */
public record Fault(
        String pointer,
        String message,
        @JsonInclude(JsonInclude.Include.NON_NULL) Position position) {

    /** A fault of what stands at the pointer as a whole. */
    public Fault(String pointer, String message) {
        this(pointer, message, null);
    }

    /**
     * A place in a text of several lines, such as an expression.
     *
     * @param line from 1
     * @param column from 1, in Unicode code points
     */
    public record Position(int line, int column) {}
}
