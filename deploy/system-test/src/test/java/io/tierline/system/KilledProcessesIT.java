package io.tierline.system;

import static io.tierline.trials.Tenant.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Calls;
import io.tierline.trials.Recount;
import io.tierline.trials.Stack;
import io.tierline.trials.Tenant;
import io.tierline.trials.TierChangeStream;
import io.tierline.trials.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is killed in the middle of the day: soon all is as if nothing had been, without a human. */
@WithStack
@Order(9)
class KilledProcessesIT {
    private static final Duration SPAN = Duration.ofHours(2);

    @ParameterizedTest
    @ValueSource(strings = {"call-service", "grading-service", "analytics-service", "postgres", "kafka"})
    void nothingAcknowledgedIsLostOrCountedTwice_whenKilledInAStreamOfCalls(String victim, Stack stack, Tenant tenant)
            throws Exception {
        // Given
        Instant from = Instant.now().minus(SPAN).minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        String period = Calls.from(from, from.plus(SPAN).plusSeconds(3600));
        try (TierChangeStream screen = TierChangeStream.after(tenant, 0)) {
            SteadyCaller caller = SteadyCaller.start(tenant, from, SPAN);
            eventually(() -> assertThat(caller.acknowledged()).hasSizeGreaterThan(150));
            eventually(() -> assertThat(screen.changes()).isNotEmpty());

            // When
            stack.kill(victim);

            // Then
            Duration recovery = recovery(tenant, period);
            Map<String, JsonNode> before = Map.copyOf(caller.acknowledged());
            eventually(() -> assertThat(caller.acknowledged()).hasSizeGreaterThan(before.size() + 100));
            caller.finish();
            System.out.printf(
                    "%s killed: a call posted then was acknowledged, graded and counted after %.1f s; %d calls, %d retries%n",
                    victim, recovery.toMillis() / 1000.0, caller.acknowledged().size(), caller.retries());
            assertThat(caller.faults())
                    .as("answers that are neither success nor 503")
                    .isEmpty();
            assertThat(recovery).isLessThanOrEqualTo(Patience.HEALED);

            List<JsonNode> calls = calls(caller);
            assertStoredOnce(tenant, calls);
            eventually(() -> assertThat(published(stack, tenant)).isEqualTo(ids(calls)));
            for (String by : List.of("company", "team", "rep")) {
                eventually(() -> Recount.assertRates(tenant.rates(by, period), by, calls));
            }
            eventually(() -> assertThat(tenant.tiers()).isEqualTo(Recount.tiers(calls)));
            assertNumberedWithoutHoles(tenant, screen);
        }
    }

    /** Posts a call until it is taken, and waits until it is graded and counted; how long that was. */
    static Duration recovery(Tenant tenant, String period) {
        long killed = System.nanoTime();
        ObjectNode probe = probe();
        eventually(Patience.HEALED, () -> tenant.post(probe));
        eventually(Patience.HEALED, () -> assertThat(tenant.tier("probe")).isEqualTo("C"));
        eventually(
                Patience.HEALED,
                () -> assertThat(tenant.company(period + "&rep=probe")
                                .path("dials")
                                .asInt())
                        .isEqualTo(1));
        return Duration.ofNanos(System.nanoTime() - killed);
    }

    private static ObjectNode probe() {
        return Calls.summarised("probe", "probe", "C").put("rep", "probe").put("team", "probe");
    }

    static List<JsonNode> calls(SteadyCaller caller) {
        Map<String, JsonNode> calls = new HashMap<>(caller.acknowledged());
        calls.put("probe", probe());
        return List.copyOf(calls.values());
    }

    static void assertStoredOnce(Tenant tenant, List<JsonNode> calls) throws Exception {
        List<JsonNode> stored = tenant.allCalls();
        // Ids and revisions, not calls: what is missing shows in the message and not thousands of calls.
        assertThat(ids(stored)).isEqualTo(ids(calls));
        assertThat(stored.size()).as("calls listed").isEqualTo(calls.size());
        assertThat(stored).extracting(call -> call.get("revision").asInt()).containsOnly(1);
    }

    /** Every acknowledged call is stored, published, counted and graded, once, and none was refused for good. */
    static void assertNothingLost(Stack stack, Tenant tenant, SteadyCaller caller, String period) throws Exception {
        assertThat(caller.faults())
                .as("answers that are neither success nor 503")
                .isEmpty();
        List<JsonNode> calls = calls(caller);
        assertStoredOnce(tenant, calls);
        eventually(() -> assertThat(published(stack, tenant)).isEqualTo(ids(calls)));
        eventually(() -> Recount.assertRates(tenant.rates("rep", period), "rep", calls));
        eventually(() -> assertThat(tenant.tiers()).isEqualTo(Recount.tiers(calls)));
    }

    static Set<String> published(Stack stack, Tenant tenant) {
        return ids(Topics.of(tenant, Topics.CALL_OUTCOMES, stack).stream()
                .map(Topics.Event::json)
                .toList());
    }

    static Set<String> ids(Collection<JsonNode> calls) {
        return calls.stream().map(call -> call.get("callId").asText()).collect(Collectors.toSet());
    }

    static void assertNumberedWithoutHoles(Tenant tenant, TierChangeStream screen) throws Exception {
        List<JsonNode> changes = tenant.tierChanges();
        List<Long> upToTheLast =
                LongStream.rangeClosed(1, changes.size()).boxed().toList();
        assertThat(changes)
                .extracting(change -> change.get("position").asLong())
                .isEqualTo(upToTheLast);
        eventually(() -> assertThat(screen.positions()).hasSizeGreaterThanOrEqualTo(changes.size()));
        assertThat(screen.positions()).as("what the screen has seen").isEqualTo(upToTheLast);
    }
}
