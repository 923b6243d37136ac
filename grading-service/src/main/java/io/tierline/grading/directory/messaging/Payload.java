package io.tierline.grading.directory.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.kit.input.Texts;
import io.tierline.kit.messaging.UnreadableEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Reads the members of one event and collects what is wrong with them; members that nobody asks for are passed over. */
final class Payload {

    private final JsonNode node;
    private final List<String> faults;

    private Payload(JsonNode node, List<String> faults) {
        this.node = node;
        this.faults = faults;
    }

    static Payload of(JsonNode node) {
        return new Payload(node, new ArrayList<>());
    }

    /** A text, or null. */
    String text(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return value.isTextual() ? value.textValue() : fault(name, "is no text");
    }

    /** An id, or null. */
    String id(String name) {
        String id = text(name);
        return id == null || Texts.ID.matcher(id).matches() ? id : fault(name, "is no id");
    }

    String neededId(String name) {
        String id = id(name);
        return id == null ? fault(name, "is missing") : id;
    }

    int revision() {
        JsonNode value = node.path("revision");
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            fault("revision", "is no positive whole number");
            return 0;
        }
        return value.intValue();
    }

    boolean flag(String name) {
        JsonNode value = node.path(name);
        if (!value.isBoolean()) {
            fault(name, "is neither true nor false");
        }
        return value.booleanValue();
    }

    Instant instant(String name) {
        String text = text(name);
        try {
            return text == null
                    ? fault(name, "is missing")
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return fault(name, "is no time");
        }
    }

    /** The objects in a list. */
    List<Payload> objects(String name) {
        List<Payload> objects = new ArrayList<>();
        if (!node.path(name).isArray()) {
            fault(name, "is no list");
        }
        node.path(name).forEach(item -> objects.add(new Payload(item, faults)));
        return objects;
    }

    /** The texts in a list. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        JsonNode list = node.path(name);
        if (!list.isArray() || list.isEmpty()) {
            fault(name, "is no list of texts");
        }
        for (JsonNode item : list) {
            if (item.isTextual()) {
                texts.add(item.textValue());
            } else {
                fault(name, "has what is no text");
            }
        }
        return texts;
    }

    /** Adds a fault; answers null for the reader to return. */
    <T> T fault(String name, String message) {
        faults.add(name + " " + message);
        return null;
    }

    /** @throws UnreadableEvent naming every fault, when there is any */
    void refuseFaults(String type) {
        if (!faults.isEmpty()) {
            throw new UnreadableEvent("no " + type + ": " + String.join("; ", faults));
        }
    }
}
