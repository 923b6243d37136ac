package io.tierline.call.telephony.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.call.calls.domain.Direction;
import io.tierline.call.calls.domain.EndedBy;
import io.tierline.call.policies.domain.Company;
import io.tierline.call.telephony.domain.AdapterSettings;
import io.tierline.call.telephony.domain.LegRecord;
import io.tierline.call.telephony.domain.LegRecord.Side;
import io.tierline.call.telephony.domain.LegRecord.Stage;
import io.tierline.call.telephony.domain.TelephonySource;
import io.tierline.kit.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A contact record of Amazon Connect. It comes at least once, and again whenever the contact is updated: the newest
 * {@code LastUpdateTimestamp} counts. A contact that goes on from another (a transfer) belongs to the first one's call.
 */
final class ConnectRecord {

    private static final Set<String> SAME_CALL = Set.of("TRANSFER", "QUEUE_TRANSFER", "DISCONNECT", "MONITOR");
    private static final Set<String> CUSTOMER_CALLED = Set.of("INBOUND", "TRANSFER", "QUEUE_TRANSFER", "WEBRTC_API");
    private static final Set<String> MACHINES = Set.of("VOICEMAIL_BEEP", "VOICEMAIL_NO_BEEP", "FAX_MACHINE_DETECTED");

    private final JsonNode contact;
    private final Reading reading;

    private ConnectRecord(JsonNode contact, AdapterSettings settings, Company company, Instant now) {
        this.contact = contact;
        this.reading = new Reading(this::at, settings, company, now);
    }

    /**
     * What a record tells of a call; empty for a chat, a task or a mail.
     *
     * @throws Problem 422 when it has no ContactId
     */
    static Optional<LegRecord> read(JsonNode contact, AdapterSettings settings, Company company, Instant now) {
        ConnectRecord record = new ConnectRecord(contact, settings, company, now);
        String id = record.reading.required("ContactId", "/ContactId", TelephonySource.AMAZON_CONNECT);
        String channel = record.reading.text("Channel");
        return channel == null || channel.equals("VOICE") ? Optional.of(record.leg(id)) : Optional.empty();
    }

    private LegRecord leg(String id) {
        String method = reading.text("InitiationMethod");
        String initial = reading.callOf("InitialContactId", TelephonySource.AMAZON_CONNECT);
        String call = initial != null && method != null && SAME_CALL.contains(method) ? initial : id;
        boolean root = call.equals(id);
        Direction told = reading.direction();
        Direction direction = told != null
                ? told
                : method != null && CUSTOMER_CALLED.contains(method) ? Direction.INBOUND : Direction.OUTBOUND;
        Instant initiated = time("InitiationTimestamp");
        Instant disconnected = time("DisconnectTimestamp");
        Instant updated = time("LastUpdateTimestamp");
        String detected = reading.text("AnsweringMachineDetectionStatus");
        Instant answered = answeredAt(direction, detected);
        return new LegRecord(
                TelephonySource.AMAZON_CONNECT.word(),
                TelephonySource.AMAZON_CONNECT.prefix() + call,
                id,
                updated == null ? 0 : updated.toEpochMilli(),
                id,
                root,
                root ? Side.CUSTOMER : Side.REP,
                disconnected == null ? Stage.UNDER_WAY : Stage.FINAL,
                reading.phone(reading.text("CustomerEndpoint.Address")),
                direction,
                reading.rep(),
                reading.customer(),
                reading.contactRole(),
                reading.campaign(),
                reading.trunk(),
                reading.started(initiated),
                initiated,
                answered,
                disconnected,
                null,
                detected != null && MACHINES.contains(detected),
                Reading.codes(detected, reading.text("DisconnectReason")),
                endedBy(),
                reading.recordingUrl());
    }

    /**
     * A customer who called is connected to the system at once, and talks only once an agent is there. One whom we called
     * is connected when answering; an announcement of the network is no answer.
     */
    private Instant answeredAt(Direction direction, String detected) {
        if (detected != null && (detected.startsWith("SIT_TONE") || detected.equals("AMD_UNANSWERED"))) {
            return null;
        }
        return direction == Direction.INBOUND
                ? time("Agent.ConnectedToAgentTimestamp")
                : time("ConnectedToSystemTimestamp");
    }

    private EndedBy endedBy() {
        String reason = reading.text("DisconnectReason");
        if (reason == null) {
            return null;
        }
        return switch (reason) {
            case "CUSTOMER_DISCONNECT" -> EndedBy.CUSTOMER;
            case "AGENT_DISCONNECT" -> EndedBy.REP;
            default -> null;
        };
    }

    private Instant time(String name) {
        return Reading.timeOf(reading.text(name));
    }

    /** The value at a path such as {@code Agent.Username}. */
    private String at(String path) {
        JsonNode value = contact;
        for (String member : List.of(path.split("\\."))) {
            value = value.path(member);
        }
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }
}
