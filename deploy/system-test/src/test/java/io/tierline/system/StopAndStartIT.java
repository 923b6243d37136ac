package io.tierline.system;

import static io.tierline.trials.Tenant.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Calls;
import io.tierline.trials.Recount;
import io.tierline.trials.Stack;
import io.tierline.trials.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The machine is shut down in the evening and started in the morning. */
@WithStack
@Order(10)
class StopAndStartIT {

    @Test
    void allIsStillThere_whenTheStackIsStoppedAndStarted(Stack stack, Tenant tenant) throws Exception {
        // Given
        Random random = new Random(3);
        Instant from = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
        String period = Calls.from(from, from.plus(Duration.ofHours(3)));
        List<ObjectNode> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(Calls.random(random, "pbx-" + i, "customer-" + i % 40, from, Duration.ofHours(1)));
        }
        tenant.postBatch(calls);
        eventually(() -> Recount.assertRates(tenant.rates("rep", period), "rep", calls));
        eventually(() -> assertThat(tenant.tiers()).isEqualTo(Recount.tiers(calls)));
        List<JsonNode> stored = tenant.allCalls();
        List<JsonNode> changes = tenant.tierChanges();
        JsonNode rates = tenant.rates("rep", period);

        // When
        stack.stop();
        stack.start();

        // Then
        assertThat(tenant.allCalls()).isEqualTo(stored);
        assertThat(tenant.tierChanges()).isEqualTo(changes);
        assertThat(tenant.rates("rep", period)).isEqualTo(rates);
        assertThat(tenant.tiers()).isEqualTo(Recount.tiers(calls));

        // And it goes on
        tenant.post(Calls.summarised("pbx-new", "new", "C"));
        eventually(() -> assertThat(tenant.tier("new")).isEqualTo("C"));
        assertThat(tenant.tierChanges()).hasSize(changes.size() + 1);
        eventually(() -> assertThat(tenant.company(period).get("dials").asInt()).isEqualTo(201));
        assertThat(tenant.postBatch(calls).get("replayed").asInt()).isEqualTo(200);
    }
}
