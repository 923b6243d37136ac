package io.tierline.system;

import static io.tierline.trials.Tenant.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.Api.Answer;
import io.tierline.trials.Calls;
import io.tierline.trials.Recount;
import io.tierline.trials.Stack;
import io.tierline.trials.Tenant;
import io.tierline.trials.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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
        assertThat(Topics.of(tenant, Topics.CALL_OUTCOMES, stack).stream()
                        .map(event -> event.headers().get("ce_id"))
                        .distinct())
                .hasSize(calls.size());
    }

    @Test
    void gradesAndRatesStay_whenEventsAreDeliveredAgainInAnyOrder(Tenant tenant, Stack stack) throws Exception {
        // Given
        Random random = new Random(11);
        Instant from = Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.SECONDS);
        List<ObjectNode> calls = IntStream.range(0, 60)
                .mapToObj(i -> Calls.random(random, "pbx-" + i, "customer-" + i % 20, from, Duration.ofHours(2)))
                .toList();
        tenant.postBatch(calls);
        for (int i = 0; i < 40; i++) {
            String outcome = Calls.OUTCOMES.get(random.nextInt(Calls.OUTCOMES.size()));
            ObjectNode summary = Api.JSON.createObjectNode().put("outcome", outcome);
            tenant.calls().change("PUT", "/v1/calls/pbx-" + i % 20 + "/outcome", summary);
        }
        ObjectNode other =
                Api.JSON.createObjectNode().put("customerId", "customer-1").put("rep", "sun.jing");
        tenant.calls().change("PATCH", "/v1/calls/pbx-0/attribution", other);
        tenant.calls().send("DELETE", "/v1/calls/pbx-2", (String) null);
        assertAsStored(tenant);
        List<JsonNode> changes = tenant.tierChanges();

        // When
        List<Topics.Event> events = Topics.of(tenant, Topics.CALL_OUTCOMES, stack);
        List<Topics.Event> everyTwice = new ArrayList<>(events);
        everyTwice.addAll(events);
        Collections.shuffle(everyTwice, random);
        deliverAgain(everyTwice, "second", tenant, stack);
        // Alone, so that nothing newer arrives together with them.
        List<Topics.Event> outdated = events.stream()
                .filter(event -> event.json().get("revision").asInt() == 1)
                .toList();
        deliverAgain(outdated, "third", tenant, stack);

        // Then
        assertAsStored(tenant);
        assertThat(tenant.tierChanges()).isEqualTo(changes);
    }

    /** Returns when a later call of each customer has come through behind the events. */
    private static void deliverAgain(List<Topics.Event> events, String time, Tenant tenant, Stack stack)
            throws Exception {
        Topics.deliverAgain(events, stack);
        int customers = 20;
        String window = "rep=" + time + "&" + LAST_DAY;
        tenant.postBatch(
                IntStream.range(0, customers).mapToObj(i -> laterCall(time, i)).toList());
        eventually(
                () -> assertThat(tenant.company(window).path("dials").asInt()).isEqualTo(customers));
        for (int i = 0; i < customers; i++) {
            String customer = "customer-" + i;
            String call = time + "-" + i;
            eventually(() ->
                    assertThat(tenant.grade(customer).orElseThrow().toString()).contains(call));
        }
    }

    /** A call that moves no grade but shows among its reasons. */
    private static ObjectNode laterCall(String time, int i) {
        ObjectNode call =
                Calls.summarised(time + "-" + i, "customer-" + i, "NA").put("rep", time);
        call.put("startedAt", Instant.now().minusSeconds(30).toString());
        ObjectNode learned = call.putObject("qualification");
        if (time.equals("second")) {
            learned.put("competitors", "known");
        } else {
            learned.put("procurement", "clear");
        }
        return call;
    }

    private static void assertAsStored(Tenant tenant) throws Exception {
        List<JsonNode> stored = tenant.allCalls();
        for (String by : List.of("company", "rep")) {
            eventually(() -> Recount.assertRates(tenant.rates(by, LAST_DAY), by, stored));
        }
        eventually(() -> assertThat(tenant.tiers()).containsAllEntriesOf(Recount.tiers(stored)));
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
