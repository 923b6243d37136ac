package io.tierline.grading.grades.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tierline.grading.grades.application.CallOutcome;
import io.tierline.grading.grades.domain.Statement;
import io.tierline.grading.standards.domain.Outcome;
import io.tierline.grading.standards.domain.Role;
import io.tierline.kit.messaging.IncomingEvent;
import io.tierline.kit.messaging.UnreadableEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the event call-outcome.v1, as far as grading cares; members that it does not know are passed over. */
final class CallOutcomeV1 {

    static final String TYPE = "call-outcome.v1";

    private static final Set<String> MEETING_RESULTS = Set.of("held", "missed");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode payload;
    private final List<String> faults = new ArrayList<>();

    private CallOutcomeV1(JsonNode payload) {
        this.payload = payload;
    }

    /** @throws UnreadableEvent naming everything that is wrong */
    static CallOutcome read(IncomingEvent event) {
        return new CallOutcomeV1(event.payload()).read(event.tenant());
    }

    private CallOutcome read(String tenant) {
        CallOutcome call = new CallOutcome(
                tenant,
                needed("callId"),
                revision(),
                needed("customerId"),
                text("previousCustomerId"),
                constant("contactRole", Role.class),
                text("rep"),
                text("team"),
                instant("startedAt", needed("startedAt")),
                constant("outcome", Outcome.class),
                instant("followUpAt", text("followUpAt")),
                payload.has("followUpCancelled") && flag("followUpCancelled"),
                meetingMissed(),
                flag("voided"),
                qualification());
        if (!faults.isEmpty()) {
            throw new UnreadableEvent("no call-outcome.v1: " + String.join("; ", faults));
        }
        return call;
    }

    private String text(String name) {
        JsonNode value = payload.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return value.isTextual() ? value.textValue() : fault(name, "is no text");
    }

    private String needed(String name) {
        String text = text(name);
        return text == null || text.isEmpty() ? fault(name, "is missing") : text;
    }

    private int revision() {
        JsonNode value = payload.path("revision");
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            fault("revision", "is no positive whole number");
            return 0;
        }
        return value.intValue();
    }

    private boolean flag(String name) {
        JsonNode value = payload.path(name);
        if (!value.isBoolean()) {
            fault(name, "is neither true nor false");
        }
        return value.booleanValue();
    }

    /** Events from before meetings had results do not have the member. */
    private boolean meetingMissed() {
        String result = text("meetingResult");
        if (result != null && !MEETING_RESULTS.contains(result)) {
            fault("meetingResult", "is none of the known words");
        }
        return "missed".equals(result);
    }

    private Instant instant(String name, String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return fault(name, "is no time");
        }
    }

    private <E extends Enum<E>> String constant(String name, Class<E> type) {
        String text = text(name);
        try {
            return text == null ? null : Enum.valueOf(type, text).name();
        } catch (IllegalArgumentException e) {
            return fault(name, "is none of the known words");
        }
    }

    /** The qualification as it came, once it is sure that it can be understood. */
    private String qualification() {
        JsonNode value = payload.path("qualification");
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        List<io.tierline.grading.standards.domain.Fault> found = new ArrayList<>();
        try {
            Statement.read(JSON.treeToValue(value, Object.class), "/qualification", found);
        } catch (JsonProcessingException e) {
            return fault("qualification", "is no JSON");
        }
        found.forEach(one -> faults.add(one.pointer() + " " + one.message()));
        return value.toString();
    }

    private <T> T fault(String name, String message) {
        faults.add(name + " " + message);
        return null;
    }
}
