package io.tierline.system;

import static io.tierline.trials.Tenant.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.Api.Answer;
import io.tierline.trials.Calls;
import io.tierline.trials.Stack;
import io.tierline.trials.Tenant;
import io.tierline.trials.TierChangeStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Nobody sees another company's data, and nobody does what its role does not allow. */
@WithStack
@Order(5)
class IsolationIT {
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    /** What analytics-service answers that names reps, teams, customers or calls. */
    private static final List<String> NUMBERS = List.of(
            "/v1/rates/series?by=rep&interval=PT1H&window=PT24H",
            "/v1/rates/calls?window=PT24H",
            "/v1/leaderboard?metric=conversion&window=PT24H",
            "/v1/discipline?by=rep&window=PT24H",
            "/v1/sources?window=PT24H",
            "/v1/tiers/inventory?by=rep",
            "/v1/tiers/transitions?by=team&window=PT24H",
            "/v1/tiers/durations?by=rep&window=PT24H",
            "/v1/tiers/overdue",
            "/v1/win-loss?by=rep&window=PT24H",
            "/v1/referrals?window=PT24H");

    @Test
    void otherCompanySeesNothing(Tenant tenant, Tenant other) throws Exception {
        try (TierChangeStream screen = TierChangeStream.fromNow(other)) {
            // Given
            String phone = "+8613800138000";
            tenant.post(Calls.summarised("pbx-1", "acme", "C").put("phone", phone));
            eventually(() -> assertThat(tenant.tier("acme")).isEqualTo("C"));
            eventually(() -> assertThat(
                            tenant.company("window=PT24H").path("dials").asInt())
                    .isEqualTo(1));

            // Then
            assertThat(other.allCalls()).isEmpty();
            assertThat(other.calls().get("/v1/calls/pbx-1").status()).isEqualTo(404);
            assertThat(other.calls().get("/v1/calls/pbx-1/revisions").status()).isEqualTo(404);
            assertThat(other.calls().get("/v1/contacts/" + phone).status()).isEqualTo(404);
            assertThat(other.calls().get("/v1/contacts/" + phone + "/export").status())
                    .isEqualTo(404);
            assertThat(other.calls()
                            .send("DELETE", "/v1/contacts/" + phone, (String) null)
                            .status())
                    .isEqualTo(404);
            for (String list : List.of(
                    "/v1/contacts",
                    "/v1/reps",
                    "/v1/teams",
                    "/v1/follow-ups",
                    "/v1/meetings",
                    "/v1/pending-work",
                    "/v1/pending-work/reps",
                    "/v1/suppressions",
                    "/v1/trunks",
                    "/v1/telephony/unmapped")) {
                assertThat(other.calls().read(list).get("items")).as(list).isEmpty();
            }
            assertThat(other.tiers()).isEmpty();
            assertThat(other.grade("acme")).isEmpty();
            assertThat(other.tierChanges()).isEmpty();
            assertThat(other.rates("rep", "window=PT24H")).isEmpty();
            assertThat(other.analytics()
                            .get("/v1/rates?by=rep&window=PT24H&format=csv")
                            .text()
                            .lines())
                    .hasSize(1);

            for (String question : NUMBERS) {
                assertThat(other.analytics().read(question).toString())
                        .as(question)
                        .doesNotContain("li.wei", "east-1", "acme", "pbx-1");
            }

            // And it cannot change them either
            ObjectNode summary = Api.JSON.createObjectNode().put("outcome", "RJ");
            assertThat(other.calls()
                            .send("PUT", "/v1/calls/pbx-1/outcome", summary)
                            .status())
                    .isEqualTo(404);
            ObjectNode moved = Api.JSON.createObjectNode().put("rep", "sun.jing");
            assertThat(other.calls()
                            .send("PATCH", "/v1/calls/pbx-1/attribution", moved)
                            .status())
                    .isEqualTo(404);
            assertThat(other.calls()
                            .send("DELETE", "/v1/calls/pbx-1", (String) null)
                            .status())
                    .isEqualTo(404);

            // And the same ids are its own to use
            assertThat(other.post(Calls.summarised("pbx-1", "acme", "D"))
                            .get("result")
                            .asText())
                    .isEqualTo("created");
            eventually(() -> assertThat(other.tier("acme")).isEqualTo("D"));
            eventually(() -> assertThat(screen.changes()).hasSize(1));
            assertThat(screen.changes().get(0).data().get("position").asLong()).isEqualTo(1);
            assertThat(screen.changes().get(0).data().get("to").asText()).isEqualTo("D");
            assertThat(tenant.tier("acme")).isEqualTo("C");
            assertThat(tenant.tierChanges()).hasSize(1);
        }
    }

