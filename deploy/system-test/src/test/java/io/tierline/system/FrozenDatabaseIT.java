package io.tierline.system;

import static io.tierline.trials.Tenant.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.trials.Calls;
import io.tierline.trials.Stack;
import io.tierline.trials.Tenant;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The database takes connections and says nothing, as on a machine that swaps or whose disk hangs. */
@WithStack
@Order(11)
class FrozenDatabaseIT {
    private static final Duration FROZEN = Duration.ofSeconds(30);
    private static final Duration SPAN = Duration.ofHours(2);
    private static final Map<String, String> READS = Map.of(
            "call-service", "/v1/calls?limit=1",
            "grading-service", "/v1/customers?limit=1",
            "analytics-service", "/v1/rates?by=team&window=PT24H");

    @Test
    void callsAreRefusedAndNoneIsLost_whenPostgresIsFrozen(Stack stack, Tenant tenant) throws Exception {
        // Given
        Instant from = Instant.now().minus(SPAN).minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        String period = Calls.from(from, from.plus(SPAN).plusSeconds(3600));
        SteadyCaller caller = SteadyCaller.start(tenant, from, SPAN);
        eventually(() -> assertThat(caller.acknowledged()).hasSizeGreaterThan(150));
        for (String service : Stack.SERVICES) {
            // Also makes the tokens, while there is time.
            assertThat(read(tenant, service)).as("status of %s", service).isEqualTo(200);
        }

        // When
        Map<String, Set<Integer>> statuses = new ConcurrentHashMap<>();
        AtomicLong slowestReadiness = new AtomicLong();
        AtomicBoolean frozen = new AtomicBoolean(true);
        ExecutorService readers = Executors.newFixedThreadPool(Stack.SERVICES.size());
        stack.pause("postgres");
        try {
            Stack.SERVICES.forEach(service -> readers.submit(() -> {
                while (frozen.get()) {
                    int status = read(tenant, service);
                    long asked = System.nanoTime();
                    stack.readiness(service);
                    if (frozen.get()) {
                        statuses.computeIfAbsent(service, name -> new ConcurrentSkipListSet<>())
                                .add(status);
                        slowestReadiness.accumulateAndGet(System.nanoTime() - asked, Math::max);
                    }
                }
                return null;
            }));
            readers.shutdown();
            assertThat(readers.awaitTermination(FROZEN.toSeconds(), TimeUnit.SECONDS))
                    .as("a reader got no answer")
                    .isFalse();
        } finally {
            frozen.set(false);
            stack.resume("postgres");
        }

        // Then
        Duration recovery = KilledProcessesIT.recovery(tenant, period);
        caller.finish();
        System.out.printf(
                "PostgreSQL frozen: reads were answered %s, readiness after %d ms at most; a call posted afterwards was"
                        + " acknowledged, graded and counted after %.1f s; %d calls, %d retries%n",
                statuses,
                TimeUnit.NANOSECONDS.toMillis(slowestReadiness.get()),
                recovery.toMillis() / 1000.0,
                caller.acknowledged().size(),
                caller.retries());
        assertThat(statuses).hasSize(Stack.SERVICES.size());
        assertThat(statuses.values()).allSatisfy(answers -> assertThat(answers).containsOnly(503));
        assertThat(Duration.ofNanos(slowestReadiness.get())).isLessThan(Duration.ofSeconds(2));
        assertThat(recovery).isLessThanOrEqualTo(Patience.HEALED);
        KilledProcessesIT.assertNothingLost(stack, tenant, caller, period);
    }

    private static int read(Tenant tenant, String service) throws IOException {
        return tenant.as(service, "telephony", "manager", "bi")
                .get(READS.get(service))
                .status();
    }
}
