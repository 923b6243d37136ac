package io.tierline.trials.model;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.trials.Api;
import io.tierline.trials.Api.Answer;
import io.tierline.trials.Topics;
import io.tierline.trials.model.Grades.Call;
import io.tierline.trials.model.Grades.Extension;
import io.tierline.trials.model.Grades.Fact;
import io.tierline.trials.model.Grades.Grade;
import io.tierline.trials.model.Grades.History;
import io.tierline.trials.model.Standards.Standard;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A grade equals the published function of the customer's history, for every customer. */
public final class GradesModel {
    private static final String PROMISE = "a grade equals the published function";

    /**
     * What was written into a qualification. Patches are listed in the order of their acknowledgements: of two that were
     * observed at the same time the later one wins, because its id is the greater one.
     */
    public record Patch(String customerId, Instant observedAt, JsonNode qualification) {}

    /** More time, granted to a customer. */
    public record Granted(String customerId, Instant recordedAt, int days) {}

    /** How a customer's deal is, and since when its present round goes on, null in the first. */
    public record Deal(String status, Instant roundStart) {
        static final Deal OPEN = new Deal("open", null);
    }

    /**
     * What a company's customers are graded by: its zone, the active version of its standard, and what happened. Mergers
     * lead from a merged customer to the one that it became part of.
     */
    public record Company(
            ZoneId zone,
            int version,
            Standard standard,
            Collection<Call> calls,
            List<Patch> patches,
            List<Granted> extensions,
            Map<String, Deal> deals,
            Map<String, String> mergers) {

        /** Every customer's history by its id. */
        Map<String, History> histories() {
            Map<String, List<Call>> callsOf = calls.stream().collect(groupingBy(call -> survivor(call.customerId())));
            Map<String, List<Fact>> facts = new HashMap<>();
            for (int i = 0; i < patches.size(); i++) {
                Patch patch = patches.get(i);
                facts.computeIfAbsent(survivor(patch.customerId), customer -> new ArrayList<>())
                        .addAll(Grades.facts(patch.qualification, patch.observedAt, String.format("patch:%09d", i)));
            }
            Map<String, List<Extension>> granted = new HashMap<>();
            extensions.forEach(
                    extension -> granted.computeIfAbsent(survivor(extension.customerId), customer -> new ArrayList<>())
                            .add(new Extension(extension.recordedAt, extension.days)));
            Map<String, History> histories = new TreeMap<>();
            Set<String> customers = new HashSet<>(callsOf.keySet());
            patches.forEach(patch -> customers.add(survivor(patch.customerId)));
            customers.forEach(customer -> {
                Deal deal = deals.getOrDefault(customer, Deal.OPEN);
                histories.put(
                        customer,
                        new History(
                                facts.getOrDefault(customer, List.of()),
                                callsOf.getOrDefault(customer, List.of()),
                                granted.getOrDefault(customer, List.of()),
                                deal.status,
                                deal.roundStart));
            });
            return histories;
        }

        private String survivor(String customer) {
            String into = mergers.get(customer);
            return into == null ? customer : survivor(into);
        }
    }

    /**
     * What the acknowledged operations of one company say, in the order of their acknowledgements. It knows these kinds by
     * the members of what was asked for; all others change nothing here:
     *
     * <ul>
     *   <li>{@code patch-qualification}: customerId, patch (with observedAt)
     *   <li>{@code extend}: customerId
     *   <li>{@code close}: customerId, closing
     *   <li>{@code reopen}: customerId, reopening
     *   <li>{@code merge}: customerId, into
     *   <li>{@code post-standard}: the standard
     *   <li>{@code activate-standard}: version
     * </ul>
     */
    public static final class Book {
        private final List<Patch> patches = new ArrayList<>();
        private final List<Granted> extensions = new ArrayList<>();
        private final Map<String, Deal> deals = new HashMap<>();
        private final Map<String, String> mergers = new HashMap<>();
        private final Map<Integer, Standard> standards = new HashMap<>(Map.of(1, Standards.DEFAULT));
        private int version = 1;