    @Test
    void roleDoesWhatItMay_andNothingElse(Tenant tenant) throws Exception {
        // Given
        tenant.post(Calls.summarised("pbx-1", "acme", "C"));
        eventually(() -> assertThat(tenant.tier("acme")).isEqualTo("C"));
        Map<String, Set<String>> allowed = Map.ofEntries(
                Map.entry("call-service POST /v1/calls", Set.of("telephony", "admin")),
                Map.entry("call-service POST /v1/calls/batch", Set.of("telephony", "admin")),
                Map.entry("call-service GET /v1/calls", Set.of("telephony", "rep", "manager", "admin")),
                Map.entry("call-service PUT /v1/calls/pbx-1/outcome", Set.of("rep", "manager", "admin")),
                Map.entry("call-service PATCH /v1/calls/pbx-1/attribution", Set.of("manager", "admin")),
                Map.entry("call-service DELETE /v1/calls/pbx-none", Set.of("manager", "admin")),
                Map.entry(
                        "call-service GET /v1/numbers/+8613800138000", Set.of("telephony", "rep", "manager", "admin")),
                Map.entry("call-service DELETE /v1/contacts/+8613999999999", Set.of("manager", "admin")),
                Map.entry("call-service PUT /v1/reps/li.wei", Set.of("manager", "admin")),
                Map.entry("call-service PUT /v1/meetings/pbx-none", Set.of("rep", "manager", "admin")),
                Map.entry("call-service GET /v1/pending-work", Set.of("rep", "manager", "admin")),
                Map.entry("call-service POST /v1/republication", Set.of("operator")),
                Map.entry("grading-service GET /v1/customers/acme/grade", Set.of("rep", "manager", "admin")),
                Map.entry("grading-service PATCH /v1/customers/acme/qualification", Set.of("rep", "manager", "admin")),
                Map.entry("grading-service GET /v1/tier-changes", Set.of("rep", "manager", "admin")),
                Map.entry("grading-service POST /v1/customers/acme/closing", Set.of("manager", "admin")),
                Map.entry("grading-service POST /v1/republication", Set.of("operator")),
                Map.entry(
                        "analytics-service GET /v1/rates?by=rep&window=PT1H", Set.of("rep", "bi", "manager", "admin")),
                Map.entry("analytics-service GET /v1/bi-logins", Set.of("admin")),
                Map.entry("analytics-service DELETE /v1/bi-logins/none", Set.of("admin")));

        for (String role : List.of("telephony", "rep", "manager", "bi", "admin", "operator")) {
            for (Map.Entry<String, Set<String>> operation : allowed.entrySet()) {
                // When
                String[] words = operation.getKey().split(" ");
                String body = words[1].equals("GET") || words[1].equals("DELETE") ? null : "{}";
                Answer answer = tenant.as(words[0], role).send(words[1], words[2], body);

                // Then
                if (operation.getValue().contains(role)) {
                    assertThat(answer.status()).as(role + " " + operation).isIn(200, 202, 404, 422);
                } else {
                    assertThat(answer.status()).as(role + " " + operation).isEqualTo(403);
                    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                            .startsWith("application/problem+json");
                }
            }
        }
        assertThat(openStream(tenant, "telephony")).isEqualTo(403);
        assertThat(openStream(tenant, "bi")).isEqualTo(403);
        assertThat(openStream(tenant, "operator")).isEqualTo(403);
    }

