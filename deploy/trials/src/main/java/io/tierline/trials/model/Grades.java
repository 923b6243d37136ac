package io.tierline.trials.model;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.trials.model.Standards.Criterion;
import io.tierline.trials.model.Standards.Floor;
import io.tierline.trials.model.Standards.Standard;
import io.tierline.trials.model.Standards.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The published function of a customer's history, written from its description alone: history, standard, now → grade. */
public final class Grades {
    private static final List<String> ROLES = List.of("EB", "UB", "TB");
    private static final List<String> OF_A_PERSON = List.of("stance", "need", "objections");
    private static final List<String> OF_THE_CUSTOMER =
            List.of("competitors", "budget", "procurement", "quote", "decisionDate", "followUpAgreed");
    private static final Set<String> OPPOSED = Set.of("NO_NEED", "RJ", "BL");
    private static final Set<String> NOTHING_POSITIVE = Set.of("unknown", "none", "open", "opposes", "false");

    /** Ids are ASCII, so that comparing chars is comparing bytes. */
    private static final Comparator<Fact> LATEST =
            Comparator.comparing(Fact::observedAt).thenComparing(Fact::sourceId);

    private static final Comparator<Call> IN_ORDER =
            Comparator.comparing(Call::startedAt).thenComparing(Call::callId);

    /** Something learned; the value is null where the source says that nothing is known. */
    public record Fact(String field, String value, Instant observedAt, String sourceId) {
        private boolean isPositive() {
            return value != null && !NOTHING_POSITIVE.contains(value);
        }
    }

    /** A call at its highest revision; what is not known is null. */
    public record Call(
            String callId,
            String customerId,
            Instant startedAt,
            String outcome,
            String contactRole,
            boolean voided,
            Instant followUpAt,
            boolean meetingMissed,
            JsonNode qualification) {

        /** What the call says, and what it implies where it is silent. */
        List<Fact> facts() {
            List<Fact> facts = new ArrayList<>(Grades.facts(qualification, startedAt, callId));
            if (followUpAt != null) {
                imply(facts, "followUpAgreed", "true");
            }
            if (contactRole != null && outcome != null && OPPOSED.contains(outcome)) {
                imply(facts, contactRole + ".stance", "opposes");
            }
            return facts;
        }

        private void imply(List<Fact> facts, String field, String value) {
            if (facts.stream().noneMatch(fact -> fact.field.equals(field))) {
                facts.add(new Fact(field, value, startedAt, callId));
            }
        }
    }

    /** More time, granted at a moment. */
    public record Extension(Instant recordedAt, int days) {}

    /**
     * Everything that counts for one customer: facts from patches, calls, extensions, how the deal is, and since when the
     * present round goes on, null in the first.
     */
    public record History(
            List<Fact> patches, List<Call> calls, List<Extension> extensions, String status, Instant roundStart) {

        /** Only what was observed by a past moment; corrections made since count. */
        public History until(Instant asOf) {
            return between(Instant.MIN, asOf);
        }

        private History ofTheRound() {
            return roundStart == null ? this : between(roundStart, Instant.MAX);
        }

        private History between(Instant from, Instant to) {
            return new History(
                    patches.stream()
                            .filter(fact -> isBetween(fact.observedAt, from, to))
                            .toList(),
                    calls.stream()
                            .filter(call -> isBetween(call.startedAt, from, to))
                            .toList(),
                    extensions.stream()
                            .filter(extension -> isBetween(extension.recordedAt, from, to))
                            .toList(),
                    status,
                    roundStart);
        }

        private static boolean isBetween(Instant at, Instant from, Instant to) {
            return !at.isBefore(from) && !at.isAfter(to);
        }
    }

    /** The grade; {@code met} has the ids of the criteria that are met, by tier. */
    public record Grade(
            String tier, String basis, Instant progress, Instant due, boolean overdue, Map<String, Set<String>> met) {}

    private Grades() {}

    /** The facts that a qualification states; null below {@code keyPersons} or a person means everything below it. */
    public static List<Fact> facts(JsonNode qualification, Instant observedAt, String sourceId) {
        List<Fact> facts = new ArrayList<>();
        if (qualification == null || qualification.isNull()) {
            return facts;
        }
        JsonNode persons = qualification.path("keyPersons");
        for (String role : ROLES) {
            JsonNode person = persons.isNull() ? persons : persons.path(role);
            for (String field : OF_A_PERSON) {
                state(facts, role + "." + field, person.isNull() ? person : person.path(field), observedAt, sourceId);
            }
        }
        OF_THE_CUSTOMER.forEach(field -> state(facts, field, qualification.path(field), observedAt, sourceId));
        return facts;
    }

