package io.tierline.grading.standards.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A standard in a request's body.
 *
 * @param document what it says, as plain Java
 * @param note why it was written, or null; no part of the standard
 */
record StandardBody(Map<String, Object> document, String note) {

    static final int LARGEST_BODY = 256 * 1024;
    private static final int LONGEST_NOTE = 1_000;

    /** The document with a {@code note} beside its members; what is wrong with the document itself is found later. */
    static StandardBody withNote(byte[] body, ObjectMapper json) {
        ObjectNode tree = object(body);
        String note = note(tree);
        tree.remove("note");
        return new StandardBody(plain(tree, json), note);
    }

    /** A document that may be anything, as long as it is an object. */
    static Map<String, Object> draft(byte[] body, ObjectMapper json) {
        return plain(object(body), json);
    }

    /** The {@code note} of a body that has nothing else, or null; no body is as good as an empty one. */
    static String noteAlone(byte[] body) {
        if (body == null || body.length == 0) {
            return null;
        }
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(object(body), "", faults);
        String note = input.text("note", LONGEST_NOTE);
        input.refuseUnknown();
        refuse(faults);
        return note;
    }

    private static String note(ObjectNode tree) {
        List<Fault> faults = new ArrayList<>();
        String note = JsonInput.of(tree, "", faults).text("note", LONGEST_NOTE);
        refuse(faults);
        return note;
    }

    private static void refuse(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
    }

    private static ObjectNode object(byte[] body) {
        JsonNode tree = Json.read(body);
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw Problem.invalid(List.of(new Fault("", "must be an object")));
    }

    /** Read as what is kept is read, so that equal documents are equal in Java. */
    private static Map<String, Object> plain(ObjectNode tree, ObjectMapper json) {
        try {
            return json.readValue(tree.toString(), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was read as JSON cannot be written as JSON", e);
        }
    }
}
