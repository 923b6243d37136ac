package io.tierline.grading.standards.domain;

import java.util.Objects;
import java.util.Optional;

/**
 * One thing that is wrong with what somebody wrote.
 *
 * @param pointer where, as a JSON pointer (RFC 6901) into the document that was read; empty for the document itself
 * @param message what is wrong and what would be right, in words
 * @param position where inside the text at {@code pointer}, for expressions only
 */
public record Fault(String pointer, String message, Optional<Position> position) {

    public Fault {
        Objects.requireNonNull(pointer);
        Objects.requireNonNull(message);
        Objects.requireNonNull(position);
    }

    /** A fault of a whole member. */
    public static Fault at(String pointer, String message) {
        return new Fault(pointer, message, Optional.empty());
    }

    /** A fault at one place of an expression. */
    public static Fault at(String pointer, Position position, String message) {
        return new Fault(pointer, message, Optional.of(position));
    }

    /**
     * A place in a text.
     *
     * @param line from 1
     * @param column from 1, in Unicode code points
     */
    public record Position(int line, int column) {}
}
