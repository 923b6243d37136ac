package io.tierline.trials.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/**
 * One operation of a history: what was asked for, and every completion of it.
 *
 * @param op its number, unique in a history; 0 for a note, which is no operation
 * @param process who carried it out; the operations of one process follow each other
 * @param f the kind of operation
 * @param tenant the company, or null
 * @param at when it began, in milliseconds since the start of the history
 * @param value what was asked for
 * @param completions its attempts: any number of unknown ones, then at most one definite one
 */
public record Operation(
        int op, int process, String f, String tenant, long at, JsonNode value, List<Completion> completions) {

    /** How an attempt ended; ok and fail are definite. */
    public enum Type {
        /** Acknowledged. */
        OK,
        /** Refused for good. */
        FAIL,
        /** Unknown: it may have had its effect or not. */
        INFO
    }

    /**
     * The end of one attempt.
     *
     * @param at in milliseconds since the start of the history
     * @param result what the service answered
     */
    public record Completion(Type type, long at, JsonNode result) {}

    /** How it ended in the end; {@link Type#INFO} while that is not known. */
    public Type type() {
        return completions.isEmpty() ? Type.INFO : last().type();
    }

    /** Whether the first attempt already had a definite answer, so that no earlier one can have had an effect. */
    public boolean atOnce() {
        return completions.size() == 1;
    }

    /** The status of the definite answer; 0 while there is none. */
    public int status() {
        return type() == Type.INFO ? 0 : last().result().path("status").asInt();
    }

    /** The body of the definite answer, a missing node while there is none. */
    public JsonNode answer() {
        return type() == Type.INFO ? MissingNode.getInstance() : last().result().path("answer");
    }

    private Completion last() {
        return completions.get(completions.size() - 1);
    }
}
