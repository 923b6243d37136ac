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
import io.tierline.kit.input.Texts;
import io.tierline.kit.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * The call detail record of FreeSWITCH, as mod_json_cdr posts it: one for each leg. A B leg names the leg that
 * originated it, and that one gives the call its id.
 *
 * <p>A leg through a gateway leads to the customer. A leg from an authenticated phone, or to a user of the switch, leads
 * to a rep.
 */
final class FreeswitchCdr {

    private static final String FORM_FIELD = "cdr=";

    private final JsonNode variables;
    private final JsonNode profile;
    private final Reading reading;

    private FreeswitchCdr(JsonNode cdr, AdapterSettings settings, Company company, Instant now) {
        variables = cdr.path("variables");
        // The newest profile is the first; older releases write the object itself, and more than once.
        JsonNode callflow = cdr.path("callflow");
        profile = (callflow.isArray() ? callflow.path(0) : callflow).path("caller_profile");
        reading = new Reading(this::variable, settings, company, now);
    }

    /**
     * The JSON in a body of any of the three encodings: plain, URL-encoded in a form, base64 in a form.
     *
     * @throws Problem 400 when there is none
     */
    static JsonNode json(byte[] body) {
        String text = body == null ? "" : new String(body, StandardCharsets.UTF_8).strip();
        if (!text.startsWith(FORM_FIELD)) {
            return ForeignBody.object(text.getBytes(StandardCharsets.UTF_8));
        }
        String value = text.substring(FORM_FIELD.length());
        String plain = ForeignBody.formDecoded(value).strip();
        if (plain.startsWith("{")) {
            return ForeignBody.object(plain.getBytes(StandardCharsets.UTF_8));
        }
        try {
            return ForeignBody.object(Base64.getMimeDecoder().decode(ForeignBody.urlDecoded(value)));
        } catch (IllegalArgumentException e) {
            throw Problem.unreadable("The field cdr holds neither JSON nor base64.");
        }
    }

    /**
     * The leg that a record tells of.
     *
     * @throws Problem 422 when it has no uuid
     */
    static LegRecord read(JsonNode cdr, AdapterSettings settings, Company company, Instant now) {
        return new FreeswitchCdr(cdr, settings, company, now).leg();
    }

    private LegRecord leg() {
        String uuid = reading.required("uuid", "/variables/uuid", TelephonySource.FREESWITCH);
        String originator = originator(uuid);
        boolean root = originator == null;
        boolean calledUs = "inbound".equals(variable("direction"));
        Side side = side(calledUs);
        Direction direction = direction(side, calledUs, root);
        Instant start = reading.epoch("start_epoch");
        Instant startedAt = reading.started(start);
        return new LegRecord(
                TelephonySource.FREESWITCH.word(),
                TelephonySource.FREESWITCH.prefix() + (root ? uuid : originator),
                uuid,
                0,
                uuid,
                root,
                side,
                Stage.FINAL,
                phone(side, calledUs, root),
                direction,
                reading.rep(),
                reading.customer(),
                reading.contactRole(),
                reading.campaign(),
                reading.trunk(),
                startedAt,
                ringingAt(start),
                answeredAt(side, direction, root),
                reading.epoch("end_epoch"),
                null,
                isMachine(),
                codes(side),
                endedBy(side),
                reading.recordingUrl());
    }

    private String originator(String uuid) {
        return Stream.of(
                        reading.id("originating_leg_uuid,originator"),
                        profile.path("originator")
                                .path("originator_caller_profiles")
                                .path(0)
                                .path("uuid")
                                .textValue())
                .filter(other -> other != null && !other.isBlank() && !other.equals(uuid))
                .filter(other -> Texts.ID
                        .matcher(TelephonySource.FREESWITCH.prefix() + other)
                        .matches())
                .findFirst()
                .orElse(null);
    }

    private Side side(boolean calledUs) {
        if (reading.text("sip_gateway_name,sip_gateway") != null) {
            return Side.CUSTOMER;
        }
        if (calledUs) {
            boolean user = reading.text("sip_auth_username,user_name") != null;
            return !user && caller() != null && callee() == null ? Side.CUSTOMER : Side.REP;
        }
        return reading.text("dialed_user") == null && callee() != null ? Side.CUSTOMER : Side.REP;
    }

