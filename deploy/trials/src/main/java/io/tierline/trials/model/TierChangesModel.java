package io.tierline.trials.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.trials.Api;
import io.tierline.trials.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Tier changes are numbered without a hole, chained per customer, end where the customer is, and are on the topic. */
public final class TierChangesModel {
    private static final String NUMBERED = "positions have no hole";
    private static final String CHAINED = "tier changes are chained";
    private static final String PRESENT = "the last tier change leads to the present tier";
    private static final String PUBLISHED = "the topic has the same tier changes";

    private TierChangesModel() {}

    /** All of it, of one tenant after quiet; {@code records} is what the topics have. */
    public static List<Violation> check(Api grading, String tenant, Collection<Topics.Event> records)
            throws IOException {
        List<JsonNode> changes = PatientReads.tierChanges(grading);
        List<Violation> violations = new ArrayList<>(chained(changes));
        violations.addAll(present(changes, PatientReads.customers(grading)));
        violations.addAll(published(changes, tenant, records));
        return violations;
    }

    /** Positions 1 to n, and each change goes on where the customer's one before ended. */
    static List<Violation> chained(List<JsonNode> changes) {
        List<Violation> violations = new ArrayList<>();
        Map<String, JsonNode> before = new HashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            JsonNode change = changes.get(i);
            if (change.path("position").asLong() != i + 1) {
                violations.add(Violation.of(NUMBERED, change.toString(), i + 1, change.path("position")));
                return violations;
            }
            String customer = change.path("customerId").asText();
            JsonNode last = before.put(customer, change);
            String from = last == null ? null : text(last, "to");
            int version = last == null ? 1 : last.path("version").asInt() + 1;
            boolean moves = change.path("kind").asText().equals("changed");
            String expected = "from " + from + ", version " + version + (moves ? ", to another tier" : ", to the same");
            if (!Objects.equals(text(change, "from"), from)
                    || change.path("version").asInt() != version
                    || moves == Objects.equals(text(change, "from"), text(change, "to"))) {
                violations.add(Violation.of(CHAINED, customer, expected, change));
            }
        }
        return violations;
    }

    /** A customer's tier and version are those of its last change. */
    static List<Violation> present(List<JsonNode> changes, List<JsonNode> customers) {
        Map<String, JsonNode> last = new HashMap<>();
        changes.forEach(change -> last.put(change.path("customerId").asText(), change));
        List<Violation> violations = new ArrayList<>();
        for (JsonNode customer : customers) {
            String id = customer.path("customerId").asText();
            JsonNode change = last.get(id);
            String expected =
                    change == null ? "null, version 0" : text(change, "to") + ", version " + change.path("version");
            String found = text(customer, "tier") + ", version " + customer.path("version");
            if (!expected.equals(found)) {
                violations.add(Violation.of(PRESENT, id, expected, found));
            }
        }
        return violations;
    }

    /** Each change at least once and nothing else. */
    static List<Violation> published(List<JsonNode> changes, String tenant, Collection<Topics.Event> records) {
        List<Violation> violations = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (Topics.Event event : records) {
            if (!event.topic().equals(Topics.TIER_CHANGES) || !event.key().startsWith(tenant + "/")) {
                continue;
            }
            JsonNode value = event.json();
            long position = value.path("position").asLong();
            JsonNode change = position < 1 || position > changes.size() ? null : changes.get((int) position - 1);
            String key = tenant + "/" + value.path("customerId").asText();
            String id = "tier-change/" + position;
            if (!value.equals(change)
                    || !event.key().equals(key)
                    || !id.equals(event.headers().get("ce_id"))) {
                violations.add(Violation.of(PUBLISHED, event.key() + " " + event.headers(), change, value));
            }
            seen.add(position);
        }
        for (JsonNode change : changes) {
            if (!seen.contains(change.path("position").asLong())) {
                violations.add(Violation.of(PUBLISHED, tenant, change, "not there"));
                break;
            }
        }
        return violations;
    }

    private static String text(JsonNode parent, String member) {
        return parent.path(member).isTextual() ? parent.path(member).asText() : null;
    }
}
