package io.tierline.system;

import static io.tierline.trials.Tenant.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.Api.Answer;
import io.tierline.trials.Calls;
import io.tierline.trials.EventStream;
import io.tierline.trials.Recount;
import io.tierline.trials.Stack;
import io.tierline.trials.Tenant;
import io.tierline.trials.TierChangeStream;
import io.tierline.trials.Topics;
import io.tierline.trials.Topics.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** One call, end to end: posted, published, graded, counted, and told to whoever watches. */
@WithStack
@Order(1)
class MainJobIT {
    private static final String LAST_DAY = "window=PT24H";

    @Test
    void customerIsTargetOnEveryOpenScreen_whenACallBooksAMeeting(Tenant tenant) throws Exception {
        // Given
        try (TierChangeStream screen = TierChangeStream.fromNow(tenant)) {
            // When
            tenant.as("call-service", "telephony").change("POST", "/v1/calls", Calls.summarised("pbx-1", "acme", "C"));

            // Then
            eventually(() -> assertThat(screen.changes()).hasSize(1));
            EventStream.Event event = screen.changes().get(0);
            assertThat(event.name()).isEqualTo("tier-changed");
            assertThat(event.id()).isEqualTo("1");
            assertThat(event.data().get("customerId").asText()).isEqualTo("acme");
            assertThat(event.data().get("from").isNull()).isTrue();
            assertThat(event.data().get("to").asText()).isEqualTo("C");
            assertThat(event.data().get("reason").asText()).isEqualTo("call");
            assertThat(event.data().get("cause").asText()).isEqualTo("pbx-1");
            assertThat(event.data().get("rep").asText()).isEqualTo("li.wei");
            assertThat(tenant.tierChanges()).containsExactly(event.data());
        }
    }

    @Test
    void gradeSaysWhy(Tenant tenant) throws Exception {
        // Given
        ObjectNode call = Calls.summarised("pbx-1", "acme", "C");
        call.putObject("qualification")
                .putObject("keyPersons")
                .putObject("UB")
                .put("stance", "approves")
                .put("need", "confirmed")
                .put("objections", "settled");

        // When
        tenant.post(call);

        // Then
        eventually(() -> assertThat(tenant.tier("acme")).isEqualTo("C"));
        JsonNode grade = tenant.grade("acme").orElseThrow();
        assertThat(grade.get("basis").asText()).isEqualTo("outcome");
        assertThat(grade.get("floor").get("callId").asText()).isEqualTo("pbx-1");
        List<String> met = new ArrayList<>();
        List<String> unmet = new ArrayList<>();
        for (JsonNode tier : grade.get("tiers")) {
            for (JsonNode criterion : tier.get("criteria")) {
                assertThat(criterion.get("why").asText()).isNotBlank();
                if (tier.get("tier").asText().equals("C")) {
                    (criterion.get("met").asBoolean() ? met : unmet).add(criterion.toString());
                }
            }
        }
        assertThat(met).hasSize(3).allMatch(criterion -> criterion.contains("pbx-1"), "proved by the call");
        assertThat(unmet).hasSize(1).allMatch(criterion -> criterion.contains("budget"));
        assertThat(grade.get("next").get("tier").asText()).isEqualTo("B");
        assertThat(grade.get("next").get("missing")).isNotEmpty();
        assertThat(grade.get("strategy").get("advice").asText()).isNotBlank();

        // When what the call has shown is completed by hand
        ObjectNode budget = Api.JSON.createObjectNode().put("budget", "confirmed");
        tenant.grading().change("PATCH", "/v1/customers/acme/qualification", budget);

        // Then
        assertThat(tenant.grade("acme").orElseThrow().get("basis").asText()).isEqualTo("criteria");
    }

    @Test
    void callIsInTheRatesOfRepTeamAndCompany_asJsonAndCsv(Tenant tenant) throws Exception {
        // Given
        List<ObjectNode> calls = List.of(
                Calls.summarised("pbx-1", "acme", "C"),
                Calls.summarised("pbx-2", "bolt", "CUT"),
                Calls.summarised("pbx-3", "coil", "NA"),
                Calls.summarised("pbx-4", "dyna", "D").put("rep", "zhang.min"),
                Calls.summarised("pbx-5", "echo", "RJ").put("rep", "sun.jing").put("team", "west-2"));

        // When
        tenant.postBatch(calls);

        // Then
        eventually(
                () -> assertThat(tenant.company(LAST_DAY).path("dials").asInt()).isEqualTo(5));
        for (String by : List.of("rep", "team", "company")) {
            Recount.assertRates(tenant.rates(by, LAST_DAY), by, calls);
        }
        assertThat(conversions(tenant, "rep"))
                .containsExactlyInAnyOrder("li.wei,east-1,1,2", "zhang.min,east-1,0,1", "sun.jing,west-2,0,1");
        assertThat(conversions(tenant, "team")).containsExactlyInAnyOrder(",east-1,1,3", ",west-2,0,1");
        assertThat(conversions(tenant, "company")).containsExactly(",,1,4");
    }

