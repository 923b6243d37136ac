package io.tierline.trials.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.Topics;
import io.tierline.trials.Topics.Event;
import io.tierline.trials.history.Operation;
import io.tierline.trials.model.CallBook.Kept;
import io.tierline.trials.model.CallBook.Leads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What must be stored of a history's calls: every acknowledged one exactly once, with every field as submitted or corrected
 * and its last revision, in the API and on the topic; voided ones in no list; and every answer as it had to be.
 */
public final class CallsModel {
    private static final List<String> PUBLISHED = List.of(
            "callId",
            "revision",
            "voided",
            "customerId",
            "contactRole",
            "rep",
            "team",
            "campaign",
            "direction",
            "startedAt",
            "ringSeconds",
            "talkSeconds",
            "status",
            "outcome",
            "followUpAt",
            "meetingAt",
            "flags",
            "qualification");
    private static final int PAGE = 500;

    private final Map<String, CallBook> books;
    private final Duration patience;

    /** @param patience how long the last events may need to be published */
    public CallsModel(List<Operation> history, Duration patience) {
        this.patience = patience;
        books = CallBook.of(history);
    }

    /** The companies of the history. */
    public Set<String> tenants() {
        return books.keySet();
    }

    /** How many calls were acknowledged. */
    public int acknowledged() {
        return books.values().stream().mapToInt(book -> book.calls().size()).sum();
    }

    /**
     * Everything that is not as it has to be, of each kind and company the first difference.
     *
     * @param calls call-service as a reader of a company's calls and contacts sees it
     * @param topics everything that is on the topics now
     */
    public List<String> check(Function<String, Api> calls, Supplier<List<Event>> topics) {
        List<String> violations = new ArrayList<>();
        Map<String, Leads> leads = new HashMap<>();
        Quiet quiet = new Quiet(patience);
        books.forEach((tenant, book) -> {
            violations.addAll(book.violations());
            quiet.await(() -> {
                        leads.put(tenant, new Leads());
                        return listed(book, calls.apply(tenant), leads.get(tenant));
                    })
                    .ifPresent(difference -> violations.add("calls of " + tenant + ": " + difference));
            quiet.await(() -> contacts(book, calls.apply(tenant), leads.get(tenant)))
                    .ifPresent(difference -> violations.add("contacts of " + tenant + ": " + difference));
        });
        Map<String, String> published = new TreeMap<>();
        quiet.await(() -> {
            published.clear();
            Map<String, Map<String, JsonNode>> latest = latest(topics.get(), published);
            books.forEach((tenant, book) -> published(book, latest.getOrDefault(tenant, Map.of()), leads.get(tenant))
                    .ifPresent(difference -> published.put(tenant, difference)));
            return published.values().stream().findFirst();
        });
        published.forEach((tenant, difference) -> violations.add("topic of " + tenant + ": " + difference));
        return violations;
    }

    /** The first difference between the calls of the list, and voided ones by their ids, and what they have to be. */
    private static Optional<String> listed(CallBook book, Api api, Leads leads) throws IOException {
        Map<String, JsonNode> found = new TreeMap<>();
        for (JsonNode call : api.all("/v1/calls", PAGE)) {
            if (found.put(call.get("callId").asText(), call) != null) {
                return Optional.of(call.get("callId") + " is listed twice");
            }
        }
        for (Kept call : book.calls().values()) {
            String id = call.state.get("callId").asText();
            boolean voided = call.state.get("voided").asBoolean();
            JsonNode listed = found.remove(id);
            if (voided != (listed == null)) {
                return Optional.of(id + (voided ? " is voided and listed: " : " is lost: ") + call.state);
            }
            Optional<String> difference =
                    CallBook.difference(call.state, voided ? api.read("/v1/calls/" + id) : listed, leads);
            if (difference.isPresent()) {
                return difference.map(what -> id + " has another " + what);
            }
        }
        return found.keySet().stream().findFirst().map(id -> id + " was never acknowledged: " + found.get(id));
    }

    private static Optional<String> contacts(CallBook book, Api api, Leads leads) throws IOException {
        Map<String, JsonNode> found = new TreeMap<>();
        api.all("/v1/contacts", PAGE)
                .forEach(contact -> found.put(contact.get("phone").asText(), contact));
        if (!found.keySet().equals(book.contacts().keySet())) {
            return Optional.of(
                    "numbers " + first(found.keySet(), book.contacts().keySet()) + " are known, and not "
                            + first(book.contacts().keySet(), found.keySet()));
        }
        for (Map.Entry<String, CallBook.Contact> contact : book.contacts().entrySet()) {
            ObjectNode expected = Api.JSON
                    .createObjectNode()
                    .put("customerId", contact.getValue().customerId())
                    .put("name", contact.getValue().name())
                    .put("role", contact.getValue().role());
            Optional<String> difference = CallBook.difference(expected, found.get(contact.getKey()), leads);
            if (difference.isPresent()) {
                return difference.map(what -> contact.getKey() + " has another " + what);
            }
        }
        return Optional.empty();
    }

    private static List<String> first(Set<String> of, Set<String> without) {
        return of.stream().filter(one -> !without.contains(one)).limit(3).toList();
    }

    /** The event of the highest revision of each call, by company; two events of one revision that differ are a difference. */
    private static Map<String, Map<String, JsonNode>> latest(List<Event> events, Map<String, String> differences) {
        Map<String, Map<String, JsonNode>> latest = new HashMap<>();
        Map<String, JsonNode> revisions = new HashMap<>();
        for (Event event : events) {
            if (!event.topic().equals(Topics.CALL_OUTCOMES)) {
                continue;
            }
            String tenant = event.key().substring(0, event.key().indexOf('/'));
            JsonNode call = event.json();
            String id = call.get("callId").asText();
            JsonNode other = revisions.putIfAbsent(tenant + "/" + id + "/" + call.get("revision"), call);
            if (other != null && !other.equals(call)) {
                differences.put(tenant, "one revision is published as " + other + " and as " + call);
            }
            if (!event.key().equals(tenant + "/" + call.get("customerId").asText())) {
                differences.put(tenant, "the key " + event.key() + " is another customer's than " + call);
            }
            latest.computeIfAbsent(tenant, name -> new HashMap<>())
                    .merge(id, call, (one, two) -> revision(one) < revision(two) ? two : one);
        }
        return latest;
    }

    private static int revision(JsonNode call) {
        return call.get("revision").asInt();
    }

    private static Optional<String> published(CallBook book, Map<String, JsonNode> latest, Leads leads) {
        Set<String> strangers = new HashSet<>(latest.keySet());
        strangers.removeAll(book.calls().keySet());
        if (!strangers.isEmpty()) {
            return Optional.of("published, and never acknowledged: " + first(strangers, Set.of()));
        }
        for (Kept call : book.calls().values()) {
            String id = call.state.get("callId").asText();
            JsonNode event = latest.get(id);
            if (event == null) {
                return Optional.of(id + " was never published: " + call.state);
            }
            ObjectNode expected = call.state.deepCopy().retain(PUBLISHED);
            Optional<String> difference = CallBook.difference(expected, event, leads);
            String previous = event.get("previousCustomerId").textValue();
            if (difference.isEmpty()
                    && (call.previousCustomer == null
                            ? previous != null
                            : !leads.match(call.previousCustomer, previous))) {
                difference = Optional.of("previousCustomerId: " + previous + " instead of " + call.previousCustomer);
            }
            if (difference.isPresent()) {
                return difference.map(what -> id + " is published with another " + what);
            }
        }
        return Optional.empty();
    }
}