        /** Takes what was asked for, and the answer of the service to it. */
        public void acknowledged(String f, JsonNode value, JsonNode answer) {
            String customer = value.path("customerId").asText();
            Deal deal = deals.getOrDefault(customer, Deal.OPEN);
            switch (f) {
                case "patch-qualification" ->
                    patches.add(new Patch(customer, instant(value.path("patch"), "observedAt"), value.path("patch")));
                case "extend" ->
                    extensions.add(new Granted(
                            customer,
                            instant(answer, "recordedAt"),
                            answer.path("days").asInt()));
                case "close" ->
                    deals.put(
                            customer,
                            new Deal(value.path("closing").path("result").asText(), deal.roundStart));
                case "reopen" ->
                    deals.put(
                            customer,
                            new Deal(
                                    "open",
                                    value.path("reopening")
                                                    .path("kind")
                                                    .asText()
                                                    .equals("second-sale")
                                            ? instant(answer.path("reopening"), "at")
                                            : deal.roundStart));
                case "merge" -> mergers.put(customer, value.path("into").asText());
                case "post-standard" -> standards.put(answer.path("version").asInt(), Standards.read(value));
                case "activate-standard" -> version = value.path("version").asInt();
                default -> {}
            }
        }

        /** The company with its calls at their highest revisions. */
        public Company company(ZoneId zone, Collection<Call> calls) {
            return new Company(zone, version, standards.get(version), calls, patches, extensions, deals, mergers);
        }
    }

    /** The members of a grade that are compared. */
    private record Compared(
            String tier, String basis, Instant progress, Instant due, boolean overdue, Map<String, Set<String>> met) {

        static Compared of(Grade grade) {
            return new Compared(
                    grade.tier(), grade.basis(), grade.progress(), grade.due(), grade.overdue(), grade.met());
        }

        static Compared of(JsonNode grade) {
            Map<String, Set<String>> met = new TreeMap<>();
            grade.path("tiers").forEach(tier -> {
                Set<String> ofTier = new TreeSet<>();
                tier.path("criteria").forEach(criterion -> {
                    if (criterion.path("met").asBoolean()) {
                        ofTier.add(criterion.path("id").asText());
                    }
                });
                met.put(tier.path("tier").asText(), ofTier);
            });
            return new Compared(
                    text(grade, "tier"),
                    text(grade, "basis"),
                    instant(grade, "progress"),
                    instant(grade, "due"),
                    grade.path("overdue").asBoolean(),
                    met);
        }

        /** What the list of customers has. */
        Compared withoutCriteria() {
            return new Compared(tier, basis, progress, due, overdue, Map.of());
        }

        /** What of a closed deal is a grade: there is no time that could be up. */
        Compared ofDeal(String status) {
            return status.equals("open") ? this : new Compared(tier, basis, null, due, overdue, met);
        }
    }

    private GradesModel() {}

    /** The calls at their highest revisions, of what is on the topic of call outcomes about one tenant. */
    public static Collection<Call> calls(Collection<Topics.Event> records, String tenant) {
        Map<String, JsonNode> latest = new LinkedHashMap<>();
        records.stream()
                .filter(event -> event.topic().equals(Topics.CALL_OUTCOMES)
                        && event.key().startsWith(tenant + "/"))
                .map(Topics.Event::json)
                .forEach(call -> latest.merge(
                        call.path("callId").asText(),
                        call,
                        (one, other) -> one.path("revision").asInt()
                                        >= other.path("revision").asInt()
                                ? one
                                : other));
        return latest.values().stream().map(GradesModel::call).toList();
    }

    /** A call from an event, or from what call-service answers. */
    public static Call call(JsonNode call) {
        return new Call(
                call.path("callId").asText(),
                call.path("customerId").asText(),
                Instant.parse(call.path("startedAt").asText()),
                text(call, "outcome"),
                text(call, "contactRole"),
                call.path("voided").asBoolean(),
                instant(call, "followUpAt"),
                call.path("meetingResult").asText().equals("missed"),
                call.path("qualification"));
    }

