package io.tierline.trials.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One operation of a service as its OpenAPI document describes it, with all references resolved. */
record Operation(
        String service,
        String method,
        String path,
        List<Parameter> parameters,
        Map<String, Body> bodies,
        List<String> roles,
        List<String> produces) {

    private static final int DEEPEST = 60;

    /** A parameter in path, query or header. */
    record Parameter(String name, String in, boolean required, JsonNode schema) {}

    /** What a body of one media type may be. */
    record Body(JsonNode schema, List<JsonNode> examples) {}

    boolean writes() {
        return !method.equals("GET");
    }

    boolean streams() {
        return path.endsWith("/stream") || isSocket();
    }

    boolean isSocket() {
        return path.endsWith("/socket");
    }

    boolean has(String parameter) {
        return parameters.stream().anyMatch(one -> one.name().equals(parameter));
    }

    @Override
    public String toString() {
        return method + " " + path + " of " + service;
    }

    /** All operations of a document, in its order. */
    static List<Operation> in(String service, JsonNode document) {
        List<Operation> operations = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (method.getValue().has("responses")) {
                        operations.add(of(service, document, path.getKey(), method.getKey(), method.getValue()));
                    }
                }));
        return operations;
    }

    private static Operation of(String service, JsonNode document, String path, String method, JsonNode operation) {
        List<Parameter> parameters = new ArrayList<>();
        operation.path("parameters").forEach(each -> {
            ObjectNode schema = (ObjectNode) resolved(each.path("schema"), document, 0);
            if (each.has("example")) {
                schema.putArray("examples").add(each.get("example"));
            }
            parameters.add(new Parameter(
                    each.get("name").asText(),
                    each.get("in").asText(),
                    each.path("required").asBoolean(),
                    schema));
        });
        Map<String, Body> bodies = new LinkedHashMap<>();
        operation.path("requestBody").path("content").properties().forEach(each -> {
            List<JsonNode> examples = new ArrayList<>();
            each.getValue().path("examples").forEach(example -> examples.add(example.path("value")));
            bodies.put(each.getKey(), new Body(resolved(each.getValue().path("schema"), document, 0), examples));
        });
        List<String> roles = new ArrayList<>();
        operation
                .path("security")
                .forEach(scheme -> scheme.forEach(names -> names.forEach(role -> roles.add(role.asText()))));
        List<String> produces = new ArrayList<>();
        operation
                .get("responses")
                .forEach(response -> response.path("content").fieldNames().forEachRemaining(produces::add));
        return new Operation(
                service, method.toUpperCase(Locale.ROOT), path, parameters, bodies, roles, List.copyOf(produces));
    }

    /** The schema with what its references name in their places, and of alternatives the first that is not null. */
    private static JsonNode resolved(JsonNode schema, JsonNode document, int depth) {
        if (schema.isArray()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            schema.forEach(each -> all.add(resolved(each, document, depth + 1)));
            return all;
        }
        if (schema.isValueNode()) {
            return schema;
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        if (depth > DEEPEST) {
            return result;
        }
        if (schema.has("$ref")) {
            JsonNode target = document.at(schema.get("$ref").asText().substring(1));
            result.setAll((ObjectNode) resolved(target, document, depth + 1));
        }
        if (schema.path("anyOf").isArray()) {
            result.setAll((ObjectNode) resolved(schema.get("anyOf").get(0), document, depth + 1));
        }
        schema.properties().forEach(field -> {
            if (!field.getKey().equals("$ref") && !field.getKey().equals("anyOf")) {
                // The type beside a reference or an alternative says less than what it names.
                if (!field.getKey().equals("type") || !result.has("type")) {
                    result.set(field.getKey(), resolved(field.getValue(), document, depth + 1));
                }
            }
        });
        return result;
    }
}
