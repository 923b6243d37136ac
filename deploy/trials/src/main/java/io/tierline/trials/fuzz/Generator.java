package io.tierline.trials.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.fuzz.Operation.Body;
import io.tierline.trials.fuzz.Operation.Parameter;
import io.tierline.trials.fuzz.Request.Header;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Generates requests one after the other, always the same ones for the same documents, templates and seed: valid ones that
 * make something first, then a mixture of valid and mutated ones.
 */
final class Generator {
    private static final List<String> MADE_FIRST = List.of(
            "/v1/calls", "/v1/contacts/{phone}", "/v1/customers/{customerId}", "/v1/reps/{id}", "/v1/teams/{id}");
    private static final List<String> ALL_ROLES = List.of("telephony", "rep", "manager", "bi", "admin", "operator");

    /** Operations that cost much, or make something of which there can be only a few. */
    private static final List<String> RARE =
            List.of("/v1/republication", "/v1/bi-logins", "/v1/webhooks", "/stream", "/socket");

    private final List<Operation> operations;
    private final List<Operation> makers;
    private final Map<String, JsonNode> templates;
    private final long seed;
    private final int first;
    private final Instant start;
    private final Values.Pools pools = new Values.Pools();
    private int number;

    /**
     * @param templates what a PUT of these paths may say, by what a GET has answered
     * @param first how many valid requests come first
     * @param start the day around which all times are
     */
    Generator(List<Operation> operations, Map<String, JsonNode> templates, long seed, int first, Instant start) {
        this.operations = operations;
        this.makers = operations.stream()
                .filter(operation -> MADE_FIRST.contains(operation.path()))
                .filter(operation -> Set.of("POST", "PUT").contains(operation.method()))
                .toList();
        this.templates = templates;
        this.seed = seed;
        this.first = first;
        this.start = start;
    }

    Request next() {
        number++;
        // Seeds that are neighbours would begin alike.
        Random random = new Random(new Random(seed * 0x9E3779B97F4A7C15L + number).nextLong());
        boolean preparing = number <= first;
        boolean valid = preparing || random.nextInt(4) == 0;
        char tenant = random.nextInt(3) == 0 ? 'b' : 'a';
        char idsOf = preparing || random.nextInt(12) > 0 ? tenant : tenant == 'a' ? 'b' : 'a';
        Operation operation = operation(random, preparing);
        Values values = new Values(random, pools, tenant, idsOf, number, start);
        Draft draft = draft(operation, tenant, values, random);
        if (!valid) {
            Mutator mutator = new Mutator(random);
            for (int i = 1 + random.nextInt(3) * random.nextInt(2); i > 0; i--) {
                mutator.mutate(draft);
            }
        } else if (operation.writes() && idsOf == tenant) {
            pools.add(tenant, values.made());
        }
        return draft.request(number, valid && idsOf == tenant);
    }

    /** An administrator's valid request of an operation that names what the tenant's requests have made so far. */
    Request reading(Operation operation, char tenant, Random random) {
        Draft draft = draft(operation, tenant, new Values(random, pools, tenant, tenant, 0, start), random);
        draft.credential = "admin";
        return draft.request(0, true);
    }

    private Operation operation(Random random, boolean preparing) {
        if (preparing && random.nextInt(3) > 0 || random.nextInt(12) == 0) {
            return makers.get(random.nextInt(makers.size()));
        }
        Operation operation = operations.get(random.nextInt(operations.size()));
        boolean rare = RARE.stream().anyMatch(operation.path()::contains);
        return rare && random.nextInt(4) > 0 ? operation(random, preparing) : operation;
    }

    private Draft draft(Operation operation, char tenant, Values values, Random random) {
        Draft draft = new Draft(operation, tenant);
        List<String> roles = operation.roles().isEmpty() ? ALL_ROLES : operation.roles();
        draft.credential = (random.nextInt(10) == 0 ? "basic " : "") + roles.get(random.nextInt(roles.size()));
        draft.headers.add(new Header("Host", "localhost"));
        for (Parameter parameter : operation.parameters()) {
            switch (parameter.in()) {
                case "path" -> draft.inPath.put(parameter.name(), values.inPath(operation, parameter));
                case "query" -> addParameter(draft, parameter, values, random);
                default -> {
                    if (parameter.name().equals("If-Match") && random.nextInt(4) == 0) {
                        draft.headers.add(new Header("If-Match", '"' + String.valueOf(random.nextInt(4)) + '"'));
                    }
                }
            }
        }
        addPeriod(draft, random, () -> values);
        if (!operation.bodies().isEmpty()) {
            addBody(draft, values, random);
        }
        if (operation.produces().contains("text/csv") && random.nextInt(4) == 0) {
            draft.headers.add(new Header("Accept", "text/csv"));
        } else if (operation.streams()) {
            draft.headers.add(new Header("Accept", "text/event-stream"));
        }
        if (operation.isSocket()) {
            draft.headers.addAll(List.of(
                    new Header("Upgrade", "websocket"),
                    new Header("Connection", "Upgrade"),
                    new Header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
                    new Header("Sec-WebSocket-Version", random.nextInt(8) == 0 ? "12" : "13")));
            draft.bare.addAll(Set.of(400, 405, 426));
        }
        if (operation.has("ticket") && random.nextBoolean()) {
            draft.credential = "none";
        }
        return draft;
    }