    /** rep, team, numerator and denominator of each line of CSV about the conversion. */
    private static List<String> conversions(Tenant tenant, String by) throws Exception {
        Answer answer = tenant.as("analytics-service", "bi").get("/v1/rates?format=csv&by=" + by + "&" + LAST_DAY);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        List<String> lines = answer.text().lines().toList();
        List<String> columns = List.of(lines.get(0).split(","));
        return lines.stream()
                .map(line -> line.split(",", -1))
                .filter(cells -> cells[columns.indexOf("rate")].equals("conversion"))
                .map(cells -> List.of("rep", "team", "numerator", "denominator").stream()
                        .map(column -> cells[columns.indexOf(column)])
                        .collect(Collectors.joining(",")))
                .toList();
    }

    @Test
    void eventsAreOnTheTopics_forEveryOtherProgram(Tenant tenant, Stack stack) throws Exception {
        // When
        tenant.post(Calls.summarised("pbx-1", "acme", "C"));

        // Then
        eventually(
                () -> assertThat(Topics.of(tenant, Topics.TIER_CHANGES, stack)).hasSize(1));
        Event call = Topics.of(tenant, Topics.CALL_OUTCOMES, stack).get(0);
        assertThat(call.key()).isEqualTo(tenant.name() + "/acme");
        assertThat(call.headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_type", "call-outcome.v1")
                .containsEntry("ce_source", "/call-service/" + tenant.name())
                .containsEntry("ce_id", "pbx-1/1")
                .containsEntry("content-type", "application/json")
                .containsKey("ce_time");
        assertThat(call.json().get("callId").asText()).isEqualTo("pbx-1");
        assertThat(call.json().get("outcome").asText()).isEqualTo("C");
        Event change = Topics.of(tenant, Topics.TIER_CHANGES, stack).get(0);
        assertThat(change.key()).isEqualTo(tenant.name() + "/acme");
        assertThat(change.headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_type", "tier-change.v1")
                .containsEntry("ce_source", "/grading-service/" + tenant.name())
                .containsEntry("ce_id", "tier-change/1")
                .containsEntry("content-type", "application/json")
                .containsKey("ce_time");
        assertThat(change.json()).isEqualTo(tenant.tierChanges().get(0));
    }

    @Test
    void phoneAndNotesStayInTheCallService(Tenant tenant, Stack stack) throws Exception {
        // Given
        String number = "3800138471";
        String note = "the-director-whispered-a-secret";

        // When
        JsonNode posted =
                tenant.post(((ObjectNode) Calls.summarised("pbx-1", "acme", "C").without("customerId"))
                        .put("phone", "+861" + number)
                        .put("notes", note)
                        .put("reason", note));
        String customer = posted.get("customerId").asText();
        tenant.calls()
                .change(
                        "PUT",
                        "/v1/calls/pbx-1/outcome",
                        Api.JSON.createObjectNode().put("outcome", "D").put("notes", note));

        // Then
        eventually(() -> assertThat(tenant.tier(customer)).isEqualTo("D"));
        eventually(
                () -> assertThat(Topics.of(tenant, Topics.TIER_CHANGES, stack)).isNotEmpty());
        eventually(
                () -> assertThat(Topics.of(tenant, Topics.CALL_OUTCOMES, stack)).hasSize(2));
        assertThat(customer).startsWith("lead-").doesNotContain(number);
        assertThat(Topics.everything(stack).toString()).doesNotContain(number).doesNotContain(note);
        for (String program : Stack.PROGRAMS) {
            assertThat(stack.log(program))
                    .as("log of " + program)
                    .doesNotContain(number)
                    .doesNotContain(note);
        }
        JsonNode stored = tenant.calls().read("/v1/calls/pbx-1");
        assertThat(stored.get("phone").asText()).isEqualTo("+861" + number);
        assertThat(stored.get("notes").asText()).isEqualTo(note);
    }
}
