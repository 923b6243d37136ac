package io.tierline.trials.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.fuzz.Operation.Parameter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Values for one request that the services should take, by the names and schemas of members and parameters. */
final class Values {

    /** The ids that valid requests have made so far, by tenant and kind. */
    static final class Pools {
        private final Map<String, List<String>> ids = new HashMap<>();

        private List<String> of(char tenant, String kind) {
            return ids.computeIfAbsent(tenant + kind, none -> new ArrayList<>());
        }

        void add(char tenant, Map<String, List<String>> made) {
            made.forEach((kind, all) -> of(tenant, kind).addAll(all));
        }
    }

    /** What the requests of a service need beyond what their schemas call required. */
    private static final Set<String> WANTED = Set.of("phone", "customerId", "rep", "outcome", "text", "followUpAt");

    /** What is right only together with something else. */
    private static final Set<String> DIFFICULT = Set.of("leadDomain", "score", "closedAt", "observedAt");

    private static final Map<String, List<String>> QUERY = Map.ofEntries(
            Map.entry("limit", List.of("1", "2", "10", "50", "500")),
            Map.entry("by", List.of("rep", "team")),
            Map.entry("items", List.of("all", "rejected")),
            Map.entry("direction", List.of("outbound", "inbound")),
            Map.entry("due", List.of("overdue", "today", "tomorrow", "week")),
            Map.entry("result", List.of("open", "held", "missed")),
            Map.entry("role", List.of("EB", "UB", "TB")),
            Map.entry("format", List.of("json", "csv")),
            Map.entry("outcome", List.of("NA", "RJ", "D", "C")),
            Map.entry("reason", List.of("BL", "DNC", "WN", "LONG_NA", "COOL_OFF")),
            Map.entry("section", List.of("results", "reasons", "competitors", "criteria", "profile")),
            Map.entry("sort", List.of("id", "name", "-tier", "fit", "due", "-progress", "changedAt")),
            Map.entry("metric", List.of("contact", "conversion", "hangUp", "lead")),
            Map.entry("rate", List.of("contact", "conversion", "hangUp", "lead")),
            Map.entry("window", List.of("PT1H", "PT24H", "P7D", "P30D", "P366D")),
            Map.entry("trailing", List.of("P7D", "P30D")),
            Map.entry("interval", List.of("P1D", "P1W", "PT1H")),
            Map.entry("tz", List.of("UTC", "Asia/Shanghai", "America/New_York")),
            Map.entry("tier", List.of("A", "B", "C", "D", "none")),
            Map.entry("sourceKind", List.of("online", "offline")),
            Map.entry("decisionProcess", List.of("EB", "EB+UB", "EB+UB+TB")),
            Map.entry("flag", List.of("talked-but-na")),
            Map.entry("source", List.of("freeswitch", "twilio", "asterisk", "amazon-connect")));
    private static final Set<String> YES_OR_NO =
            Set.of("active", "known", "overdue", "firstCalls", "includeFlagged", "prior");
    private static final Set<String> SMALL_NUMBERS =
            Set.of("metrics", "version", "standard", "after", "minFit", "minDeals", "atLeast", "position");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Random random;
    private final Pools pools;
    private final char tenant;
    private final char idsOf;
    private final int number;
    private final Instant start;
    private final Map<String, List<String>> made = new LinkedHashMap<>();
    private int item;

    /**
     * @param tenant whose request it is
     * @param idsOf whose ids it names
     * @param start the day around which all times are
     */
    Values(Random random, Pools pools, char tenant, char idsOf, int number, Instant start) {
        this.random = random;
        this.pools = pools;
        this.tenant = tenant;
        this.idsOf = idsOf;
        this.number = number;
        this.start = start;
    }

    /** The ids and numbers that this request may bring into being, by kind. */
    Map<String, List<String>> made() {
        return made;
    }

    /** Goes on to the next item of a batch. */
    void nextItem() {
        item++;
    }

