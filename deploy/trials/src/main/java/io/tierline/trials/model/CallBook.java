package io.tierline.trials.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.history.Operation;
import io.tierline.trials.history.Operation.Type;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One company's calls and contacts as they have to be after the acknowledged operations of a history, and what the answers to
 * these operations had to be. Customers that the service makes up are written {@code lead-of:} and what they are made up for.
 */
final class CallBook {
    /** How a made-up customer's id begins here; {@code lead-of:+86…} is the customer made up for that number. */
    static final String LEAD_OF = "lead-of:";

    private static final List<String> SUMMARY =
            List.of("outcome", "reason", "notes", "followUpAt", "meetingAt", "doNotCall", "qualification");
    private static final List<String> WORDS = List.of("reason", "notes", "recordingUrl");
    private static final Set<String> NOT_REACHED = Set.of("NA", "WN");
    private static final Map<String, String> OUTCOME_OF = Map.of(
            "NO_ANSWER", "NA",
            "BUSY", "NA",
            "POWERED_OFF", "NA",
            "NUMBER_DOES_NOT_EXIST", "WN",
            "NUMBER_CHANGED", "WN",
            "SUSPENDED", "WN");

    /** A call as it has to be. */
    static final class Kept {
        final String submission;
        /** Every member of the API, as it shows the call. */
        final ObjectNode state;
        /** The rep's own outcome, which is not the one that follows from the telephony. */
        JsonNode said;

        String previousCustomer;
        boolean erased;
        /** Everything that was ever said of it in free words. */
        private final Set<String> words = new LinkedHashSet<>();

        private Kept(String submission, ObjectNode state) {
            this.submission = submission;
            this.state = state;
        }

        private String text(String member) {
            return state.path(member).textValue();
        }
    }

    /** A number and whose it is. */
    record Contact(String customerId, String name, String role) {}

    private final Map<String, Kept> calls = new TreeMap<>();
    private final Map<String, Contact> contacts = new TreeMap<>();
    private final Map<String, String> teams = new HashMap<>();
    private final Set<String> erased = new LinkedHashSet<>();
    private final Map<String, Set<String>> names = new HashMap<>();
    private final Set<String> gone = new LinkedHashSet<>();
    private final List<String> violations = new ArrayList<>();

    /** The companies of a history, each after all that was acknowledged. */
    static Map<String, CallBook> of(List<Operation> history) {
        Map<String, CallBook> books = new TreeMap<>();
        for (Operation operation : history) {
            if (operation.tenant() != null) {
                books.computeIfAbsent(operation.tenant(), tenant -> new CallBook())
                        .take(operation);
            }
        }
        return books;
    }

    /** Every call that was acknowledged, voided ones too, by its id. */
    Map<String, Kept> calls() {
        return calls;
    }

    /** The calls that count. */
    Collection<Kept> standing() {
        return calls.values().stream()
                .filter(call -> !call.state.get("voided").asBoolean())
                .toList();
    }

    Map<String, Contact> contacts() {
        return contacts;
    }

    /** What must be nowhere any more: numbers, names and words of persons who were erased, and words of what was refused. */
    Set<String> gone() {
        return gone;
    }

    /** What of the answers cannot be, the first first. */
    List<String> violations() {
        return violations;
    }

    private void take(Operation operation) {
        if (operation.type() == Type.INFO) {
            violate(operation, "has no definite answer");
            return;
        }
        if (operation.f().equals("post-conflict") || operation.f().equals("post-invalid")) {
            int expected = operation.f().equals("post-conflict") ? 409 : 422;
            if (operation.type() == Type.OK || operation.status() != expected) {
                violate(operation, "had to be refused with " + expected);
            }
            if (operation.f().equals("post-invalid")) {
                gone.addAll(words(operation.value()));
            }
            return;
        }
        if (operation.type() == Type.FAIL) {
            violate(operation, "was refused");
            return;
        }
        JsonNode value = operation.value();
        switch (operation.f()) {
            case "put-rep" ->
                teams.put(
                        value.get("rep").asText(), value.get("body").get("team").asText());
            case "post-call" -> posted(operation);
            case "replay-call" -> {
                if (!operation.answer().path("result").asText().equals("replayed")) {
                    violate(operation, "had to be a replay");
                }
                answered(operation, calls.get(value.get("callId").asText()));
            }
            case "post-batch" -> postedBatch(operation);
            case "put-outcome" ->
                summarised(operation, emptySummary().setAll(normal((ObjectNode) value.get("summary"))));
            case "patch-outcome" ->
                summarised(
                        operation,
                        merged(summaryOf(calls.get(value.get("callId").asText())), normalKeepingNulls((ObjectNode)
                                value.get("patch"))));
            case "patch-attribution" -> attributed(operation);
            case "void-call" -> {
                Kept call = calls.get(value.get("callId").asText());
                if (call != null && !call.state.get("voided").asBoolean()) {
                    call.state.put("voided", true);
                    call.previousCustomer = null;
                    revise(call);
                }
            }
            case "put-contact" -> putContact(operation);
            case "erase-contact" -> eraseContact(value.get("phone").asText());
            default -> {
                // Nothing that is about calls and contacts.
            }
        }
    }

