package io.tierline.system;

import static io.tierline.trials.Tenant.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.trials.Api;
import io.tierline.trials.Api.Answer;
import io.tierline.trials.Calls;
import io.tierline.trials.Tenant;
import io.tierline.trials.TierChangeStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A floor that calls all day. Says how long screens wait; how long they may is a matter of the machine. */
@WithStack
@Order(6)
class SteadyStreamIT {

    @Test
    void screensFollowASteadyStreamOfCalls(Tenant tenant) throws Exception {
        // Given
        int calls = 300;
        long every = TimeUnit.SECONDS.toNanos(1) / 50;
        Map<String, Long> posted = new ConcurrentHashMap<>();
        Api telephony = tenant.as("call-service", "telephony");
        try (TierChangeStream screen = TierChangeStream.fromNow(tenant)) {
            // When
            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                TimeUnit.NANOSECONDS.sleep(start + i * every - System.nanoTime());
                posted.put("customer-" + i, System.nanoTime());
                answers.add(
                        telephony.sendLater("POST", "/v1/calls", Calls.summarised("pbx-" + i, "customer-" + i, "C")));
            }

            // Then
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(201));
            eventually(() -> assertThat(screen.changes()).hasSize(calls));
            Map<String, Long> arrived = new HashMap<>();
            screen.changes()
                    .forEach(event -> arrived.put(event.data().get("customerId").asText(), event.arrived()));
            assertThat(arrived.keySet()).isEqualTo(posted.keySet());
            List<Long> delays = posted.keySet().stream()
                    .map(customer -> TimeUnit.NANOSECONDS.toMillis(arrived.get(customer) - posted.get(customer)))
                    .sorted()
                    .toList();
            System.out.printf(
                    "POST to tier change on an open stream, %d calls at 50/s: p50 %d ms, p99 %d ms, max %d ms%n",
                    calls, delays.get(calls / 2), delays.get(calls * 99 / 100), delays.get(calls - 1));
        }
    }
}