    private Direction direction(Side side, boolean calledUs, boolean root) {
        Direction told = reading.direction();
        if (told != null) {
            return told;
        }
        if (side == Side.CUSTOMER) {
            return calledUs ? Direction.INBOUND : Direction.OUTBOUND;
        }
        // The switch rings a rep because somebody has called, or to connect the rep with a customer next.
        return !calledUs && !root && caller() != null ? Direction.INBOUND : Direction.OUTBOUND;
    }

    private String phone(Side side, boolean calledUs, boolean root) {
        if (side == Side.CUSTOMER) {
            return calledUs ? caller() : callee();
        }
        return calledUs ? callee() : root ? null : caller();
    }

    private String caller() {
        return reading.firstPhone(
                variable("caller_id_number"), profile.path("caller_id_number").textValue(), variable("sip_from_user"));
    }

    private String callee() {
        return reading.firstPhone(
                variable("destination_number"),
                decoded(profile.path("destination_number")),
                variable("sip_req_user"),
                variable("sip_to_user"));
    }

    private Instant ringingAt(Instant start) {
        Instant progress = reading.epoch("progress_epoch");
        if (progress != null) {
            return progress;
        }
        Instant media = reading.epoch("progress_media_epoch");
        return media != null ? media : start;
    }

    /**
     * Since when rep and customer could talk. The leg to a customer whom we called tells it by itself. Every other leg
     * may have been answered long before, by a menu or a queue, or by the rep while the customer was still called.
     */
    private Instant answeredAt(Side side, Direction direction, boolean root) {
        Instant answered = reading.epoch("answer_epoch");
        boolean bySelf = side == Side.CUSTOMER && direction == Direction.OUTBOUND || side == Side.REP && !root;
        if (answered == null || bySelf) {
            return answered;
        }
        Instant bridged = reading.epoch("bridge_epoch");
        if (bridged != null) {
            return bridged.isAfter(answered) ? bridged : answered;
        }
        boolean triedToBridge = side == Side.CUSTOMER
                || reading.text("last_bridge_hangup_cause,originate_disposition,originated_legs") != null;
        return triedToBridge ? null : answered;
    }

    private boolean isMachine() {
        return "machine".equalsIgnoreCase(reading.text("amd_status,amd_result"))
                || "true".equalsIgnoreCase(reading.text("avmd_detect"));
    }

    /** On the leg to the rep what the bridge ended with tells more of the customer than what the leg itself ended with. */
    private List<String> codes(Side side) {
        String cause = reading.text("hangup_cause");
        String bridge = reading.text("last_bridge_hangup_cause");
        String originated = reading.text("originate_disposition");
        String sip = sip(reading.text("sip_invite_failure_status,sip_term_status"));
        String protocol = reading.text("proto_specific_hangup_cause");
        String q850 = reading.text("hangup_cause_q850");
        return side == Side.CUSTOMER
                ? Reading.codes(cause, sip, protocol, bridge, q850)
                : Reading.codes(
                        bridge,
                        "SUCCESS".equals(originated) ? null : originated,
                        reading.text("last_bridge_proto_specific_hangup_cause"),
                        sip(reading.text("sip_invite_failure_status")),
                        cause);
    }

    private static String sip(String status) {
        return status == null ? null : "sip:" + status;
    }

    /** Received or sent is seen from the switch: what it receives on a leg comes from whoever is at the leg's far end. */
    private EndedBy endedBy(Side side) {
        String disposition = reading.text("sip_hangup_disposition");
        if (disposition == null) {
            return null;
        }
        boolean byFarEnd = disposition.startsWith("recv_");
        if (!byFarEnd && !disposition.startsWith("send_")) {
            return null;
        }
        return byFarEnd == (side == Side.CUSTOMER) ? EndedBy.CUSTOMER : EndedBy.REP;
    }

    private String variable(String name) {
        return decoded(variables.path(name));
    }

    private static String decoded(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? ForeignBody.urlDecoded(value.asText()) : null;
    }
}
