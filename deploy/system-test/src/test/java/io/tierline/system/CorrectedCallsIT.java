package io.tierline.system;

import static io.tierline.trials.Tenant.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.Calls;
import io.tierline.trials.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What is said differently later moves grades and rates as if it had always been so. */
@WithStack
@Order(3)
class CorrectedCallsIT {
    private static final String LAST_DAY = "window=PT24H";

    @Test
    void gradeAndRateMove_whenTheOutcomeIsCorrected(Tenant tenant) throws Exception {
        // Given
        tenant.post(Calls.summarised("pbx-1", "acme", "C"));
        eventually(() -> assertThat(tenant.tier("acme")).isEqualTo("C"));
        eventually(() -> assertThat(conversion(tenant, "li.wei")).isEqualTo("1/1"));

        // When
        ObjectNode summary = Api.JSON.createObjectNode().put("outcome", "RJ");
        JsonNode corrected = tenant.as("call-service", "rep").change("PUT", "/v1/calls/pbx-1/outcome", summary);

        // Then
        assertThat(corrected.get("revision").asInt()).isEqualTo(2);
        eventually(() -> assertThat(tenant.tier("acme")).isEqualTo("none"));
        eventually(() -> assertThat(conversion(tenant, "li.wei")).isEqualTo("0/1"));
        List<JsonNode> changes = tenant.tierChanges();
        assertThat(changes)
                .extracting(change -> change.get("to").asText("none"))
                .containsExactly("C", "none");
        assertThat(changes.get(1).get("reason").asText()).isEqualTo("correction");
        assertThat(tenant.calls().read("/v1/calls/pbx-1/revisions").get("items"))
                .hasSize(2);
    }

    @Test
    void callIsGradedAndCounted_whenItsRepSaysHowItWent(Tenant tenant) throws Exception {
        // Given
        tenant.post(Calls.answered("pbx-1", "acme"));
        eventually(() ->
                assertThat(tenant.company(LAST_DAY).path("pending").asInt()).isEqualTo(1));

        // When
        ObjectNode summary = Api.JSON.createObjectNode().put("outcome", "C");
        tenant.as("call-service", "rep").change("PUT", "/v1/calls/pbx-1/outcome", summary);

        // Then
        eventually(() -> assertThat(tenant.tier("acme")).isEqualTo("C"));
        eventually(() -> assertThat(conversion(tenant, "li.wei")).isEqualTo("1/1"));
        assertThat(tenant.company(LAST_DAY).get("pending").asInt()).isZero();
    }

    @Test
    void bothCustomersAndBothRepsMove_whenTheCallWasSomebodyElses(Tenant tenant) throws Exception {
        // Given
        tenant.post(Calls.summarised("pbx-1", "acme", "C"));
        eventually(() -> assertThat(tenant.tier("acme")).isEqualTo("C"));
        eventually(() -> assertThat(conversion(tenant, "li.wei")).isEqualTo("1/1"));

        // When
        tenant.as("call-service", "manager")
                .change(
                        "PATCH",
                        "/v1/calls/pbx-1/attribution",
                        Api.JSON
                                .createObjectNode()
                                .put("customerId", "bolt")
                                .put("rep", "sun.jing")
                                .put("team", "west-2"));

        // Then
        eventually(() -> assertThat(tenant.tier("bolt")).isEqualTo("C"));
        eventually(() -> assertThat(tenant.tier("acme")).isIn("none", "unknown"));
        eventually(() -> assertThat(conversion(tenant, "sun.jing")).isEqualTo("1/1"));
        assertThat(conversion(tenant, "li.wei")).isEqualTo("–");
        assertThat(tenant.rates("team", LAST_DAY)).hasSize(1);
        assertThat(tenant.rates("team", LAST_DAY).get(0).get("team").asText()).isEqualTo("west-2");
    }

    @Test
    void callVanishesFromGradeAndRates_whenItIsVoided(Tenant tenant) throws Exception {
        // Given
        tenant.post(Calls.summarised("pbx-1", "acme", "C"));
        tenant.post(Calls.summarised("pbx-2", "acme", "D"));
        eventually(() -> assertThat(tenant.tier("acme")).isEqualTo("C"));
        eventually(() -> assertThat(conversion(tenant, "li.wei")).isEqualTo("1/2"));

        // When
        int status = tenant.as("call-service", "manager")
                .send("DELETE", "/v1/calls/pbx-1", (String) null)
                .status();

        // Then
        assertThat(status).isEqualTo(204);
        eventually(() -> assertThat(tenant.tier("acme")).isEqualTo("D"));
        eventually(() -> assertThat(conversion(tenant, "li.wei")).isEqualTo("0/1"));
        assertThat(tenant.allCalls()).hasSize(1);
        assertThat(tenant.calls().read("/v1/calls/pbx-1").get("voided").asBoolean())
                .isTrue();
    }

    @Test
    void callCountsWhereItBegan_whenItArrivesDaysLater(Tenant tenant) throws Exception {
        // Given
        Instant then = Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
        tenant.post(Calls.summarised("pbx-1", "acme", "RJ"));
        eventually(
                () -> assertThat(tenant.company(LAST_DAY).path("dials").asInt()).isEqualTo(1));

        // When
        tenant.post(Calls.summarised("pbx-2", "acme", "C").put("startedAt", then.toString()));

        // Then
        String itsSecond = Calls.from(then, then.plusSeconds(1));
        eventually(() ->
                assertThat(tenant.company(itsSecond).path("dials").asInt()).isEqualTo(1));
        assertThat(tenant.company("window=PT24H").get("dials").asInt()).isEqualTo(1);
        assertThat(tenant.company("window=P7D").get("dials").asInt()).isEqualTo(2);
        eventually(() ->
                assertThat(tenant.grade("acme").orElseThrow().get("tiers")).isNotEmpty());
        assertThat(tenant.tier("acme"))
                .as("the later refusal takes the earlier meeting away")
                .isEqualTo("none");
    }

    @Test
    void callChangesWindows_whenItsStartIsCorrected(Tenant tenant) throws Exception {
        // Given
        tenant.post(Calls.summarised("pbx-1", "acme", "C"));
        eventually(
                () -> assertThat(tenant.company(LAST_DAY).path("dials").asInt()).isEqualTo(1));

        // When
        Instant then = Instant.now().minus(Duration.ofDays(40)).truncatedTo(ChronoUnit.SECONDS);
        ObjectNode start = Api.JSON.createObjectNode().put("startedAt", then.toString());
        tenant.as("call-service", "manager").change("PATCH", "/v1/calls/pbx-1/attribution", start);

        // Then
        eventually(() -> assertThat(tenant.rates("company", LAST_DAY)).isEmpty());
        assertThat(tenant.company(Calls.from(then, then.plusSeconds(1)))
                        .get("dials")
                        .asInt())
                .isEqualTo(1);
    }

    /** The rep's conversion as numerator/denominator, a dash for a rep without calls. */
    private static String conversion(Tenant tenant, String rep) throws Exception {
        for (JsonNode row : tenant.rates("rep", LAST_DAY)) {
            if (row.get("rep").asText().equals(rep)) {
                JsonNode rate = row.get("rates").get("conversion");
                return rate.get("numerator") + "/" + rate.get("denominator");
            }
        }
        return "–";
    }
}
