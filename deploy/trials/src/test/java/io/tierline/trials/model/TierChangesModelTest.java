package io.tierline.trials.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TierChangesModelTest {
    private final List<JsonNode> changes = new ArrayList<>(List.of(
            change(1, "acme", 1, "changed", null, "C"),
            change(2, "jinhai", 1, "changed", null, "D"),
            change(3, "acme", 2, "overdue", "C", "C"),
            change(4, "acme", 3, "changed", "C", null)));

    @Test
    void nothingIsWrong_whenChangesAreNumberedAndChained() {
        assertThat(TierChangesModel.chained(changes)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5, acme, 3, changed, C, ", // a hole
        "3, acme, 3, changed, C, ", // a repeat
        "4, acme, 4, changed, C, ", // a version left out
        "4, acme, 3, changed, D, ", // goes on elsewhere
        "4, acme, 3, changed, C, C", // no change at all
        "4, acme, 3, overdue, C, D"
    })
    void violationIsFound(long position, String customer, int version, String kind, String from, String to) {
        changes.set(3, change(position, customer, version, kind, from, to));
        assertThat(TierChangesModel.chained(changes)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({", 3, 0", "C, 3, 1", ", 2, 1"})
    void lastChangeLeadsToThePresentTier(String tier, int version, int violations) {
        ObjectNode acme = Api.JSON
                .createObjectNode()
                .put("customerId", "acme")
                .put("tier", tier)
                .put("version", version);
        assertThat(TierChangesModel.present(changes, List.of(acme))).hasSize(violations);
    }

    @Test
    void topicMayHaveAChangeTwice_butHasEachOnce() {
        List<Topics.Event> records = new ArrayList<>();
        changes.forEach(change -> records.add(record("demo", change)));
        records.add(record("demo", changes.get(0)));
        records.add(record("other", changes.get(0)));
        assertThat(TierChangesModel.published(changes, "demo", records)).isEmpty();

        records.remove(1);
        assertThat(TierChangesModel.published(changes, "demo", records)).hasSize(1);
        records.set(1, record("demo", change(2, "jinhai", 1, "changed", null, "C")));
        assertThat(TierChangesModel.published(changes, "demo", records)).hasSizeGreaterThan(0);
    }

    private static Topics.Event record(String tenant, JsonNode change) {
        return new Topics.Event(
                Topics.TIER_CHANGES,
                tenant + "/" + change.path("customerId").asText(),
                Map.of("ce_id", "tier-change/" + change.path("position")),
                change.toString());
    }

    private static JsonNode change(long position, String customer, int version, String kind, String from, String to) {
        try {
            return Api.JSON.readTree(Api.JSON
                    .createObjectNode()
                    .put("position", position)
                    .put("customerId", customer)
                    .put("version", version)
                    .put("kind", kind)
                    .put("from", from)
                    .put("to", to)
                    .toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
