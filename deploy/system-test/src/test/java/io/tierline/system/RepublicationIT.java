package io.tierline.system;

import static io.tierline.trials.Tenant.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.Calls;
import io.tierline.trials.Recount;
import io.tierline.trials.Stack;
import io.tierline.trials.Tenant;
import io.tierline.trials.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Kafka is not the source of truth: what it has lost is published again, and what it has twice changes nothing. */
@WithStack
@Order(11)
class RepublicationIT {
    private static final String LAST_DAY = "window=PT24H";

    private final Random random = new Random(12);
    private final Instant from = Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.SECONDS);

    @Test
    void gradesAndRatesAreRight_whenTheTopicIsDeletedAndMadeAnew(Tenant tenant, Stack stack) throws Exception {
        // Given
        tenant.postBatch(calls("consumed", 200));
        assertAsStored(tenant);
        List<JsonNode> changes = tenant.tierChanges();
        // Published, and gone before everybody has consumed them.
        stack.kill("analytics-service");
        tenant.postBatch(calls("lost", 100));
        eventually(
                () -> assertThat(Topics.of(tenant, Topics.CALL_OUTCOMES, stack)).hasSizeGreaterThanOrEqualTo(300));

        // When
        Topics.delete(Topics.CALL_OUTCOMES, stack);
        tenant.postBatch(calls("meanwhile", 100));
        Topics.create(Topics.CALL_OUTCOMES, stack);
        tenant.postBatch(calls("afterwards", 600));

        // Then
        assertAsStored(tenant);
        eventually(() -> assertThat(stack.log("call-service")).contains("topic tierline.call-outcomes was made anew"));
        JsonNode job = operator(tenant).read("/v1/republication").get("items").get(0);
        assertThat(job.get("topic").asText()).isEqualTo("tierline.call-outcomes");
        eventually(() -> assertThat(Topics.of(tenant, Topics.CALL_OUTCOMES, stack).stream()
                        .map(event -> event.json().get("callId").asText())
                        .distinct())
                .as("calls on the new topic")
                .hasSize(1_000));
        assertConsumed(stack);
        assertAsStored(tenant);
        assertThat(tenant.tierChanges().subList(0, changes.size())).isEqualTo(changes);
    }

    @Test
    void nothingChanges_whenEverythingIsPublishedAgain(Tenant tenant, Stack stack) throws Exception {
        // Given
        tenant.postBatch(calls("pbx", 300));
        for (int i = 0; i < 30; i++) {
            String outcome = Calls.OUTCOMES.get(random.nextInt(Calls.OUTCOMES.size()));
            ObjectNode summary = Api.JSON.createObjectNode().put("outcome", outcome);
            tenant.calls().change("PUT", "/v1/calls/pbx-" + i + "/outcome", summary);
        }
        tenant.calls().send("DELETE", "/v1/calls/pbx-31", (String) null);
        assertAsStored(tenant);
        assertConsumed(stack);
        List<JsonNode> changes = tenant.tierChanges();
        JsonNode rates = tenant.rates("rep", period());
        int published = Topics.of(tenant, Topics.CALL_OUTCOMES, stack).size();

        // When
        String job = operator(tenant)
                .change("POST", "/v1/republication", Api.JSON.createObjectNode())
                .get("id")
                .asText();

        // Then
        eventually(() -> assertThat(operator(tenant)
                        .read("/v1/republication/" + job)
                        .get("state")
                        .asText())
                .isEqualTo("done"));
        eventually(
                () -> assertThat(Topics.of(tenant, Topics.CALL_OUTCOMES, stack)).hasSize(published + 300));
        assertConsumed(stack);
        assertThat(tenant.tierChanges()).isEqualTo(changes);
        assertThat(tenant.rates("rep", period())).isEqualTo(rates);
        assertAsStored(tenant);
    }

    @Test
    void customersAndTierChangesArePublishedAgain_asTheyWere(Tenant tenant, Stack stack) throws Exception {
        // Given
        tenant.post(Calls.summarised("pbx-1", "acme", "C"));
        eventually(() -> assertThat(tenant.tier("acme")).isEqualTo("C"));
        tenant.grading().change("POST", "/v1/customers/acme/closing", Api.JSON.readTree("""
                        {"result":"lost","reasons":["price"],"competitor":"Globex","note":"a secret of the buyer"}"""));
        eventually(
                () -> assertThat(Topics.of(tenant, Topics.TIER_CHANGES, stack)).hasSize(2));
        eventually(() ->
                assertThat(Topics.of(tenant, Topics.CUSTOMER_LIFECYCLE, stack)).hasSize(2));
        assertThat(Topics.of(tenant, Topics.CUSTOMER_LIFECYCLE, stack).toString())
                .contains("Globex")
                .doesNotContain("secret");

        // When
        tenant.as("grading-service", "operator").change("POST", "/v1/republication", Api.JSON.createObjectNode());

        // Then
        for (String topic : List.of(Topics.TIER_CHANGES, Topics.CUSTOMER_LIFECYCLE)) {
            eventually(() -> assertThat(Topics.of(tenant, topic, stack)).hasSize(4));
            assertThat(Topics.of(tenant, topic, stack).stream()
                            .map(event -> event.headers().get("ce_id") + event.json())
                            .distinct())
                    .as(topic)
                    .hasSize(2);
        }
    }

    private static Api operator(Tenant tenant) {
        return tenant.as("call-service", "operator");
    }

    private List<ObjectNode> calls(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Calls.random(random, name + "-" + i, "customer-" + i % 40, from, Duration.ofHours(2)))
                .toList();
    }

    private String period() {
        return Calls.from(from, from.plus(Duration.ofHours(3)));
    }

    private static void assertConsumed(Stack stack) {
        for (String group : List.of("grading", "analytics")) {
            eventually(() -> assertThat(Topics.lag(Topics.CALL_OUTCOMES, group, stack))
                    .as(group)
                    .isZero());
        }
    }

    private static void assertAsStored(Tenant tenant) throws Exception {
        List<JsonNode> stored = tenant.allCalls();
        for (String by : List.of("company", "rep")) {
            eventually(() -> Recount.assertRates(tenant.rates(by, LAST_DAY), by, stored));
        }
        eventually(() -> assertThat(tenant.tiers()).containsAllEntriesOf(Recount.tiers(stored)));
    }
}
