package io.tierline.analytics.directory.messaging;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.analytics.directory.domain.Entry;
import io.tierline.analytics.directory.domain.Entry.Company;
import io.tierline.analytics.directory.domain.Entry.Rep;
import io.tierline.analytics.directory.domain.Entry.Team;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.messaging.IncomingEvent;
import io.tierline.kit.messaging.UnreadableEvent;
import io.tierline.kit.problem.Fault;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * What this service reads of the events {@code rep.v1}, {@code team.v1} and {@code company-policy.v1}; call-service owns
 * their contracts. Members that it does not need are passed over, whatever is in them.
 *
 * <p>Each reader throws {@link UnreadableEvent} when members are missing or not what the contract says; its reason names
 * all of them.
 */
final class DirectoryEvents {

    /** The reader of each type of event. */
    static final Map<String, Function<IncomingEvent, Entry>> READERS = Map.of(
            "rep.v1", DirectoryEvents::rep,
            "team.v1", DirectoryEvents::team,
            "company-policy.v1", DirectoryEvents::company);

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ZONE = 64;
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
    private static final Set<String> LANGUAGES = Set.of("en", "zh-CN");

    private DirectoryEvents() {}

    private static Entry rep(IncomingEvent event) {
        return read(event, input -> {
            String id = requiredId(input, "repId");
            return new Rep(event.tenant(), id, revision(input), name(input), active(input));
        });
    }

    private static Entry team(IncomingEvent event) {
        return read(event, input -> {
            String id = requiredId(input, "teamId");
            return new Team(event.tenant(), id, revision(input), name(input), active(input));
        });
    }

    private static Entry company(IncomingEvent event) {
        return read(event, input -> {
            int revision = revision(input);
            ZoneId zone = zone(input);
            List<String> languages = languages(input);
            return zone == null || languages == null ? null : new Company(event.tenant(), revision, zone, languages);
        });
    }

    private static Entry read(IncomingEvent event, Function<JsonInput, Entry> reader) {
        List<Fault> faults = new ArrayList<>();
        Entry entry = reader.apply(JsonInput.of(event.payload(), "", faults));
        if (!faults.isEmpty()) {
            throw new UnreadableEvent(faults.stream()
                    .map(fault -> fault.pointer() + " " + fault.message())
                    .collect(joining("; ")));
        }
        return entry;
    }

    private static String requiredId(JsonInput input, String name) {
        input.require(name);
        return input.id(name);
    }

    private static int revision(JsonInput input) {
        input.require("revision");
        Integer revision = input.wholeNumber("revision", 1, Integer.MAX_VALUE);
        return revision == null ? 0 : revision;
    }

    /** A publisher that stops sending a member must be noticed, also where null would be allowed. */
    private static String name(JsonInput input) {
        return input.has("name") ? input.text("name", LONGEST_NAME) : input.fault("name", "is missing; it may be null");
    }

    private static boolean active(JsonInput input) {
        input.require("active");
        Boolean active = input.flag("active");
        return active != null && active;
    }

    private static ZoneId zone(JsonInput input) {
        input.require("timeZone");
        String zone = input.text("timeZone", LONGEST_ZONE);
        if (zone == null) {
            return null;
        }
        return ZONES.contains(zone) ? ZoneId.of(zone) : input.fault("timeZone", "is no time zone that is known here");
    }

    private static List<String> languages(JsonInput input) {
        input.require("languages");
        JsonNode array = input.raw("languages");
        if (array == null) {
            return null;
        }
        List<String> languages = StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
        return array.isArray()
                        && !languages.isEmpty()
                        && languages.stream().allMatch(word -> word != null && LANGUAGES.contains(word))
                ? languages
                : input.fault("languages", "must be a list of en and zh-CN, at least one");
    }
}