    private static void state(List<Fact> facts, String field, JsonNode value, Instant observedAt, String sourceId) {
        if (!value.isMissingNode()) {
            facts.add(new Fact(field, value.isNull() ? null : value.asText(), observedAt, sourceId));
        }
    }

    /** The grade at a moment by a standard, with days as they are in the company's zone. */
    public static Grade grade(History wholeHistory, Standard standard, Instant now, ZoneId zone) {
        History history = wholeHistory.ofTheRound();
        List<Call> calls = history.calls.stream()
                .filter(call -> !call.voided)
                .sorted(IN_ORDER)
                .toList();
        Map<String, List<Fact>> byField = Stream.concat(
                        history.patches.stream(), calls.stream().flatMap(call -> call.facts().stream()))
                .sorted(LATEST)
                .collect(groupingBy(Fact::field));
        Map<String, Fact> winners = new HashMap<>();
        byField.forEach((field, facts) -> winners.put(field, facts.get(facts.size() - 1)));
        LocalDate today = now.atZone(zone).toLocalDate();
        Known known = new Known(
                winners,
                calls.stream().filter(call -> call.outcome != null).collect(groupingBy(Call::outcome, counting())),
                today);

        List<Call> floors = floors(calls, standard, now);
        Instant progress = Stream.concat(
                        byField.values().stream()
                                .filter(facts -> facts.get(facts.size() - 1).isPositive())
                                .map(Grades::since),
                        floors.stream().map(Call::startedAt))
                .max(Comparator.naturalOrder())
                .orElse(null);

        Map<String, Set<String>> met = new TreeMap<>();
        for (Tier tier : standard.tiers()) {
            met.put(
                    tier.code(),
                    tier.allCriteria().stream()
                            .filter(criterion -> criterion.holds().test(known))
                            .map(Criterion::id)
                            .collect(Collectors.toSet()));
        }
        boolean floorReached = false;
        for (Tier tier : history.status.equals("open") ? standard.tiers() : List.<Tier>of()) {
            floorReached |= floors.stream()
                    .anyMatch(call ->
                            standard.outcomeFloor().get(call.outcome).tier().equals(tier.code()));
            boolean byCriteria =
                    met.get(tier.code()).size() == tier.allCriteria().size();
            Instant due = due(tier, progress, history.extensions, zone);
            boolean late = due != null && now.isAfter(due);
            if ((byCriteria || floorReached) && !(tier.demote() && late)) {
                return new Grade(
                        tier.code(),
                        byCriteria ? "criteria" : "outcome",
                        progress,
                        due,
                        late || known.hasDecisionDate() && known.daysToDecision() < 0,
                        met);
            }
        }
        return new Grade(null, null, progress, null, false, met);
    }

    /** The calls whose outcomes give a floor that nothing has taken away. */
    private static List<Call> floors(List<Call> calls, Standard standard, Instant now) {
        List<Call> left = new ArrayList<>();
        for (Call call : calls) {
            if (call.outcome == null || !standard.outcomeFloor().containsKey(call.outcome)) {
                continue;
            }
            Floor floor = standard.outcomeFloor().get(call.outcome);
            if (floor == null) {
                left.removeIf(
                        given -> "EB".equals(call.contactRole) || Objects.equals(given.contactRole, call.contactRole));
            } else if (!call.meetingMissed && now.isBefore(call.startedAt.plus(Duration.ofDays(floor.days())))) {
                left.add(call);
            }
        }
        return left;
    }

    /** The time of the first fact in the unbroken run of equal values that ends in the last. */
    private static Instant since(List<Fact> inOrder) {
        int first = inOrder.size() - 1;
        while (first > 0 && Objects.equals(inOrder.get(first - 1).value, inOrder.get(first).value)) {
            first--;
        }
        return inOrder.get(first).observedAt;
    }

    private static Instant due(Tier tier, Instant progress, List<Extension> extensions, ZoneId zone) {
        if (progress == null || tier.staleAfterDays() == null) {
            return null;
        }
        int granted = extensions.stream()
                .filter(extension -> extension.recordedAt.isAfter(progress))
                .mapToInt(Extension::days)
                .sum();
        return progress.atZone(zone)
                .toLocalDate()
                .plusDays(tier.staleAfterDays() + granted + 1L)
                .atStartOfDay(zone)
                .toInstant();
    }
}
