package io.tierline.system;

import static io.tierline.trials.Tenant.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.Calls;
import io.tierline.trials.Stack;
import io.tierline.trials.Tenant;
import io.tierline.trials.Topics;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Everything that analytics-service knows can be had again from the services that know it first. */
@WithStack
@Order(13)
class RebuildIT {

    /** What deploy/README.md tells an operator to run. */
    private static final String FORGET =
            "truncate call, first_call, call_counter, first_call_counter, tier_change, tier_stay, tiered_customer, customer, closing, rep, team, company";

    private final Instant from = Instant.now().minus(Duration.ofHours(5)).truncatedTo(ChronoUnit.SECONDS);
    private final Instant to = from.plus(Duration.ofHours(6));

    @Test
    void everyNumberIsTheSame_whenItsDatabaseWasEmptiedAndAllIsPublishedAgain(Tenant tenant, Stack stack)
            throws Exception {
        // Given
        happen(tenant);
        assertCaughtUp(stack);
        Map<String, JsonNode> before = everything(tenant);
        assertThat(before.get("/v1/rates?by=rep&").get("rows")).isNotEmpty();
        JsonNode login = tenant.as("analytics-service", "admin")
                .change("POST", "/v1/bi-logins", json("{\"name\": \"rebuilt\"}"));
        try (Connection bi = stack.database(
                "analytics", login.get("login").asText(), login.get("password").asText())) {
            Map<String, List<String>> viewsBefore = everyView(bi);

            // When
            forget(stack);
            Map<String, JsonNode> emptied = everything(tenant);
            before.forEach((question, answer) ->
                    assertThat(emptied.get(question)).as(question).isNotEqualTo(answer));
            assertThat(everyView(bi))
                    .allSatisfy((view, rows) -> assertThat(rows).isEmpty());
            republish(tenant);
            assertCaughtUp(stack);

            // Then
            eventually(() -> {
                Map<String, JsonNode> now = everything(tenant);
                before.forEach((question, answer) ->
                        assertThat(now.get(question)).as(question).isEqualTo(answer));
            });
            assertThat(viewsBefore).allSatisfy((view, rows) -> assertThat(rows).isNotEmpty());
            Map<String, List<String>> viewsNow = everyView(bi);
            viewsBefore.forEach(
                    (view, rows) -> assertThat(viewsNow.get(view)).as(view).isEqualTo(rows));
        }
    }

    private static void forget(Stack stack) throws Exception {
        try (Connection analytics = stack.database("analytics");
                Statement sql = analytics.createStatement()) {
            sql.execute(FORGET);
        }
    }

    private static void republish(Tenant tenant) throws Exception {
        for (String publisher : List.of("call-service", "grading-service")) {
            Api operator = tenant.as(publisher, "operator");
            String job = operator.change("POST", "/v1/republication", Api.JSON.createObjectNode())
                    .get("id")
                    .asText();
            eventually(() -> assertThat(operator.read("/v1/republication/" + job)
                            .get("state")
                            .asText())
                    .isEqualTo("done"));
        }
    }

