package io.tierline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.trials.Api;
import io.tierline.trials.Api.Answer;
import io.tierline.trials.Calls;
import io.tierline.trials.Tenant;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * One company loads past calls with many clients while another one posts its calls one by one. Prints how long the latter
 * waits, alone and beside the load.
 */
@WithStack
@Order(14)
class FairnessIT {

    private static final int LOADERS = 16;
    private static final int BATCH = 2_000;
    private static final int WARM = 10 * BATCH;
    private static final int ALONE = 200;
    private static final Duration BESIDE = Duration.ofSeconds(25);

    /** Acceptable times however fast a call is recorded without the load; generous, because everything shares two cores. */
    private static final long USUAL_MILLIS = 500;

    private static final long WORST_MILLIS = 3_000;

    @Test
    void singleCallsAreAnsweredSoon_whileAnotherTenantLoadsBatches(Tenant loading, Tenant calling) throws Exception {
        // Given
        Api telephony = calling.as("call-service", "telephony");
        post(telephony, "warm", 3 * ALONE); // warms the service up
        List<Long> alone = millis(post(telephony, "alone", ALONE));
        Load load = Load.start(loading.as("call-service", "telephony"));
        load.warmUp();

        // When
        long until = System.nanoTime() + BESIDE.toNanos();
        List<Answered> answers = new ArrayList<>();
        while (System.nanoTime() < until) {
            answers.addAll(post(telephony, "beside-" + answers.size(), 1));
        }
        load.stop();
        List<Long> beside = millis(answers);

        // Then
        System.out.printf(
                "Single calls alone: p50 %d ms, p99 %d ms; beside %d clients with batches of %d: %d calls, p50 %d ms, p99 %d ms,"
                        + " max %d ms%n",
                percentile(alone, 50),
                percentile(alone, 99),
                LOADERS,
                BATCH,
                beside.size(),
                percentile(beside, 50),
                percentile(beside, 99),
                percentile(beside, 100));
        System.out.printf(
                "The load meanwhile: %d calls/s stored, answers %s%n",
                load.stored.get() / BESIDE.toSeconds(), new TreeMap<>(load.answers));
        assertThat(load.faults).isEmpty();
        assertThat(answers).extracting(Answered::status).containsOnly(201);
        assertThat(load.stored.get()).as("the load is served too").isGreaterThan(5L * BATCH);
        assertThat(percentile(beside, 50)).isLessThanOrEqualTo(Math.max(USUAL_MILLIS, 10 * percentile(alone, 50)));
        assertThat(percentile(beside, 99)).isLessThan(Math.max(WORST_MILLIS, 30 * percentile(alone, 99)));
    }

    /**
     * How a call was answered.
     *
     * @param status 0 when there was no answer in time
     */
    private record Answered(int status, long millis) {}

    private static List<Answered> post(Api telephony, String prefix, int calls) throws IOException {
        List<Answered> answers = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            String call = call(prefix + "-" + i, i);
            long start = System.nanoTime();
            int status;
            try {
                status = telephony.send("POST", "/v1/calls", call).status();
            } catch (HttpTimeoutException late) {
                status = 0;
            }
            answers.add(new Answered(status, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
        }
        return answers;
    }

    private static List<Long> millis(List<Answered> answers) {
        return answers.stream().map(Answered::millis).toList();
    }

    private static String call(String callId, int number) {
        return "{\"callId\":\"" + callId + "\",\"customerId\":\"customer-" + number % 5_000
                + "\",\"phone\":\"+49301" + (100_000 + number % 5_000)
                + "\",\"contactRole\":\"UB\",\"rep\":\"rep-" + number % 20 + "\",\"team\":\"team-" + number % 4
                + "\",\"startedAt\":\""
                + Instant.now().minusSeconds(60 + number % 3_600).truncatedTo(ChronoUnit.SECONDS)
                + "\",\"ringSeconds\":12,\"talkSeconds\":95,\"outcome\":\""
                + Calls.OUTCOMES.get(number % Calls.OUTCOMES.size()) + "\"}";
    }

    private static long percentile(List<Long> millis, int percent) {
        List<Long> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    /** Clients that post batch after batch, and after a refusal the same batch again. */
    private static final class Load {

        private final Api api;
        private final List<Thread> threads = new ArrayList<>();
        private final AtomicLong stored = new AtomicLong();
        private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
        private final Queue<String> faults = new ConcurrentLinkedQueue<>();
        private volatile boolean stopping;

        private Load(Api api) {
            this.api = api;
        }

        static Load start(Api api) {
            Load load = new Load(api);
            for (int i = 0; i < LOADERS; i++) {
                int loader = i;
                Thread thread = new Thread(() -> load.run(loader), "loader-" + i);
                thread.setDaemon(true);
                load.threads.add(thread);
                thread.start();
            }
            return load;
        }

        /** A service that has just been started spends much of its time on compiling itself. */
        void warmUp() {
            Tenant.eventually(() -> assertThat(stored.get()).isGreaterThan(WARM));
            stored.set(0);
            answers.clear();
        }

        void stop() throws InterruptedException {
            stopping = true;
            for (Thread thread : threads) {
                thread.join(30_000);
            }
        }

        private void run(int loader) {
            for (int batch = 0; !stopping; batch++) {
                String prefix = "load-" + loader + "-" + batch + "-";
                String body = IntStream.range(0, BATCH)
                        .mapToObj(i -> call(prefix + i, i))
                        .collect(Collectors.joining(",", "[", "]"));
                boolean taken = false;
                while (!stopping && !taken) {
                    taken = isTaken(body);
                }
            }
        }

        private boolean isTaken(String body) {
            try {
                Answer answer = api.send("POST", "/v1/calls/batch?items=rejected", body);
                answers.merge(answer.status(), 1, Integer::sum);
                switch (answer.status()) {
                    case 200 -> {
                        JsonNode report = answer.json();
                        if (!report.get("items").isEmpty()) {
                            faults.add(report.get("items").get(0).toString());
                        }
                        stored.addAndGet(BATCH);
                        return true;
                    }
                    case 429, 503 -> {
                        TimeUnit.SECONDS.sleep(Long.parseLong(
                                answer.headers().firstValue("Retry-After").orElseThrow()));
                        return false;
                    }
                    default -> {
                        faults.add(answer.status() + " " + answer.text());
                        return true;
                    }
                }
            } catch (IOException late) {
                answers.merge(0, 1, Integer::sum); // no answer in time: the same batch again
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
    }
}