    JsonNode of(String name, JsonNode schema) {
        if (schema.has("enum")) {
            return pick(schema.get("enum"));
        }
        switch (schema.path("format").asText()) {
            case "date-time":
                return JSON.textNode(instant(name).toString());
            case "date":
                return JSON.textNode(date().toString());
            default:
        }
        JsonNode type = schema.path("type");
        switch (type.isArray() ? type.get(0).asText() : type.asText()) {
            case "object":
                return object(name, schema);
            case "array":
                Set<JsonNode> items = new LinkedHashSet<>(); // most lists take nothing twice
                for (int i = random.nextInt(3); i >= 0; i--) {
                    items.add(of(name, schema.get("items")));
                }
                return JSON.arrayNode().addAll(items);
            case "integer":
                int min = schema.path("minimum").asInt(0);
                return JSON.numberNode(
                        min + random.nextInt(Math.min(schema.path("maximum").asInt(60), 300) - min + 1));
            case "number":
                return JSON.numberNode(random.nextInt(10_000) / 100.0);
            case "boolean":
                return JSON.booleanNode(random.nextBoolean());
            default:
                return JSON.textNode(string(name, schema));
        }
    }

    private ObjectNode object(String name, JsonNode schema) {
        ObjectNode object = JSON.objectNode();
        schema.path("properties").properties().forEach(property -> {
            String member = property.getKey();
            boolean required = schema.path("required").toString().contains('"' + member + '"');
            int chance =
                    WANTED.contains(member) ? 90 : DIFFICULT.contains(member) ? 3 : schema.has("required") ? 40 : 70;
            if (required || random.nextInt(100) < chance) {
                object.set(member, of(member, property.getValue()));
            }
        });
        if (schema.path("additionalProperties").isObject()) {
            object.set(
                    name.equals("label") ? "en" : String.valueOf(random.nextInt(600)),
                    of("text", schema.get("additionalProperties")));
        }
        return object;
    }

    /** An example with the ids, numbers, times and texts of this request in it. */
    JsonNode like(String name, JsonNode example) {
        if (example.isObject()) {
            ObjectNode object = JSON.objectNode();
            example.properties().forEach(each -> object.set(each.getKey(), like(each.getKey(), each.getValue())));
            return object;
        }
        if (example.isArray()) {
            ArrayNode array = JSON.arrayNode();
            example.forEach(each -> array.add(like(name, each)));
            return array;
        }
        if (example.isTextual() && example.asText().matches("\\d{4}-\\d\\d-\\d\\dT.*")) {
            return JSON.textNode(instant(name).toString());
        }
        boolean timeOfDay = example.asText().matches("\\d\\d:\\d\\d");
        String known = example.isTextual() && !timeOfDay ? known(name) : null;
        return known == null ? example : JSON.textNode(known);
    }

    private String string(String name, JsonNode schema) {
        String known = known(name);
        if (known != null) {
            return known;
        }
        if (schema.path("examples").isArray() && !schema.get("examples").isEmpty()) {
            return pick(schema.get("examples")).asText();
        }
        return text(name);
    }

    private String known(String name) {
        return switch (name) {
            case "callId" -> id("call");
            case "uuid", "CallSid", "uniqueid", "linkedid", "ContactId" -> id("leg");
            case "customerId", "customer", "into", "referredBy" -> id("cust");
            case "rep", "owner" -> id("rep");
            case "team", "personId", "entryId", "extensionId", "campaign" -> id(name);
            case "phone", "phones", "To", "dst", "destination_number" -> phone();
            case "name", "notes", "reason", "note", "text", "solution", "competitor" -> text(name);
            case "from", "to" -> id("rep"); // of a hand-over; times have a format
            case "url", "publicUrl" -> "http://127.0.0.1:9/" + text("x").replace(' ', '-');
            case "recordingUrl" -> "https://records.invalid/" + Marks.text(tenant, number, item);
            case "timeZone" -> "Asia/Shanghai";
            case "reasons" -> List.of("fit", "price", "timing", "too-small").get(random.nextInt(4));
            case "repField", "customerField", "campaignField" -> "tierline_" + name;
            default -> null;
        };
    }

    private String text(String name) {
        return name + " " + Marks.text(tenant, number, item);
    }

    String id(String kind) {
        return reused(kind) ? oneOf(kind) : fresh(kind, kind + "-" + Marks.id(tenant, number, item));
    }

    private String phone() {
        return reused("phone") ? oneOf("phone") : fresh("phone", Marks.phone(tenant, number, item));
    }

    private boolean reused(String kind) {
        // Calls are made more than they are repeated; another tenant's ids are never invented.
        return !pools.of(idsOf, kind).isEmpty()
                && (idsOf != tenant || random.nextInt(10) < (kind.equals("call") ? 2 : 6));
    }

    private String oneOf(String kind) {
        List<String> known = pools.of(idsOf, kind);
        return known.get(random.nextInt(known.size()));
    }