    /** A morning with corrections, a voided call, appointments, customers with profiles and deals that end. */
    private void happen(Tenant tenant) throws Exception {
        Random random = new Random(31);
        tenant.calls().change("PUT", "/v1/teams/east-1", json("{\"name\":\"East 1\",\"active\":true}"));
        tenant.calls()
                .change("PUT", "/v1/reps/li.wei", json("{\"name\":\"Li Wei\",\"team\":\"east-1\",\"active\":true}"));
        List<ObjectNode> calls = IntStream.range(0, 300)
                .mapToObj(i -> Calls.random(random, "pbx-" + i, "customer-" + i % 40, from, Duration.ofHours(4)))
                .toList();
        calls.forEach(call -> {
            if (call.get("outcome").asText().equals("C")) {
                call.put("meetingAt", from.plus(Duration.ofHours(1)).toString());
            } else if (call.get("outcome").asText().equals("D")) {
                call.put("followUpAt", from.plus(Duration.ofHours(2)).toString());
            }
        });
        tenant.postBatch(calls);
        for (int i = 0; i < 30; i++) {
            String outcome = Calls.OUTCOMES.get(random.nextInt(Calls.OUTCOMES.size()));
            tenant.calls().change("PUT", "/v1/calls/pbx-" + i + "/outcome", json("{\"outcome\":\"" + outcome + "\"}"));
        }
        tenant.calls().send("DELETE", "/v1/calls/pbx-31", (String) null);
        for (int i = 0; i < 12; i++) {
            String customer = "/v1/customers/customer-" + i;
            String referrer = i < 6 ? "null" : "\"customer-" + i % 3 + "\"";
            String industry = i % 2 == 0 ? "machinery" : "chemicals";
            eventually(() -> assertThat(tenant.grading().get(customer).status()).isEqualTo(200));
            tenant.grading()
                    .change(
                            "PUT",
                            customer,
                            json("{\"profile\":{\"background\":{\"industry\":\"" + industry
                                    + "\"},\"source\":{\"sourceKind\":\"online\",\"sourceName\":\"Tianyancha\"}},\"owner\":{\"rep\":\"li.wei\"},\"referredBy\":"
                                    + referrer + "}"));
            if (i < 9) {
                tenant.grading()
                        .change(
                                "POST",
                                customer + "/closing",
                                json("{\"result\":\"" + (i % 3 == 0 ? "lost" : "won") + "\",\"reasons\":[\"price\"]}"));
            }
        }
    }

    /** The answers that must not change, by what was asked. */
    private Map<String, JsonNode> everything(Tenant tenant) throws Exception {
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        for (String question : List.of(
                "/v1/rates?by=rep&",
                "/v1/rates?by=team&direction=all&firstCalls=true&",
                "/v1/rates?by=company&per=customer&",
                "/v1/rates/series?by=rep&interval=PT1H&",
                "/v1/rates/calls?limit=500&",
                "/v1/funnel?by=rep&",
                "/v1/screening?by=rep&",
                "/v1/leaderboard?metric=conversion&",
                "/v1/best-hours?",
                "/v1/discipline?by=rep&",
                "/v1/sources?",
                "/v1/tiers/transitions?by=team&",
                "/v1/tiers/durations?by=rep&",
                "/v1/win-loss?by=rep&",
                "/v1/referrals?")) {
            answers.put(question, tenant.analytics().read(question + period()));
        }
        for (String question : List.of(
                "/v1/tiers/inventory?by=rep&at=" + to,
                // What is lost per week depends on the hour as long as the period is under way.
                "/v1/diagnosis?rep=li.wei&" + Calls.from(from, from.plus(Duration.ofHours(4))))) {
            answers.put(question, tenant.analytics().read(question));
        }
        return answers;
    }

    /** All rows of every view that a BI tool reads; the metrics are the service's own, so they are not among them. */
    private static Map<String, List<String>> everyView(Connection bi) throws SQLException {
        Map<String, List<String>> views = new LinkedHashMap<>();
        for (String view : rows(
                bi,
                "select relname from pg_class where relnamespace = 'bi'::regnamespace and relname <> 'metrics'"
                        + " order by 1")) {
            views.put(view, rows(bi, "select to_jsonb(row)::text from bi." + view + " as row order by 1"));
        }
        return views;
    }

    private static List<String> rows(Connection bi, String question) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement sql = bi.createStatement();
                ResultSet found = sql.executeQuery(question)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }

    private String period() {
        return Calls.from(from, to);
    }

    private static JsonNode json(String text) throws Exception {
        return Api.JSON.readTree(text);
    }

    private static void assertCaughtUp(Stack stack) {
        for (String topic :
                List.of(Topics.CALL_OUTCOMES, Topics.DIRECTORY, Topics.TIER_CHANGES, Topics.CUSTOMER_LIFECYCLE)) {
            eventually(() ->
                    assertThat(Topics.lag(topic, "analytics", stack)).as(topic).isZero());
        }
    }
}