    private static int openStream(Tenant tenant, String role) throws Exception {
        return tenant.as("grading-service", role).get("/v1/tier-changes/stream").status();
    }

    @Test
    void nothingIsOpenWithoutAToken_butHealthMetricsAndDocumentation(Stack stack) throws Exception {
        for (String service : Stack.SERVICES) {
            Api stranger = new Api(stack.address(service), null);
            JsonNode paths = stranger.read("/q/openapi?format=json").get("paths");
            int operations = 0;
            for (Map.Entry<String, JsonNode> path : paths.properties()) {
                for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                    if (!METHODS.contains(operation.getKey())) {
                        continue;
                    }
                    operations++;
                    String method = operation.getKey().toUpperCase();
                    String address = path.getKey().replaceAll("\\{[^}]*}", "1");
                    Answer answer = send(stranger, method, address, operation.getValue());
                    assertThat(answer.status())
                            .as(service + " " + method + " " + address)
                            .isEqualTo(401);
                    assertThat(answer.text())
                            .as(service + " " + method + " " + address)
                            .contains("\"status\":401");
                }
            }
            assertThat(operations).as("operations of " + service).isPositive();
            for (String open : List.of("/q/openapi", "/q/swagger-ui/")) {
                assertThat(stranger.get(open).status()).as(service + " " + open).isEqualTo(200);
            }
            Api operator = new Api(stack.managementAddress(service), null);
            for (String open : List.of("/q/health", "/q/metrics")) {
                assertThat(operator.get(open).status()).as(service + " " + open).isEqualTo(200);
                assertThat(stranger.get(open).status()).as(service + " " + open).isEqualTo(404);
            }
            for (String closed : List.of("/q/dev-ui", "/q/dev", "/q/info", "/q/arc", "/v1", "/v1/none", "/q/logging")) {
                assertThat(stranger.get(closed).status())
                        .as(service + " " + closed)
                        .isIn(401, 403, 404);
            }
        }
    }

    /** Sends a body of the first kind that the operation takes; none when it takes none. */
    private static Answer send(Api api, String method, String address, JsonNode operation) throws Exception {
        Iterator<String> types = operation.path("requestBody").path("content").fieldNames();
        return types.hasNext()
                ? api.send(method, address, "{}", "Content-Type", types.next())
                : api.send(method, address, (String) null);
    }

    @Test
    void forgedTokensAreRefused(Tenant tenant, Stack stack) throws Exception {
        // Given
        String token = stack.token(tenant.name(), "admin");
        String[] parts = token.split("\\.");
        String otherTenant = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace(tenant.name(), "demo");
        String unsigned = base64("{\"alg\":\"none\"}") + "." + parts[1] + ".";

        for (String service : Stack.SERVICES) {
            String path = service.startsWith("call")
                    ? "/v1/calls"
                    : service.startsWith("grading") ? "/v1/customers" : "/v1/rates?by=rep&window=PT1H";

            // Then
            for (String forged :
                    List.of(parts[0] + "." + base64(otherTenant) + "." + parts[2], unsigned, token + "x", "x", "")) {
                assertThat(new Api(stack.address(service), "Bearer " + forged)
                                .get(path)
                                .status())
                        .as(service + " with " + forged)
                        .isEqualTo(401);
            }
            String basic = "Basic " + Base64.getEncoder().encodeToString(("pbx:" + token).getBytes());
            assertThat(new Api(stack.address(service), basic).get(path).status())
                    .as(service + " with the token as a password")
                    .isEqualTo(200);
            String wrong = "Basic " + Base64.getEncoder().encodeToString("pbx:secret".getBytes());
            assertThat(new Api(stack.address(service), wrong).get(path).status())
                    .as(service + " with another password")
                    .isEqualTo(401);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