    private void posted(Operation operation) {
        String id = operation.value().get("callId").asText();
        boolean known = calls.containsKey(id);
        Kept call = record((ObjectNode) operation.value());
        String result = operation.answer().path("result").asText();
        if (known || !result.equals("created") && (operation.atOnce() || !result.equals("replayed"))) {
            violate(operation, "had to create a call");
        }
        answered(operation, call);
    }

    private void postedBatch(Operation operation) {
        Map<String, Integer> counts = new TreeMap<>(Map.of("created", 0, "replayed", 0, "rejected", 0));
        JsonNode items = operation.answer().path("items");
        int index = 0;
        for (JsonNode submission : operation.value().get("calls")) {
            String id = submission.get("callId").asText();
            JsonNode item = items.path(index);
            String result = item.path("result").asText("nothing");
            Kept before = calls.get(id);
            String expected;
            if (isInvalid(submission)) {
                gone.addAll(words(submission));
                expected = "rejected 422";
            } else if (before == null) {
                record((ObjectNode) submission);
                expected = "created";
            } else {
                expected = before.submission.equals(fingerprint((ObjectNode) submission)) ? "replayed" : "rejected 409";
            }
            String found = result.equals("rejected")
                    ? result + " " + item.path("problem").path("status").asInt()
                    : result;
            boolean repeated = !operation.atOnce() && expected.equals("created") && found.equals("replayed");
            if (!found.equals(expected) && !repeated
                    || !item.path("callId").asText().equals(id)
                    || item.path("index").asInt(-1) != index) {
                violate(operation, "item " + index + " had to be " + expected + " for " + id + " and is " + item);
            }
            counts.merge(result, 1, Integer::sum);
            index++;
        }
        counts.forEach((result, count) -> {
            if (operation.answer().path(result).asInt(-1) != count) {
                violate(operation, "says another number of " + result + " than " + count);
            }
        });
    }

    /** Those that the load makes wrong on purpose have ids of their own. */
    private static boolean isInvalid(JsonNode submission) {
        return submission.get("callId").asText().startsWith("invalid-");
    }

    private Kept record(ObjectNode submission) {
        ObjectNode said = normal(submission);
        String id = said.get("callId").asText();
        String phone = said.path("phone").textValue();
        String customer = said.path("customerId").textValue();
        String role = said.path("contactRole").textValue();
        boolean late = phone != null && erased.contains(phone);
        if (phone != null && !late) {
            String proposed = customer == null ? LEAD_OF + phone : customer;
            String proposedRole = role;
            Contact contact = contacts.computeIfAbsent(phone, number -> new Contact(proposed, null, proposedRole));
            customer = customer == null ? contact.customerId() : customer;
            role = role == null && customer.equals(contact.customerId()) ? contact.role() : role;
        }
        ObjectNode state =
                Api.JSON.createObjectNode().put("callId", id).put("revision", 1).put("voided", false);
        for (String member : List.of("phone", "campaign", "ringSeconds", "talkSeconds", "recordingUrl", "telephony")) {
            state.set(member, orNull(said.get(member)));
        }
        state.put("customerId", customer == null ? LEAD_OF + id : customer)
                .put("contactRole", role)
                .put("rep", said.path("rep").textValue())
                .put("direction", said.path("direction").asText("outbound"));
        state.set("startedAt", said.get("startedAt"));
        state.put(
                "team",
                said.has("team")
                        ? said.get("team").asText()
                        : teams.get(state.path("rep").asText()));
        Kept call = new Kept(fingerprint(submission), state);
        call.words.addAll(words(said));
        summary(call, emptySummary().setAll(only(said, SUMMARY)));
        calls.put(id, call);
        if (late) {
            erase(call);
        }
        return call;
    }

    private void summarised(Operation operation, ObjectNode summary) {
        Kept call = calls.get(operation.value().get("callId").asText());
        if (call == null) {
            violate(operation, "changed a call that was never posted");
            return;
        }
        call.words.addAll(words(summary));
        if (call.erased) {
            gone.addAll(words(summary));
            summary.putNull("reason").putNull("notes");
        }
        if (summary.get("doNotCall").isNull()) {
            summary.put("doNotCall", false);
        }
        if (!summary.equals(summaryOf(call))) {
            summary(call, summary);
            call.previousCustomer = null;
            revise(call);
        }
        answered(operation, call);
    }

