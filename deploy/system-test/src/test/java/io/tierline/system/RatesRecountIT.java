package io.tierline.system;

import static io.tierline.trials.Tenant.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.Calls;
import io.tierline.trials.Recount;
import io.tierline.trials.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Rates are what anybody gets who reads the calls back and counts them. */
@WithStack
@Order(4)
class RatesRecountIT {
    private static final int CALLS = 700;
    private static final int PAGE = 70;
    private static final Duration OF_WORK = Duration.ofHours(9);

    @Test
    void ratesEqualARecount_overADayLongAgoAndAnyQuarterOfAnHourInIt(Tenant tenant) throws Exception {
        // Given
        Instant day = Instant.now().minus(Duration.ofDays(40)).truncatedTo(ChronoUnit.DAYS);
        Instant morning = day.plus(Duration.ofHours(1));
        Instant edge = morning.plus(Duration.ofSeconds(2 * 3600 + 7 * 60 + 30));
        Instant otherEdge = edge.plus(Duration.ofMinutes(15));
        List<ObjectNode> posted = randomDay(new Random(20_261_123), morning, edge, otherEdge);

        // When
        for (int from = 0; from < CALLS; from += 100) {
            assertThat(tenant.postBatch(posted.subList(from, from + 100))
                            .get("created")
                            .asInt())
                    .isEqualTo(100);
        }
        correctSome(tenant, posted);

        // Then
        assertRecounted(tenant, day, day.plus(Duration.ofDays(1)), CALLS - 5);
        assertRecounted(tenant, edge, otherEdge, 10);
        assertRecounted(tenant, morning.plusSeconds(1), morning.plusSeconds(1801), 10);
    }

    @Test
    void ratesEqualARecount_overTheLastQuarterOfAnHour(Tenant tenant) throws Exception {
        // Given
        Random random = new Random(7);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<ObjectNode> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            // From 30 to 20 and from 10 to 0 minutes ago: the window's edge moves while the test runs.
            Instant from = now.minus(Duration.ofMinutes(i % 2 == 0 ? 30 : 10));
            calls.add(Calls.random(random, "pbx-" + i, "customer-" + i % 50, from, Duration.ofMinutes(10)));
        }

        // When
        tenant.postBatch(calls);

        // Then
        eventually(() ->
                assertThat(tenant.company("window=PT1H").path("dials").asInt()).isEqualTo(200));
        List<ObjectNode> recent = calls.stream()
                .filter(call ->
                        !Instant.parse(call.get("startedAt").asText()).isBefore(now.minus(Duration.ofMinutes(10))))
                .toList();
        for (String by : List.of("rep", "team", "company")) {
            Recount.assertRates(tenant.rates(by, "window=PT15M"), by, recent);
            Recount.assertRates(tenant.rates(by, "window=PT1H"), by, calls);
        }
    }

    /** Calls of every kind and direction, some of them exactly at the edges that are asked for. */
    private static List<ObjectNode> randomDay(Random random, Instant morning, Instant... edges) {
        List<ObjectNode> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            ObjectNode call = Calls.random(random, "pbx-" + i, "customer-" + random.nextInt(200), morning, OF_WORK);
            switch (random.nextInt(12)) {
                case 0 -> call.putNull("outcome"); // pending
                case 1 -> call.putNull("outcome").putObject("telephony").put("result", "SYSTEM_FAILURE");
                case 2 -> {
                    call.putNull("outcome").putNull("rep").putNull("talkSeconds");
                    call.putObject("telephony").put("result", "NO_ANSWER");
                }
                case 3 -> call.put("direction", "inbound");
                case 4 -> call.put("rep", "wang.qiang").put("team", random.nextBoolean() ? "east-1" : "west-2");
                default -> {
                    // As it is.
                }
            }
            if (i % 20 == 0) {
                call.put("startedAt", edges[i / 20 % edges.length].toString());
            }
            calls.add(call);
        }
        return calls;
    }

    private static void correctSome(Tenant tenant, List<ObjectNode> posted) throws Exception {
        for (int i = 1; i < CALLS; i += 20) {
            String call = "/v1/calls/" + posted.get(i).get("callId").asText();
            ObjectNode change = Api.JSON.createObjectNode();
            switch (i / 20 % 3) {
                case 0 -> tenant.calls().change("PUT", call + "/outcome", change.put("outcome", "NO_NEED"));
                case 1 ->
                    tenant.calls()
                            .change(
                                    "PATCH",
                                    call + "/attribution",
                                    change.put("rep", "li.wei").put("team", "east-1"));
                default -> {
                    // Not corrected.
                }
            }
        }
        for (int i = 2; i < 100; i += 20) {
            tenant.calls()
                    .send("DELETE", "/v1/calls/" + posted.get(i).get("callId").asText(), (String) null);
        }
    }

    private static void assertRecounted(Tenant tenant, Instant from, Instant to, int atLeast) throws Exception {
        Collection<JsonNode> calls = tenant.calls().all("/v1/calls?" + Calls.from(from, to), PAGE);
        assertThat(calls).hasSizeGreaterThanOrEqualTo(atLeast).doesNotHaveDuplicates();
        List<JsonNode> outbound = calls.stream()
                .filter(call -> call.get("direction").asText().equals("outbound"))
                .toList();
        for (String by : List.of("rep", "team", "company")) {
            eventually(() -> Recount.assertRates(tenant.rates(by, "direction=all&" + Calls.from(from, to)), by, calls));
            Recount.assertRates(tenant.rates(by, Calls.from(from, to)), by, outbound);
        }
    }
}