    /**
     * Every customer's grade as it is derived when asked for, and as it is stored, against the function. What only the
     * clock changes is stored within a minute: ask again before a stored difference counts.
     */
    public static List<Violation> check(Api grading, Company company) throws IOException {
        List<Violation> violations = new ArrayList<>();
        Map<String, History> histories = company.histories();
        Map<String, JsonNode> listed = PatientReads.customers(grading).stream()
                .collect(toMap(customer -> customer.path("customerId").asText(), customer -> customer));
        Set<String> customers = new TreeSet<>(listed.keySet());
        customers.addAll(histories.keySet());
        for (String customer : customers) {
            History history =
                    histories.getOrDefault(customer, nothing(company.deals.getOrDefault(customer, Deal.OPEN)));
            Instant before = Instant.now();
            Answer answer = PatientReads.get(grading, path(customer));
            if (answer.status() != 200) {
                violations.add(Violation.of(PROMISE, customer, history, answer.status() + " " + answer.text()));
                continue;
            }
            compare(customer, history, company, before, Instant.now(), answer.json(), violations);
            Compared stored = Compared.of(listed.getOrDefault(customer, answer.json()))
                    .withoutCriteria()
                    .ofDeal(history.status());
            Compared derived = Compared.of(answer.json()).withoutCriteria().ofDeal(history.status());
            if (!stored.equals(derived)) {
                violations.add(Violation.of("a stored grade is the derived one", customer, derived, stored));
            }
        }
        company.mergers.keySet().forEach(merged -> {
            if (listed.containsKey(merged)) {
                violations.add(Violation.of("a merged customer is gone", merged, "not listed", listed.get(merged)));
            }
        });
        return violations;
    }

    /** The grade of every open customer of a first round as it was at a past moment, by any version of the standard. */
    public static List<Violation> checkPast(Api grading, Company company, Instant asOf, int version, Standard standard)
            throws IOException {
        List<Violation> violations = new ArrayList<>();
        Company then = new Company(
                company.zone,
                version,
                standard,
                company.calls,
                company.patches,
                company.extensions,
                Map.of(),
                company.mergers);
        for (Map.Entry<String, History> entry : then.histories().entrySet()) {
            if (company.deals.containsKey(entry.getKey())) {
                continue;
            }
            Answer answer = PatientReads.get(grading, path(entry.getKey()) + "?asOf=" + asOf + "&standard=" + version);
            if (answer.status() != 200) {
                violations.add(Violation.of(
                        PROMISE, entry.getKey() + " as of " + asOf, "answered", answer.status() + " " + answer.text()));
                continue;
            }
            compare(entry.getKey(), entry.getValue().until(asOf), then, asOf, asOf, answer.json(), violations);
        }
        return violations;
    }

    /** The service looked at its clock at some time between the two moments. */
    private static void compare(
            String customer,
            History history,
            Company company,
            Instant earliest,
            Instant latest,
            JsonNode answer,
            List<Violation> violations) {
        Compared found = Compared.of(answer).ofDeal(history.status());
        Compared first = Compared.of(Grades.grade(history, company.standard, earliest, company.zone))
                .ofDeal(history.status());
        Compared last = Compared.of(Grades.grade(history, company.standard, latest, company.zone))
                .ofDeal(history.status());
        if (answer.path("standard").asInt() != company.version) {
            violations.add(
                    Violation.of("the active standard grades", customer, company.version, answer.path("standard")));
        } else if (!found.equals(first) && !found.equals(last)) {
            violations.add(Violation.of(PROMISE, customer + " at " + latest, last + " by " + history, found));
        }
    }

    private static History nothing(Deal deal) {
        return new History(List.of(), List.of(), List.of(), deal.status, deal.roundStart);
    }

    private static String path(String customer) {
        return "/v1/customers/" + URLEncoder.encode(customer, StandardCharsets.UTF_8) + "/grade";
    }

    private static String text(JsonNode parent, String member) {
        return parent.path(member).isTextual() ? parent.path(member).asText() : null;
    }

    private static Instant instant(JsonNode parent, String member) {
        return parent.path(member).isTextual()
                ? Instant.parse(parent.path(member).asText())
                : null;
    }
}