    private void attributed(Operation operation) {
        Kept call = calls.get(operation.value().get("callId").asText());
        if (call == null) {
            violate(operation, "changed a call that was never posted");
            return;
        }
        ObjectNode patch = normalKeepingNulls((ObjectNode) operation.value().get("patch"));
        ObjectNode before = call.state.deepCopy();
        call.state.setAll(patch);
        if (!patch.has("team")) {
            String former = teams.get(before.path("rep").asText());
            String now = teams.get(call.state.path("rep").asText());
            boolean isTheReps = !before.get("rep").equals(call.state.get("rep"))
                    || Objects.equals(before.get("team").textValue(), former);
            if (isTheReps && now != null) {
                call.state.put("team", now);
            }
        }
        if (!before.equals(call.state)) {
            moved(call, before.get("customerId").asText());
            revise(call);
        }
        answered(operation, call);
    }

    private void putContact(Operation operation) {
        JsonNode body = operation.value().get("body");
        String phone = operation.value().get("phone").asText();
        Contact to = new Contact(
                body.get("customerId").asText(),
                body.path("name").textValue(),
                body.path("role").textValue());
        if (to.name() != null) {
            names.computeIfAbsent(phone, number -> new LinkedHashSet<>()).add(to.name());
        }
        Contact from = contacts.put(phone, to);
        if (from == null || from.customerId().equals(to.customerId())) {
            return;
        }
        for (Kept call : standing()) {
            if (phone.equals(call.text("phone")) && from.customerId().equals(call.text("customerId"))) {
                String role = call.text("contactRole");
                call.state.put("customerId", to.customerId());
                call.state.put("contactRole", role == null || role.equals(from.role()) ? to.role() : role);
                call.previousCustomer = from.customerId();
                revise(call);
            }
        }
    }

    private void eraseContact(String phone) {
        erased.add(phone);
        contacts.remove(phone);
        // Without the country, so that it is found however it is written.
        gone.add(phone.substring(3));
        gone.addAll(names.getOrDefault(phone, Set.of()));
        calls.values().stream().filter(call -> phone.equals(call.text("phone"))).forEach(this::erase);
    }

    private static void moved(Kept call, String former) {
        call.previousCustomer = call.text("customerId").equals(former) ? null : former;
    }

    private static void revise(Kept call) {
        call.state.put("revision", call.state.get("revision").asInt() + 1);
    }

    private void erase(Kept call) {
        call.erased = true;
        gone.addAll(call.words);
        call.state.putNull("phone");
        WORDS.forEach(call.state::putNull);
    }

    private void answered(Operation operation, Kept call) {
        if (call == null) {
            violate(operation, "is about a call that was never posted");
            return;
        }
        difference(call.state, operation.answer(), new Leads())
                .ifPresent(difference -> violate(operation, "answered with another " + difference));
    }

    private void violate(Operation operation, String what) {
        String answer = operation.answer().toString();
        violations.add("operation " + operation.op() + " (" + operation.f() + " of " + operation.tenant() + ") " + what
                + "; status " + operation.status() + ", answer "
                + answer.substring(0, Math.min(answer.length(), 600)));
    }

    /** What the calls of a company show that the service has made up. */
    static final class Leads {
        private final Map<String, String> found = new HashMap<>();

        /** Whether the id may be what stands here for it: the same one each time, and no other's. */
        boolean match(String expected, String id) {
            if (!expected.startsWith(LEAD_OF)) {
                return expected.equals(id);
            }
            return id != null
                    && id.matches("lead-[0-9A-Z]{26}")
                    && found.computeIfAbsent(expected, lead -> id).equals(id)
                    && found.values().stream().filter(id::equals).count() == 1;
        }
    }

    /** The first member in which what was found of a call is not as it has to be; members that are not expected may be there. */
    static Optional<String> difference(ObjectNode expected, JsonNode found, Leads leads) {
        for (Map.Entry<String, JsonNode> member : expected.properties()) {
            JsonNode is = found.path(member.getKey());
            boolean same = member.getKey().equals("customerId")
                    ? leads.match(member.getValue().asText(), is.textValue())
                    : is.equals(member.getValue());
            if (!same) {
                return Optional.of(member.getKey() + ": " + is + " instead of " + member.getValue() + " in " + found);
            }
        }
        return Optional.empty();
    }

    private ObjectNode summaryOf(Kept call) {
        ObjectNode summary = only(call.state, SUMMARY);
        summary.set("outcome", call.said);
        return summary;
    }

