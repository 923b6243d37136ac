package io.tierline.grading.standards.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** Documents of standards as JSON; the order of their members is kept. */
record StandardJson(ObjectMapper json) {

    private static final TypeReference<Map<String, Object>> DOCUMENT = new TypeReference<>() {};

    Map<String, Object> read(String text) {
        try {
            return json.readValue(text, DOCUMENT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A kept standard is no JSON", e);
        }
    }

    Map<String, Object> readResource(String name) {
        try (InputStream file = StandardJson.class.getResourceAsStream(name)) {
            return json.readValue(file, DOCUMENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String write(Map<String, Object> document) {
        try {
            return json.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A standard cannot be written as JSON", e);
        }
    }
}
