package io.tierline.analytics.rates.messaging;

import static java.util.Arrays.stream;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.analytics.rates.domain.Agenda;
import io.tierline.analytics.rates.domain.Call;
import io.tierline.analytics.rates.domain.ContactRole;
import io.tierline.analytics.rates.domain.Direction;
import io.tierline.analytics.rates.domain.MeetingResult;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Status;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.messaging.IncomingEvent;
import io.tierline.kit.messaging.UnreadableEvent;
import io.tierline.kit.problem.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * What this service reads of the event {@code call-outcome.v1}; call-service owns its contract. Members that it does not
 * need are passed over, whatever is in them.
 */
record CallOutcomeV1(
        String callId,
        Integer revision,
        boolean complete,
        Boolean voided,
        String customerId,
        ContactRole contactRole,
        String rep,
        String team,
        String campaign,
        Direction direction,
        Instant startedAt,
        Integer talkSeconds,
        Status status,
        Outcome outcome,
        Instant summarisedAt,
        Instant followUpAt,
        Boolean followUpCancelled,
        Instant meetingAt,
        MeetingResult meetingResult,
        Integer meetingMoves,
        List<String> flags) {

    /** The CloudEvents type. */
    static final String TYPE = "call-outcome.v1";

    private static final Pattern TENANT = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern FLAG = Pattern.compile("[a-z][a-z-]*");
    private static final Map<String, Direction> DIRECTIONS =
            stream(Direction.values()).collect(toMap(Direction::word, identity()));
    private static final Map<String, Status> STATUSES =
            stream(Status.values()).collect(toMap(Status::word, identity()));
    private static final Map<String, Outcome> OUTCOMES =
            stream(Outcome.values()).collect(toMap(Outcome::name, identity()));
    private static final Map<String, ContactRole> ROLES =
            stream(ContactRole.values()).collect(toMap(ContactRole::name, identity()));
    private static final Map<String, MeetingResult> RESULTS =
            stream(MeetingResult.values()).collect(toMap(MeetingResult::word, identity()));

    /**
     * The call that an event tells of.
     *
     * @throws UnreadableEvent when members are missing or not what the contract says; its reason names all of them
     */
    static Call callOf(IncomingEvent event) {
        List<Fault> faults = new ArrayList<>();
        if (!TENANT.matcher(event.tenant()).matches()) {
            faults.add(new Fault("the key", "must begin with a tenant: 1 to 64 of a-z 0-9 -"));
        }
        CallOutcomeV1 read = read(JsonInput.of(event.payload(), "", faults));
        if (!faults.isEmpty()) {
            throw new UnreadableEvent(faults.stream()
                    .map(fault -> fault.pointer() + " " + fault.message())
                    .collect(joining("; ")));
        }
        return read.of(event.tenant());
    }

    private Call of(String tenant) {
        return new Call(
                tenant,
                callId,
                revision,
                complete,
                customerId,
                contactRole,
                rep,
                team,
                campaign,
                direction,
                startedAt,
                status,
                outcome,
                summarisedAt,
                new Agenda(
                        followUpAt,
                        followUpCancelled != null && followUpCancelled,
                        meetingAt,
                        meetingResult,
                        meetingMoves == null ? 0 : meetingMoves),
                talkSeconds,
                flags,
                voided);
    }

    private static CallOutcomeV1 read(JsonInput input) {
        List.of("callId", "revision", "voided", "customerId", "direction", "startedAt", "status", "flags")
                .forEach(input::require);
        for (String nullable : List.of(
                "contactRole", "rep", "team", "campaign", "talkSeconds", "outcome", "followUpAt", "meetingAt")) {
            if (!input.has(nullable)) {
                input.fault(nullable, "is missing; it may be null");
            }
        }
        for (String optional : List.of("followUpCancelled", "meetingMoves")) {
            if (input.has(optional)) {
                input.require(optional);
            }
        }
        Status status = input.oneOf("status", STATUSES);
        if (status != null && (status == Status.SUMMARISED) != (input.raw("outcome") != null)) {
            input.fault("outcome", "must be there exactly when the status is summarised");
        }
        return new CallOutcomeV1(
                input.id("callId"),
                input.wholeNumber("revision", 1, Integer.MAX_VALUE),
                input.has("summarisedAt"),
                input.flag("voided"),
                input.id("customerId"),
                input.oneOf("contactRole", ROLES),
                input.id("rep"),
                input.id("team"),
                input.id("campaign"),
                input.oneOf("direction", DIRECTIONS),
                input.instant("startedAt"),
                input.wholeNumber("talkSeconds", 0, Integer.MAX_VALUE),
                status,
                input.oneOf("outcome", OUTCOMES),
                input.instant("summarisedAt"),
                input.instant("followUpAt"),
                input.flag("followUpCancelled"),
                input.instant("meetingAt"),
                input.oneOf("meetingResult", RESULTS),
                input.wholeNumber("meetingMoves", 0, Integer.MAX_VALUE),
                flags(input));
    }

    private static List<String> flags(JsonInput input) {
        JsonNode flags = input.raw("flags");
        if (flags == null) {
            return null;
        }
        List<String> words = StreamSupport.stream(flags.spliterator(), false)
                .map(flag -> flag.isTextual() ? flag.textValue() : "")
                .toList();
        return flags.isArray()
                        && words.stream().allMatch(word -> FLAG.matcher(word).matches())
                ? words
                : input.fault("flags", "must be a list of words of a-z and -");
    }
}
