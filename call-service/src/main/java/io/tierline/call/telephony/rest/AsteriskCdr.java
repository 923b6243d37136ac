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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call detail record of Asterisk, with the names of the CDR's fields or those of the manager interface. One call may
 * give several, joined by {@code linkedid}. What Tierline needs to know may stand in the user field as
 * {@code rep=li.wei;customer=acme}.
 */
final class AsteriskCdr {

    private static final DateTimeFormatter LOCAL_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern CHANNEL =
            Pattern.compile("(?!Local/)[A-Za-z0-9_]+/([^/@-][^/@]*?)(/[^-]*)?-[0-9A-Fa-f]+");
    private static final Pattern DIALLED = Pattern.compile("(\\+?[0-9]{7,15})@");
    private static final Pattern FROM_OUTSIDE =
            Pattern.compile("(?i).*(from-trunk|from-pstn|from-external|from-outside|inbound|incoming).*");
    private static final List<String> TELL_NOTHING = List.of("0", "16", "31", "127");

    private static final Map<String, String> MANAGER_NAMES = Map.of(
            "src", "source",
            "dst", "destination",
            "dcontext", "destinationcontext",
            "dstchannel", "destinationchannel",
            "lastdata", "lastdata",
            "start", "starttime",
            "answer", "answertime",
            "end", "endtime",
            "billsec", "billableseconds");

    private final Map<String, String> fields = new HashMap<>();
    private final Map<String, String> noted = new HashMap<>();
    private final Reading reading;

    private AsteriskCdr(Map<String, String> record, AdapterSettings settings, Company company, Instant now) {
        record.forEach((name, value) -> fields.put(name.toLowerCase(Locale.ROOT), value));
        String userField = fields.get("userfield");
        if (userField != null) {
            for (String pair : userField.split("[;,&]")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    noted.put(pair.substring(0, equals).strip().toLowerCase(Locale.ROOT), pair.substring(equals + 1));
                }
            }
        }
        reading = new Reading(this::field, settings, company, now);
    }

    /** The fields of a record that came as a form. */
    static Map<String, String> ofForm(Map<String, List<String>> form) {
        Map<String, String> record = new HashMap<>();
        form.forEach((name, values) -> record.put(name, values.get(0)));
        return record;
    }

    /** The fields of a record that came as JSON, be it within a member {@code cdr}. */
    static Map<String, String> ofJson(JsonNode json) {
        Map<String, String> record = new HashMap<>();
        JsonNode cdr = json.path("cdr").isObject() ? json.path("cdr") : json;
        cdr.properties().forEach(member -> {
            if (member.getValue().isValueNode() && !member.getValue().isNull()) {
                record.put(member.getKey(), member.getValue().asText());
            }
        });
        return record;
    }

    /**
     * What a record tells.
     *
     * @throws Problem 422 when it has no uniqueid
     */
    static LegRecord read(Map<String, String> record, AdapterSettings settings, Company company, Instant now) {
        return new AsteriskCdr(record, settings, company, now).record();
    }

    private LegRecord record() {
        String unique = reading.required("uniqueid", "/uniqueid", TelephonySource.ASTERISK);
        String linked = reading.callOf("linkedid", TelephonySource.ASTERISK);
        String call = linked == null ? unique : linked;
        String sequence = reading.text("sequence");
        String leg = unique + "/" + (sequence == null ? "" : Reading.word(sequence));
        Direction direction = direction();
        Instant start = time("start");
        Instant startedAt = reading.started(start);
        boolean answered = "ANSWERED".equalsIgnoreCase(reading.text("disposition"));
        return new LegRecord(
                TelephonySource.ASTERISK.word(),
                TelephonySource.ASTERISK.prefix() + call,
                leg,
                0,
                leg,
                unique.equals(call),
                Side.CUSTOMER,
                Stage.FINAL,
                phone(direction),
                direction,
                reading.rep(),
                reading.customer(),
                reading.contactRole(),
                reading.campaign(),
                trunk(direction),
                startedAt,
                start,
                answered ? time("answer") : null,
                time("end"),
                answered ? reading.seconds("billsec") : (Integer) 0,
                "MACHINE".equalsIgnoreCase(reading.text("amdstatus")),
                codes(),
                endedBy(direction),
                reading.recordingUrl());
    }

    private Direction direction() {
        Direction told = reading.direction();
        if (told != null) {
            return told;
        }
        String caller = reading.phone(reading.text("src"));
        String callee = callee();
        if (caller != null && callee != null) {
            String context = reading.text("dcontext");
            return context != null && FROM_OUTSIDE.matcher(context).matches() ? Direction.INBOUND : Direction.OUTBOUND;
        }
        return caller != null ? Direction.INBOUND : Direction.OUTBOUND;
    }

    private String phone(Direction direction) {
        return direction == Direction.INBOUND ? reading.phone(reading.text("src")) : callee();
    }

    /** The number dialled; where the dialplan has hidden it behind an extension, it stands in what was dialled last. */
    private String callee() {
        String dialled = reading.text("lastdata");
        Matcher number = DIALLED.matcher(dialled == null ? "" : dialled);
        return reading.firstPhone(reading.text("dst"), number.find() ? number.group(1) : null);
    }

    private String trunk(Direction direction) {
        String told = reading.trunk();
        if (told != null) {
            return told;
        }
        String channel = reading.label(direction == Direction.INBOUND ? "channel" : "dstchannel");
        Matcher name = CHANNEL.matcher(channel == null ? "" : channel);
        // Some channels are named after the number at their other end, which is nobody's trunk.
        return name.matches() && reading.phone(name.group(1)) == null ? name.group(1) : null;
    }

    /**
     * That the caller gave up shows in the dial status alone; otherwise the cause says most, unless it is one of those
     * that end calls of all kinds.
     */
    private List<String> codes() {
        String dialStatus = reading.text("dialstatus");
        String cause = reading.text("hangupcause,cause");
        boolean gaveUp = "CANCEL".equalsIgnoreCase(dialStatus);
        return Reading.codes(
                gaveUp ? dialStatus : null,
                cause == null || TELL_NOTHING.contains(cause) ? null : cause,
                dialStatus,
                reading.text("disposition"));
    }

    private EndedBy endedBy(Direction direction) {
        String by = reading.text("hangupsource");
        if (by == null) {
            return null;
        }
        boolean byCaller = by.equals(reading.text("channel"));
        if (!byCaller && !by.equals(reading.text("dstchannel"))) {
            return null;
        }
        return byCaller == (direction == Direction.INBOUND) ? EndedBy.CUSTOMER : EndedBy.REP;
    }

    /** Asterisk's own times have no zone; seconds since 1970 and times with offset are understood too. */
    private Instant time(String name) {
        String text = reading.text(name);
        if (text == null) {
            return null;
        }
        Instant epoch = Reading.epochOf(text);
        if (epoch != null) {
            return epoch;
        }
        if (text.contains("T")) {
            return Reading.timeOf(text);
        }
        try {
            return LocalDateTime.parse(text, LOCAL_TIME).atZone(reading.zone()).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private String field(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String value = fields.get(lower);
        if (value == null || value.isBlank()) {
            value = fields.get(MANAGER_NAMES.getOrDefault(lower, lower));
        }
        return value == null || value.isBlank() ? noted.get(lower) : value;
    }
}
