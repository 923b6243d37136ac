package io.tierline.kit.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tierline.kit.problem.Fault;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the members of one JSON object and collects everything that is wrong with them, rather than stopping at the
 * first fault. Nothing is coerced: {@code "12"} is no number. A member that is absent, null or at fault reads as null.
 */
public final class JsonInput {

    private final JsonNode node;
    private final String pointer;
    private final List<Fault> faults;
    private final Set<String> known = new HashSet<>();

    private JsonInput(JsonNode node, String pointer, List<Fault> faults) {
        this.node = node;
        this.pointer = pointer;
        this.faults = faults;
    }

    /**
     * @param node what should be an object
     * @param pointer its JSON pointer in the body
     * @param faults where faults are added
     * @return a reader of its members; of none when it is no object, which is a fault
     */
    public static JsonInput of(JsonNode node, String pointer, List<Fault> faults) {
        if (!node.isObject()) {
            faults.add(new Fault(pointer, "must be an object"));
            return new JsonInput(MissingNode.getInstance(), pointer, faults);
        }
        return new JsonInput(node, pointer, faults);
    }

    /** Whether the member is there, be it null. */
    public boolean has(String name) {
        known.add(name);
        return node.has(name);
    }

    /** The member as it stands; null when absent or null. */
    public JsonNode raw(String name) {
        known.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** A text of 1 to {@code longest} characters. */
    public String text(String name, int longest) {
        JsonNode value = raw(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            return fault(name, "must be a text");
        }
        String text = value.textValue();
        if (text.isEmpty() || text.codePointCount(0, text.length()) > longest) {
            return fault(name, "must have 1 to " + longest + " characters");
        }
        return text;
    }

    /** An id as callers choose them ({@link Texts#ID}). */
    public String id(String name) {
        JsonNode value = raw(name);
        if (value == null) {
            return null;
        }
        return value.isTextual() ? Texts.id(value.textValue(), at(name), faults) : fault(name, "must be a text");
    }

    /** A time with offset (RFC 3339), kept to the microsecond. */
    public Instant instant(String name) {
        JsonNode value = raw(name);
        if (value == null) {
            return null;
        }
        return value.isTextual()
                ? Texts.instant(value.textValue(), at(name), faults)
                : fault(name, "must be a time with offset, such as \"2026-11-23T09:30:00+08:00\"");
    }

    /** A whole number, both bounds inclusive. */
    public Integer wholeNumber(String name, int atLeast, int atMost) {
        JsonNode value = raw(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < atLeast
                || value.intValue() > atMost) {
            return fault(name, "must be a whole number from " + atLeast + " to " + atMost);
        }
        return value.intValue();
    }

    /** {@code true} or {@code false}. */
    public Boolean flag(String name) {
        JsonNode value = raw(name);
        if (value == null) {
            return null;
        }
        return value.isBoolean() ? (Boolean) value.booleanValue() : fault(name, "must be true or false");
    }

    /** One of the words that the map knows. */
    public <E> E oneOf(String name, Map<String, E> words) {
        JsonNode value = raw(name);
        if (value == null) {
            return null;
        }
        E meaning = value.isTextual() ? words.get(value.textValue()) : null;
        return meaning != null
                ? meaning
                : fault(
                        name,
                        "must be one of " + words.keySet().stream().sorted().collect(Collectors.joining(", ")));
    }

    /** An object, to be read on; null when absent or null. */
    public JsonInput object(String name) {
        JsonNode value = raw(name);
        return value == null ? null : of(value, at(name), faults);
    }

    /** Adds a fault at the member unless it has a value; one that has its own fault already gets no second. */
    public void require(String name) {
        if (raw(name) == null) {
            fault(name, "is required");
        }
    }

    /** Adds a fault at the member; answers null for the reader to return. */
    public <E> E fault(String name, String message) {
        faults.add(new Fault(at(name), message));
        return null;
    }

    /** Adds a fault for each member that nobody asked for: a misspelt name must not be lost silently. */
    public void refuseUnknown() {
        String message = null;
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                // One text for all of them: an object may have thousands of unknown members.
                message = message != null
                        ? message
                        : "is not known here; known are "
                                + known.stream().sorted().collect(Collectors.joining(", "));
                fault(name, message);
            }
        }
    }

    /** The JSON pointer of a member (RFC 6901). */
    public String at(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
