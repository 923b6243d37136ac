package io.tierline.analytics.tiers.messaging;

import static java.util.Arrays.stream;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.analytics.tiers.domain.TierChange;
import io.tierline.analytics.tiers.domain.TierChange.Kind;
import io.tierline.analytics.tiers.domain.TierChange.Reason;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.messaging.IncomingEvent;
import io.tierline.kit.messaging.UnreadableEvent;
import io.tierline.kit.problem.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What this service reads of the event {@code tier-change.v1}; grading-service owns its contract. Members that it does not
 * know are passed over, whatever is in them.
 */
record TierChangeV1(
        Long position,
        String customerId,
        Integer version,
        Kind kind,
        String from,
        String to,
        Reason reason,
        Integer standard,
        String cause,
        String rep,
        String team,
        Instant at) {

    /** The CloudEvents type. */
    static final String TYPE = "tier-change.v1";

    private static final int LONGEST_CAUSE = 160;
    private static final Pattern TENANT = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern TIER = Pattern.compile("[A-Za-z0-9_-]{1,16}");
    private static final Map<String, Kind> KINDS = stream(Kind.values()).collect(toMap(Kind::word, identity()));
    private static final Map<String, Reason> REASONS = stream(Reason.values()).collect(toMap(Reason::word, identity()));

    /**
     * The change that an event tells of.
     *
     * @throws UnreadableEvent when members are missing or not what the contract says; its reason names all of them
     */
    static TierChange changeOf(IncomingEvent event) {
        List<Fault> faults = new ArrayList<>();
        if (!TENANT.matcher(event.tenant()).matches()) {
            faults.add(new Fault("the key", "must begin with a tenant: 1 to 64 of a-z 0-9 -"));
        }
        TierChangeV1 read = read(JsonInput.of(event.payload(), "", faults));
        if (!faults.isEmpty()) {
            throw new UnreadableEvent(faults.stream()
                    .map(fault -> fault.pointer() + " " + fault.message())
                    .collect(joining("; ")));
        }
        return read.of(event.tenant());
    }

    private TierChange of(String tenant) {
        return new TierChange(
                tenant, position, customerId, version, kind, from, to, reason, standard, cause, rep, team, at);
    }

    private static TierChangeV1 read(JsonInput input) {
        List.of("position", "customerId", "version", "kind", "reason", "standard", "at")
                .forEach(input::require);
        for (String nullable : List.of("from", "to", "cause", "rep", "team")) {
            if (!input.has(nullable)) {
                input.fault(nullable, "is missing; it may be null");
            }
        }
        Kind kind = input.oneOf("kind", KINDS);
        if (kind == Kind.OVERDUE) {
            // Nobody is overdue without a tier.
            List.of("from", "to").stream().filter(input::has).forEach(input::require);
        }
        return new TierChangeV1(
                position(input),
                input.id("customerId"),
                input.wholeNumber("version", 1, Integer.MAX_VALUE),
                kind,
                tier("from", input),
                tier("to", input),
                input.oneOf("reason", REASONS),
                input.wholeNumber("standard", 1, Integer.MAX_VALUE),
                input.text("cause", LONGEST_CAUSE),
                input.id("rep"),
                input.id("team"),
                input.instant("at"));
    }

    private static Long position(JsonInput input) {
        JsonNode position = input.raw("position");
        if (position == null) {
            return null;
        }
        return position.isIntegralNumber() && position.canConvertToLong() && position.longValue() >= 1
                ? (Long) position.longValue()
                : input.fault("position", "must be a whole number from 1 to " + Long.MAX_VALUE);
    }

    private static String tier(String name, JsonInput input) {
        JsonNode tier = input.raw(name);
        if (tier == null) {
            return null;
        }
        return tier.isTextual() && TIER.matcher(tier.textValue()).matches()
                ? tier.textValue()
                : input.fault(name, "must be a tier's code: 1 to 16 of A-Z a-z 0-9 _ -");
    }
}