    private static ObjectNode emptySummary() {
        ObjectNode summary = Api.JSON.createObjectNode();
        SUMMARY.forEach(summary::putNull);
        return summary.put("doNotCall", false);
    }

    /** Gives the call this summary, and what follows from it. */
    private static void summary(Kept call, ObjectNode summary) {
        if (summary.get("doNotCall").isNull()) {
            summary.put("doNotCall", false);
        }
        call.state.setAll(summary);
        call.said = summary.get("outcome");
        String result = call.state.path("telephony").path("result").asText("");
        String implied = OUTCOME_OF.get(result);
        String outcome = call.said.isNull() ? implied : call.said.asText();
        call.state.put("outcome", outcome);
        call.state.put(
                "status", outcome != null ? "summarised" : result.equals("SYSTEM_FAILURE") ? "failed" : "pending");
        flag(call.state, result, outcome);
    }

    /** What contradicts, by the policy that a company begins with. */
    private static void flag(ObjectNode state, String result, String outcome) {
        ArrayNode flags = state.putArray("flags");
        JsonNode talk = state.get("talkSeconds");
        int seconds = talk.isNull() ? -1 : talk.asInt();
        boolean nobodyAnswered = !result.isEmpty() && !result.equals("ANSWERED");
        if ("NA".equals(outcome) && seconds >= 30) {
            flags.add("talked-but-na");
        }
        if (outcome != null && !NOT_REACHED.contains(outcome) && nobodyAnswered) {
            flags.add("reached-but-not-answered");
        }
        if ("NO_NEED".equals(outcome) && seconds >= 0 && seconds < 20) {
            flags.add("no-need-too-short");
        }
        if ("CUT".equals(outcome) && seconds >= 180) {
            flags.add("cut-too-long");
        }
        if ("CUT".equals(outcome)
                && state.path("telephony").path("endedBy").asText().equals("rep")) {
            flags.add("cut-by-us");
        }
        if (("D".equals(outcome) || "FOLLOW_UP".equals(outcome))
                && state.get("followUpAt").isNull()) {
            flags.add("no-follow-up-date");
        }
        if ("C".equals(outcome) && state.get("meetingAt").isNull()) {
            flags.add("no-meeting-date");
        }
    }

    /** What was said, in the one way in which the API shows it: instants in UTC, numbers with their country, nulls left out. */
    static ObjectNode normal(ObjectNode said) {
        ObjectNode normal = normalKeepingNulls(said);
        List<String> empty = new ArrayList<>();
        normal.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                empty.add(member.getKey());
            }
        });
        return normal.remove(empty);
    }

    private static ObjectNode normalKeepingNulls(ObjectNode said) {
        ObjectNode normal = said.deepCopy();
        for (String member : List.of("startedAt", "followUpAt", "meetingAt")) {
            if (normal.hasNonNull(member)) {
                normal.put(
                        member,
                        OffsetDateTime.parse(normal.get(member).asText())
                                .toInstant()
                                .toString());
            }
        }
        if (normal.hasNonNull("phone")) {
            String phone = normal.get("phone").asText().replace(" ", "");
            normal.put("phone", phone.startsWith("+") ? phone : "+86" + phone);
        }
        if (normal.hasNonNull("telephony")) {
            ObjectNode telephony = Api.JSON.createObjectNode();
            for (String part : List.of("source", "result", "code", "trunk", "endedBy")) {
                telephony.set(part, orNull(normal.get("telephony").get(part)));
            }
            normal.set("telephony", telephony);
        }
        return normal;
    }

    /** Two submissions with the same one say the same. */
    private static String fingerprint(ObjectNode submission) {
        Map<String, JsonNode> members = new TreeMap<>();
        normal(submission).properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return new LinkedHashMap<>(members).toString();
    }

    private static ObjectNode merged(ObjectNode into, ObjectNode patch) {
        patch.properties().forEach(member -> {
            JsonNode present = into.get(member.getKey());
            into.set(
                    member.getKey(),
                    present instanceof ObjectNode object && member.getValue() instanceof ObjectNode part
                            ? merged(object.deepCopy(), part)
                            : member.getValue());
        });
        return into;
    }

    private static ObjectNode only(ObjectNode from, List<String> members) {
        ObjectNode some = Api.JSON.createObjectNode();
        members.forEach(member -> {
            if (from.has(member)) {
                some.set(member, from.get(member));
            }
        });
        return some;
    }

    private static List<String> words(JsonNode said) {
        return WORDS.stream()
                .map(member -> said.path(member).textValue())
                .filter(Objects::nonNull)
                .toList();
    }

    private static JsonNode orNull(JsonNode value) {
        return value == null ? Api.JSON.nullNode() : value;
    }
}
