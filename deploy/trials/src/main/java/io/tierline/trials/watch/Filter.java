package io.tierline.trials.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which tier changes are watched, by the tier come to ("none" for no tier), team, rep and customer; null is any. */
public record Filter(String tier, String team, String rep, String customer) {
    public static final Filter ALL = new Filter(null, null, null, null);

    /** Whether a change is one of those that are watched. */
    public boolean matches(JsonNode change) {
        return (tier == null || tier.equals(change.path("to").asText("none")))
                && (team == null || team.equals(change.path("team").asText(null)))
                && (rep == null || rep.equals(change.path("rep").asText(null)))
                && (customer == null
                        || customer.equals(change.path("customerId").asText()));
    }

    /** Those of the changes that are watched. */
    List<JsonNode> of(List<JsonNode> changes) {
        return changes.stream().filter(this::matches).toList();
    }

    /** As query parameters, such as {@code &tier=A}. */
    String query() {
        return Stream.of(
                        parameter("tier", tier),
                        parameter("team", team),
                        parameter("rep", rep),
                        parameter("customer", customer))
                .filter(Objects::nonNull)
                .collect(Collectors.joining());
    }

    /** As a webhook has it. */
    ObjectNode json() {
        return Api.JSON
                .createObjectNode()
                .put("tier", tier)
                .put("team", team)
                .put("rep", rep)
                .put("customer", customer);
    }

    private static String parameter(String name, String value) {
        return value == null ? null : "&" + name + "=" + value;
    }
}
