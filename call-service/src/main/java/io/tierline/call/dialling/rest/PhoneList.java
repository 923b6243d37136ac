package io.tierline.call.dialling.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.kit.input.JsonInput;
import java.util.ArrayList;
import java.util.List;

/** Reads the member {@code phones}: a list whose elements may each be at fault by itself. */
final class PhoneList {

    private PhoneList() {}

    /** Its elements; null when it is absent or at fault. */
    static List<JsonNode> elements(JsonInput input) {
        JsonNode array = input.raw("phones");
        if (array == null) {
            return null;
        }
        if (!array.isArray() || array.isEmpty() || array.size() > NumbersResource.MOST_NUMBERS) {
            return input.fault("phones", "must be a list of 1 to " + NumbersResource.MOST_NUMBERS + " numbers");
        }
        List<JsonNode> elements = new ArrayList<>(array.size());
        array.forEach(elements::add);
        return elements;
    }
}
