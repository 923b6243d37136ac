package io.tierline.call.telephony.rest;

import io.tierline.call.calls.domain.Direction;
import io.tierline.call.policies.domain.Company;
import io.tierline.call.telephony.domain.AdapterSettings;
import io.tierline.call.telephony.domain.LegRecord;
import io.tierline.call.telephony.domain.LegRecord.Side;
import io.tierline.call.telephony.domain.LegRecord.Stage;
import io.tierline.call.telephony.domain.TelephonySource;
import io.tierline.kit.input.Texts;
import io.tierline.kit.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The status callback of Twilio: one post for each status of each leg. A leg that was dialled on behalf of another names
 * that one as its parent, and it gives the call its id. Twilio's software phones are the reps'.
 */
final class TwilioCallback {

    private static final Set<String> BEFORE_ANSWER = Set.of("queued", "initiated", "ringing");
    private static final Set<String> UNDER_WAY = Set.of("queued", "initiated", "ringing", "in-progress", "answered");

    private final Map<String, List<String>> form;
    private final Map<String, List<String>> query;
    private final Reading reading;

    private TwilioCallback(
            Map<String, List<String>> form,
            Map<String, List<String>> query,
            AdapterSettings settings,
            Company company,
            Instant now) {
        this.form = form;
        this.query = query;
        this.reading = new Reading(this::field, settings, company, now);
    }

    /**
     * What a callback tells.
     *
     * @param form the fields that Twilio posts
     * @param query what the tenant has put into the callback's address
     * @throws Problem 422 when it has no CallSid
     */
    static LegRecord read(
            Map<String, List<String>> form,
            Map<String, List<String>> query,
            AdapterSettings settings,
            Company company,
            Instant now) {
        return new TwilioCallback(form, query, settings, company, now).record();
    }

    private LegRecord record() {
        String sid = reading.required("CallSid", "/CallSid", TelephonySource.TWILIO);
        String parent = reading.callOf("ParentCallSid", TelephonySource.TWILIO);
        boolean root = parent == null;
        String status = status();
        boolean isFinal = status != null && !UNDER_WAY.contains(status);
        Side side = side(root);
        Instant at = reading.started(timestamp());
        // Of a call that is over only the end is known; its beginning is when the first of its records began.
        Integer talk = isFinal ? reading.seconds("CallDuration") : null;
        Instant answeredAt = "in-progress".equals(status) || "answered".equals(status)
                ? at
                : talk != null && talk > 0 ? at.minusSeconds(talk) : null;
        return new LegRecord(
                TelephonySource.TWILIO.word(),
                TelephonySource.TWILIO.prefix() + (root ? sid : parent),
                sid + "/" + (status == null ? note() : Reading.word(status)),
                sequence(),
                sid,
                root,
                side,
                isFinal ? Stage.FINAL : Stage.UNDER_WAY,
                phone(side, root),
                direction(side, root),
                rep(),
                reading.customer(),
                reading.contactRole(),
                reading.campaign(),
                reading.trunk(),
                answeredAt != null ? answeredAt : at,
                status != null && BEFORE_ANSWER.contains(status) ? at : null,
                answeredAt,
                isFinal ? at : null,
                isFinal ? talk == null ? (Integer) 0 : talk : null,
                isMachine(),
                isFinal ? codes(status) : List.of(),
                null,
                reading.recordingUrl());
    }

    private String status() {
        String status = reading.text("CallStatus");
        return status == null ? null : status.toLowerCase(Locale.ROOT);
    }

    /** The callbacks about a recording and about the answering machine have no status, and only add to the call. */
    private String note() {
        return reading.text("RecordingSid") != null ? "recording" : "answered-by";
    }

    private long sequence() {
        Integer number = reading.seconds("SequenceNumber");
        return number == null ? 0 : number;
    }

    private Instant timestamp() {
        String text = reading.text("Timestamp,RecordingStartTime");
        try {
            return text == null
                    ? null
                    : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private Side side(boolean root) {
        String told = reading.text("leg");
        if ("rep".equals(told)) {
            return Side.REP;
        }
        if ("customer".equals(told)) {
            return Side.CUSTOMER;
        }
        boolean toRep = isSoftwarePhone(to()) || !root && reading.direction() == Direction.INBOUND;
        return toRep || isSoftwarePhone(from()) && root ? Side.REP : Side.CUSTOMER;
    }

    private Direction direction(Side side, boolean root) {
        Direction told = reading.direction();
        if (told != null) {
            return told;
        }
        boolean calledUs = "inbound".equals(reading.text("Direction"));
        if (side == Side.CUSTOMER) {
            return calledUs ? Direction.INBOUND : Direction.OUTBOUND;
        }
        return !root && reading.phone(from()) != null && isSoftwarePhone(to()) ? Direction.INBOUND : Direction.OUTBOUND;
    }

    private String phone(Side side, boolean root) {
        boolean inbound = direction(side, root) == Direction.INBOUND;
        if (side == Side.REP && !inbound && !isSoftwarePhone(from())) {
            // It rings the rep's own phone.
            return null;
        }
        return reading.phone(inbound ? from() : to());
    }

    private String rep() {
        String told = reading.rep();
        if (told != null) {
            return told;
        }
        String phone = isSoftwarePhone(to()) ? to() : from();
        return phone != null
                        && phone.startsWith("client:")
                        && Texts.ID.matcher(phone.substring("client:".length())).matches()
                ? phone.substring("client:".length())
                : null;
    }

    private boolean isMachine() {
        String answeredBy = reading.text("AnsweredBy");
        return answeredBy != null && (answeredBy.startsWith("machine") || answeredBy.equals("fax"));
    }

    /** Why a call failed stands in the SIP code alone. */
    private List<String> codes(String status) {
        String sip = reading.text("SipResponseCode");
        return "failed".equals(status) && sip != null
                ? Reading.codes("sip:" + sip, status)
                : Reading.codes(reading.text("CallStatus"));
    }

    private String from() {
        return reading.text("From,Caller");
    }

    private String to() {
        return reading.text("To,Called");
    }

    private static boolean isSoftwarePhone(String address) {
        return address != null && (address.startsWith("client:") || address.startsWith("sip:"));
    }

    private String field(String name) {
        List<String> values = form.getOrDefault(name, query.get(name));
        return values == null ? null : values.get(0);
    }
}
