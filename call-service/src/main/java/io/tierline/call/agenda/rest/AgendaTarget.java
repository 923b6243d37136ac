package io.tierline.call.agenda.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.call.calls.application.Calls.Key;
import io.tierline.call.calls.application.FindCalls;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.input.Texts;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a change is about, and what it says. */
final class AgendaTarget {

    private AgendaTarget() {}

    /** What can be no id is nobody's id: the database would not even take every text. */
    static Key key(String tenant, String callId) {
        Key key = new Key(tenant, callId);
        if (!Texts.ID.matcher(callId).matches()) {
            throw FindCalls.unknown(key);
        }
        return key;
    }

    /**
     * What the body says.
     *
     * @throws Problem 422 with every fault
     */
    static <T> T read(byte[] body, Function<JsonInput, T> reader) {
        JsonNode tree = Json.read(body);
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(tree, "", faults);
        T read = faults.isEmpty() ? reader.apply(input) : null;
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return read;
    }
}
