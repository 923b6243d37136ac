package io.tierline.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.Api.Answer;
import io.tierline.trials.Calls;
import io.tierline.trials.Tenant;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A telephony system that posts calls without a pause, one by one and in batches. What is not acknowledged it posts
 * again, under the same ids, until it is.
 */
final class SteadyCaller {
    private static final int POSTERS = 4;
    private static final Duration PAUSE = Duration.ofMillis(60);
    private static final int BATCH = 20;
    private static final Duration BATCH_PAUSE = Duration.ofMillis(250);
    private static final int CUSTOMERS = 60;

    private final Map<String, JsonNode> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Integer> created = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger retries = new AtomicInteger();
    private final AtomicInteger callIds = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private final Tenant tenant;
    private final Instant from;
    private final Duration span;
    private volatile boolean stopping;

    private SteadyCaller(Tenant tenant, Instant from, Duration span) {
        this.tenant = tenant;
        this.from = from;
        this.span = span;
    }

    /** Starts to post calls that began within a span of time. */
    static SteadyCaller start(Tenant tenant, Instant from, Duration span) {
        SteadyCaller caller = new SteadyCaller(tenant, from, span);
        Api api = tenant.as("call-service", "telephony");
        for (int i = 0; i < POSTERS; i++) {
            Random random = new Random(i);
            caller.run(() -> caller.postOne(api, random), PAUSE);
        }
        Random random = new Random(POSTERS);
        caller.run(() -> caller.postBatch(api, random), BATCH_PAUSE);
        return caller;
    }

    private interface Posting {
        void post() throws InterruptedException;
    }

    private void run(Posting posting, Duration pause) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (!stopping) {
                            posting.post();
                            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException | AssertionError e) {
                        faults.add(e.toString());
                    }
                },
                "steady-caller");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private ObjectNode next(Random random) {
        return Calls.random(
                random,
                String.format("pbx-%06d", callIds.incrementAndGet()),
                "customer-" + random.nextInt(CUSTOMERS),
                from,
                span);
    }

    private void postOne(Api api, Random random) throws InterruptedException {
        ObjectNode call = next(random);
        Answer answer = answered(api, "/v1/calls", call);
        if (answer != null) {
            take(call, answer.json().get("result").asText());
        }
    }

    private void postBatch(Api api, Random random) throws InterruptedException {
        List<ObjectNode> open = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            open.add(next(random));
        }
        while (!open.isEmpty()) {
            Answer answer = answered(api, "/v1/calls/batch", Api.JSON.valueToTree(open));
            if (answer == null) {
                return;
            }
            List<ObjectNode> again = new ArrayList<>();
            for (JsonNode item : answer.json().get("items")) {
                ObjectNode call = open.get(item.get("index").asInt());
                if (!item.get("result").asText().equals("rejected")) {
                    take(call, item.get("result").asText());
                } else if (item.path("problem").path("status").asInt() == 503) {
                    again.add(call);
                } else {
                    faults.add(item.toString());
                }
            }
            open = again;
            pauseBeforeRetry(open.size());
        }
    }

    /** Posts until there is an answer that is neither an outage nor a 503; null if that is not a success. */
    private Answer answered(Api api, String path, JsonNode body) throws InterruptedException {
        while (true) {
            try {
                Answer answer = api.send("POST", path, body);
                if (answer.status() / 100 == 2) {
                    return answer;
                }
                if (answer.status() != 503) {
                    faults.add(answer.status() + " " + answer.text());
                    return null;
                }
            } catch (IOException outage) {
                // As a telephony system sees it: no idea whether the call has been stored.
            }
            pauseBeforeRetry(1);
        }
    }

    private void pauseBeforeRetry(int calls) throws InterruptedException {
        if (calls > 0) {
            retries.addAndGet(calls);
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private void take(ObjectNode call, String result) {
        String callId = call.get("callId").asText();
        if (result.equals("created") && created.merge(callId, 1, Integer::sum) > 1) {
            faults.add(callId + " was created twice");
        }
        acknowledged.put(callId, call);
    }

    /** Posts no new calls; returns when all that were begun are acknowledged. */
    void finish() throws InterruptedException {
        stopping = true;
        for (Thread thread : threads) {
            thread.join(90_000);
            if (thread.isAlive()) {
                faults.add("a call is not acknowledged after 90 s");
            }
        }
    }

    /** Every call that was acknowledged, by its id. */
    Map<String, JsonNode> acknowledged() {
        return acknowledged;
    }

    /** Everything that was answered as it must never be. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    int retries() {
        return retries.get();
    }
}
