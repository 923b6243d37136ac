package io.tierline.system;

import static io.tierline.system.Tenant.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.system.Api.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Telephony systems repeat themselves; a call is one call all the same. */
@WithStack
@Order(2)
class RepeatedCallsIT {
    private static final String LAST_DAY = "window=PT24H";

    @Test
    void callIsCountedOnce_whenItArrivesFiveTimesAtOnce(Tenant tenant, Stack stack) throws Exception {
        // Given
        List<ObjectNode> calls = IntStream.range(0, 30)
                .mapToObj(i -> Calls.summarised("pbx-" + i, "customer-" + i, "C"))
                .toList();
        Api telephony = tenant.as("call-service", "telephony");

        for (ObjectNode call : calls) {
            // When
            List<CompletableFuture<Answer>> sent = IntStream.range(0, 5)
                    .mapToObj(time -> telephony.sendLater("POST", "/v1/calls", call))
                    .toList();

            // Then
            List<String> answers = sent.stream()
                    .map(CompletableFuture::join)
                    .map(answer ->
                            answer.status() + " " + answer.json().path("result").asText())
                    .toList();
            assertThat(answers)
                    .containsExactlyInAnyOrder(
                            "201 created", "200 replayed", "200 replayed", "200 replayed", "200 replayed");
        }
        assertOnce(tenant, stack, calls);
    }

    @Test
    void callIsCountedOnce_whenItsBatchIsSentAgainAndOverlapsAnother(Tenant tenant, Stack stack) throws Exception {
        // Given
        List<ObjectNode> calls = IntStream.range(0, 200)
                .mapToObj(i -> Calls.summarised("pbx-" + i, "customer-" + i, "D"))
                .toList();
        List<ObjectNode> withRepeats = new ArrayList<>(calls.subList(50, 150));
        withRepeats.addAll(calls.subList(50, 150));

        // When
        List<CompletableFuture<Answer>> sent = List.of(calls, calls, withRepeats).stream()
                .map(batch ->
                        tenant.calls().sendLater("POST", "/v1/calls/batch", Api.JSON.<JsonNode>valueToTree(batch)))
                .toList();

        // Then
        List<JsonNode> reports =
                sent.stream().map(CompletableFuture::join).map(Answer::json).toList();
        assertThat(reports.stream()
                        .mapToInt(report -> report.get("created").asInt())
                        .sum())
                .isEqualTo(200);
        assertThat(reports.stream()
                        .mapToInt(report -> report.get("replayed").asInt())
                        .sum())
                .isEqualTo(400);
        assertThat(reports).allMatch(report -> report.get("rejected").asInt() == 0);
        assertOnce(tenant, stack, calls);
    }

    private static void assertOnce(Tenant tenant, Stack stack, List<ObjectNode> calls) throws Exception {
        eventually(
                () -> assertThat(tenant.company(LAST_DAY).path("dials").asInt()).isGreaterThanOrEqualTo(calls.size()));
        eventually(() -> assertThat(tenant.tierChanges()).hasSizeGreaterThanOrEqualTo(calls.size()));
        Recount.assertRates(tenant.rates("rep", LAST_DAY), "rep", calls);
        assertThat(tenant.allCalls())
                .extracting(call ->
                        call.get("callId").asText() + " " + call.get("revision").asInt())
                .containsExactlyInAnyOrderElementsOf(calls.stream()
                        .map(call -> call.get("callId").asText() + " 1")
                        .toList());
        assertThat(tenant.tierChanges())
                .extracting(change -> change.get("customerId").asText())
                .containsExactlyInAnyOrderElementsOf(calls.stream()
                        .map(call -> call.get("customerId").asText())
                        .toList());
        assertThat(Topics.of(tenant, Topics.CALL_OUTCOMES, stack)).hasSize(calls.size());
    }

    @Test
    void callIsRefused_whenItsIdBelongsToAnother(Tenant tenant) throws Exception {
        // Given
        tenant.post(Calls.summarised("pbx-1", "acme", "C"));

        // When
        Answer answer = tenant.calls().send("POST", "/v1/calls", Calls.summarised("pbx-1", "acme", "D"));

        // Then
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().get("code").asText()).isEqualTo("call-conflict");
        assertThat(tenant.calls().read("/v1/calls/pbx-1").get("outcome").asText())
                .isEqualTo("C");
    }
}