    private static void addParameter(Draft draft, Parameter parameter, Values values, Random random) {
        boolean ofPeriod = Set.of("from", "to", "window").contains(parameter.name()) && draft.operation.has("window");
        boolean wanted = parameter.name().equals("ticket")
                || parameter.name().equals("rep") && draft.operation.path().matches(".*/(worklist|diagnosis)");
        if (!ofPeriod && (parameter.required() || random.nextInt(100) < (wanted ? 70 : 12))) {
            draft.query.add(new String[] {parameter.name(), values.inQuery(draft.operation, parameter)});
        }
    }

    /** A window, or both ends of a period. */
    private static void addPeriod(Draft draft, Random random, Supplier<Values> values) {
        if (draft.operation.has("window")) {
            Set<String> wanted = random.nextBoolean() ? Set.of("window") : Set.of("from", "to");
            for (Parameter parameter : draft.operation.parameters()) {
                if (wanted.contains(parameter.name())) {
                    draft.query.add(new String[] {parameter.name(), values.get().inQuery(draft.operation, parameter)});
                }
            }
        }
    }

    private void addBody(Draft draft, Values values, Random random) {
        List<String> types = List.copyOf(draft.operation.bodies().keySet());
        String type = types.get(random.nextInt(types.size()));
        Body body = draft.operation.bodies().get(type);
        draft.headers.add(new Header("Content-Type", type));
        JsonNode item = draft.operation.bodies().values().stream()
                .map(each -> each.schema().path("type").asText().equals("array")
                        ? each.schema().get("items")
                        : each.schema())
                .findFirst()
                .orElseThrow();
        JsonNode template = templates.get(draft.operation.path());
        if (type.contains("form")
                || !body.examples().isEmpty() && body.examples().get(0).isTextual()) {
            draft.text = form(body.examples(), values, random);
        } else if (type.equals("application/x-ndjson")) {
            draft.text = String.join(
                    "\n",
                    items(item, values, random).stream().map(JsonNode::toString).toList());
        } else if (type.equals("text/csv")) {
            draft.text = csv(items(item, values, random));
        } else if (body.schema().path("type").asText().equals("array")) {
            draft.json = JsonNodeFactory.instance.arrayNode().addAll(items(item, values, random));
        } else if (body.schema().path("format").asText().equals("binary")) {
            draft.json = JsonNodeFactory.instance.objectNode();
        } else if (template != null && random.nextInt(4) > 0) {
            draft.json = values.like("", template);
        } else if (!body.examples().isEmpty() && random.nextBoolean()) {
            draft.json = values.like(
                    "", body.examples().get(random.nextInt(body.examples().size())));
        } else {
            draft.json = values.of("", body.schema());
        }
        if (draft.operation.path().equals("/v1/bi-logins")) {
            ((ObjectNode) draft.json).put("name", values.id("login"));
        }
    }

    private static List<JsonNode> items(JsonNode schema, Values values, Random random) {
        List<JsonNode> items = new ArrayList<>();
        for (int i = random.nextInt(10) == 0 ? 40 : random.nextInt(4); i >= 0; i--) {
            items.add(values.of("", schema));
            values.nextItem();
        }
        if (random.nextInt(3) == 0) {
            items.add(items.get(0).deepCopy());
        }
        return items;
    }

    private static String csv(List<JsonNode> items) {
        List<Map<String, String>> lines = new ArrayList<>();
        Set<String> columns = new LinkedHashSet<>();
        for (JsonNode item : items) {
            Map<String, String> line = new LinkedHashMap<>();
            item.properties().forEach(each -> {
                if (each.getValue().isObject() && !each.getKey().equals("qualification")) {
                    each.getValue()
                            .properties()
                            .forEach(inner -> line.put(each.getKey() + "." + inner.getKey(), cell(inner.getValue())));
                } else {
                    line.put(each.getKey(), cell(each.getValue()));
                }
            });
            lines.add(line);
            columns.addAll(line.keySet());
        }
        StringBuilder table = new StringBuilder(String.join(",", columns)).append('\n');
        lines.forEach(line -> table.append(String.join(
                        ",",
                        columns.stream()
                                .map(column -> line.getOrDefault(column, ""))
                                .toList()))
                .append('\n'));
        return table.toString();
    }

    private static String cell(JsonNode value) {
        return '"' + (value.isContainerNode() ? value.toString() : value.asText()).replace("\"", "\"\"") + '"';
    }

    /** Fields of a form, of an example if there is one. */
    private static String form(List<JsonNode> examples, Values values, Random random) {
        if (examples.isEmpty()) {
            ObjectNode record = JsonNodeFactory.instance.objectNode();
            record.set(
                    "variables",
                    values.like(
                            "",
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("uuid", "x")
                                    .put("hangup_cause", "USER_BUSY")
                                    .put("start_epoch", "1795397400")));
            return "cdr=" + Draft.encoded(record.toString());
        }
        ArrayNode fields = JsonNodeFactory.instance.arrayNode();
        for (String field :
                examples.get(random.nextInt(examples.size())).asText().split("&")) {
            String name = field.substring(0, field.indexOf('='));
            JsonNode value = JsonNodeFactory.instance.textNode(field);
            JsonNode like = values.like(name, value);
            fields.add(like.equals(value) ? field : name + "=" + Draft.encoded(like.asText()));
        }
        List<String> all = new ArrayList<>();
        fields.forEach(field -> all.add(field.asText()));
        return String.join("&", all);
    }
}