    private String fresh(String kind, String id) {
        made.computeIfAbsent(kind, none -> new ArrayList<>()).add(id);
        return id;
    }

    /** The value of a path parameter, mostly of something that should be there. */
    String inPath(Operation operation, Parameter parameter) {
        String kind = kindInPath(operation, parameter.name());
        return switch (kind) {
            case "webhook", "job" -> "~" + kind + "." + idsOf + ".id~";
            case "phone" -> operation.method().equals("PUT") ? phone() : existing(kind, phone());
            case "call", "cust", "rep", "team", "draft", "login", "entryId" ->
                kind.equals("cust") && random.nextInt(10) == 0
                        ? "~lead." + idsOf + ".id~"
                        : operation.method().equals("PUT") && operation.path().endsWith("}") && !kind.equals("call")
                                ? id(kind)
                                : existing(kind, id(kind));
            default -> inQuery(operation, parameter);
        };
    }

    private String existing(String kind, String otherwise) {
        return pools.of(idsOf, kind).isEmpty() || random.nextInt(20) == 0 ? otherwise : oneOf(kind);
    }

    private static String kindInPath(Operation operation, String name) {
        String place = operation.path().split("/")[2];
        return switch (name) {
            case "callId" -> "call";
            case "customerId" -> "cust";
            case "id" ->
                Map.of("reps", "rep", "teams", "team", "webhooks", "webhook").getOrDefault(place, "job");
            case "name" -> place.equals("bi-logins") ? "login" : "draft";
            default -> name;
        };
    }

    /** The value of a query parameter. */
    String inQuery(Operation operation, Parameter parameter) {
        String name = parameter.name();
        JsonNode schema = parameter.schema();
        List<String> good = QUERY.get(name);
        if (schema.has("enum")) {
            return pick(schema.get("enum")).asText();
        } else if (name.equals("cursor") || name.equals("ticket")) {
            return "~" + name + "." + idsOf + "." + (name.equals("ticket") ? operation.service() : key(operation))
                    + "~";
        } else if (name.equals("from") || name.equals("asOf") || name.equals("at")) {
            return start.minus(1 + random.nextInt(6), ChronoUnit.DAYS).toString();
        } else if (name.equals("to")) {
            return start.minus(random.nextInt(20), ChronoUnit.HOURS).toString();
        } else if (name.equals("reason") && operation.method().equals("DELETE")) {
            return text(name);
        } else if (good != null) {
            return good.get(random.nextInt(good.size()));
        } else if (YES_OR_NO.contains(name)) {
            return String.valueOf(random.nextBoolean());
        } else if (SMALL_NUMBERS.contains(name)) {
            return String.valueOf(random.nextInt(3));
        } else if (name.equals("kind") || name.equals("status")) {
            return words(operation, name)
                    .get(random.nextInt(words(operation, name).size()));
        }
        String known = known(name);
        return known == null ? text(name) : known;
    }

    private static List<String> words(Operation operation, String name) {
        return switch (operation.path() + " " + name) {
            case "/v1/calls status" -> List.of("summarised", "pending", "failed");
            case "/v1/follow-ups status" -> List.of("open", "done", "cancelled");
            case "/v1/customers status" -> List.of("open", "won", "lost", "disqualified");
            case "/v1/webhooks/{id}/deliveries status" -> List.of("pending", "failed", "delivered", "dead");
            case "/v1/worklist kind" -> List.of("follow-up", "overdue", "cadence", "next-step", "best-fit");
            default -> List.of("question", "problem", "usage", "call", "tier");
        };
    }

    /** The key under which the cursor of an operation is kept; has nothing that an address would encode. */
    static String key(Operation operation) {
        return operation.service() + operation.path().replaceAll("[^a-z-]", "_");
    }

    private Instant instant(String name) {
        int seconds = random.nextInt(6 * 24 * 3600);
        return name.equals("followUpAt") || name.equals("meetingAt") || name.equals("at") && random.nextInt(4) == 0
                ? start.plus(1, ChronoUnit.DAYS).plusSeconds(seconds)
                : start.minusSeconds(seconds);
    }

    private LocalDate date() {
        return start.atZone(ZoneOffset.UTC).toLocalDate().plusDays(random.nextInt(60));
    }

    private JsonNode pick(JsonNode array) {
        return array.get(random.nextInt(array.size()));
    }
}
