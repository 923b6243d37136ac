package io.tierline.system;

import static io.tierline.trials.Tenant.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.Calls;
import io.tierline.trials.Stack;
import io.tierline.trials.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What a company sets for itself holds for everybody, whatever happens in the middle of it. */
@WithStack
@Order(13)
class OwnStandardIT {
    private static final int CUSTOMERS = 1_500;

    @Test
    void everybodyMovesOnceByTheNewStandard_whenTheServiceIsKilledInTheMiddle(Tenant tenant, Stack stack)
            throws Exception {
        // Given
        tenant.postBatch(
                IntStream.range(0, CUSTOMERS).mapToObj(OwnStandardIT::wonOver).toList());
        eventually(() -> assertThat(tenant.tierChanges()).hasSize(CUSTOMERS));
        ObjectNode standard = (ObjectNode)
                tenant.grading().read("/v1/standards/1").get("standard").deepCopy();
        standard.put("name", "One key person less");
        for (JsonNode criterion : standard.get("tiers").get(0).get("criteria")) {
            String when = criterion.get("when").asText();
            ((ObjectNode) criterion).put("when", when.contains("size() == 3") ? "approving.size() >= 2" : when);
        }
        int version = tenant.grading()
                .change("POST", "/v1/standards", standard)
                .get("version")
                .asInt();

        // When
        tenant.grading().send("POST", "/v1/standards/" + version + "/activation", (String) null);
        stack.kill("grading-service");

        // Then
        eventually(() -> assertThat(tenant.grading()
                        .read("/v1/standards/" + version + "/activation")
                        .get("finishedAt")
                        .isNull())
                .isFalse());
        List<JsonNode> changes = tenant.tierChanges();
        assertThat(changes).hasSize(2 * CUSTOMERS);
        for (int i = 0; i < changes.size(); i++) {
            assertThat(changes.get(i).get("position").asInt()).isEqualTo(i + 1);
        }
        assertThat(changes.subList(CUSTOMERS, changes.size())).allSatisfy(change -> {
            assertThat(change.get("from").asText()).isEqualTo("B");
            assertThat(change.get("to").asText()).isEqualTo("A");
            assertThat(change.get("reason").asText()).isEqualTo("standard");
            assertThat(change.get("standard").asInt()).isEqualTo(version);
        });
    }

    @Test
    void customersAreOverdue_whenTheCompanyMovesToWhereTheDayIsOver(Tenant tenant) throws Exception {
        // Given a company where the day begins last, and a decision that is due there today
        setZone(tenant, "Etc/GMT+12");
        ObjectNode call = Calls.summarised("pbx-1", "acme", "C");
        call.putObject("qualification")
                .put(
                        "decisionDate",
                        LocalDate.ofInstant(Instant.now(), ZoneId.of("Etc/GMT+12"))
                                .toString());
        tenant.post(call);
        eventually(() -> assertThat(tenant.tier("acme")).isEqualTo("C"));

        // When it moves to where the day begins first
        setZone(tenant, "Pacific/Kiritimati");

        // Then
        eventually(() -> assertThat(tenant.tierChanges()).hasSize(2));
        JsonNode change = tenant.tierChanges().get(1);
        assertThat(change.get("kind").asText()).isEqualTo("overdue");
        assertThat(change.get("reason").asText()).isEqualTo("policy");
    }

    private static void setZone(Tenant tenant, String zone) throws Exception {
        ObjectNode policy = Api.JSON.createObjectNode().put("timeZone", zone).put("defaultRegion", "CN");
        policy.putArray("languages").add("en");
        tenant.calls().change("PUT", "/v1/policies/company", policy);
    }

    /** Everything that the best tier asks for, but the third key person. */
    private static ObjectNode wonOver(int number) {
        ObjectNode call = Calls.summarised("pbx-" + number, "customer-" + number, "D");
        ObjectNode qualification = call.putObject("qualification");
        ObjectNode persons = qualification.putObject("keyPersons");
        for (String role : List.of("EB", "UB")) {
            persons.putObject(role)
                    .put("stance", "approves")
                    .put("need", "confirmed")
                    .put("objections", "settled");
        }
        qualification
                .put("competitors", "ruled-out")
                .put("budget", "confirmed")
                .put("procurement", "started")
                .put("quote", "confirmed")
                .put("decisionDate", LocalDate.now().plusDays(3).toString());
        return call;
    }
}
