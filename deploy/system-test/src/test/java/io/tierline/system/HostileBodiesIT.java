package io.tierline.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tierline.trials.Api;
import io.tierline.trials.Calls;
import io.tierline.trials.Stack;
import io.tierline.trials.Tenant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Bodies that are meant to take the service down, or that would by their mere number; others notice nothing of them. */
@WithStack
@Order(15)
class HostileBodiesIT {
    private static final int BATCH = 5_000;
    private static final int LARGEST_BODY = 16 * 1024 * 1024;
    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";
    private static final String[] GZIP = {"Content-Encoding", "gzip"};

    /** Where batches are taken, and by whom. */
    private static final Map<String, String> BATCHES = new TreeMap<>(Map.of(
            "/v1/calls/batch", "call-service",
            "/v1/contacts/batch", "call-service",
            "/v1/customers/batch", "grading-service"));

    private final ExecutorService senders = Executors.newCachedThreadPool();
    private Map<String, Long> processes;
    private Stack stack;
    private SteadyNeighbour neighbour;

    @BeforeEach
    void lookAtProcesses(Stack stack, Tenant tenant) throws IOException {
        this.stack = stack;
        processes = pids();
        neighbour = new SteadyNeighbour(tenant);
    }

    @AfterEach
    void nothingHasHappened() throws Exception {
        senders.shutdownNow();
        System.out.println("The neighbour meanwhile: " + neighbour.stop());
        assertThat(neighbour.failures())
                .as("what became of the others' requests")
                .isEmpty();
        assertThat(neighbour.answered())
                .as("the others' requests that were answered")
                .isPositive();
        assertThat(pids()).as("process ids").isEqualTo(processes);
        for (String service : Stack.SERVICES) {
            assertThat(stack.log(service)).doesNotContain("OutOfMemoryError");
        }
    }

    @Test
    void bodyIsRefused_whenItHoldsMillionsOfNothing(Tenant tenant) throws Exception {
        byte[] array = ("[" + "{},".repeat(5_500_000) + "{}]").getBytes(US_ASCII);
        byte[] lines = "{}\n".repeat(5_500_000).getBytes(US_ASCII);
        byte[] table = "x,\n".repeat(5_000_000).getBytes(US_ASCII);
        byte[] object = IntStream.range(0, 1_600_000)
                .mapToObj(i -> "\"" + Integer.toString(i, 36) + "\":1")
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(US_ASCII);
        byte[] nested = "[".repeat(LARGEST_BODY).getBytes(US_ASCII);
        String unknown = IntStream.range(0, 330)
                .mapToObj(i -> "\"" + Integer.toString(i + 1296, 36) + "\":[]")
                .collect(Collectors.joining(",", "{", "}"));
        byte[] junk = ("[" + (unknown + ",").repeat(BATCH - 1) + unknown + "]").getBytes(US_ASCII);
        byte[] packed = gzip(array, 1);
        byte[] bomb = gzip(" ".repeat(1024 * 1024).getBytes(US_ASCII), 500);
        byte[] rows = gzip("{}\n".repeat(1024 * 1024 / 3).getBytes(US_ASCII), 500);

        BATCHES.forEach((path, service) -> {
            assertThat(post(tenant, service, path, JSON, array))
                    .as("array to " + path)
                    .isEqualTo(422);
            assertThat(post(tenant, service, path, NDJSON, lines))
                    .as("lines to " + path)
                    .isEqualTo(422);
            assertThat(post(tenant, service, path, CSV, table))
                    .as("table to " + path)
                    .isEqualTo(422);
            assertThat(post(tenant, service, path, JSON, object))
                    .as("object to " + path)
                    .isEqualTo(422);
            assertThat(post(tenant, service, path, NDJSON, object))
                    .as("object as a line to " + path)
                    .isEqualTo(200);
            assertThat(post(tenant, service, path, JSON, nested))
                    .as("brackets to " + path)
                    .isEqualTo(400);
            assertThat(post(tenant, service, path, NDJSON, nested))
                    .as("brackets as a line to " + path)
                    .isEqualTo(200);
            assertThat(post(tenant, service, path, JSON, junk))
                    .as("unknown members to " + path)
                    .isEqualTo(200);
            assertThat(post(tenant, service, path, JSON, packed, GZIP))
                    .as("gzip to " + path)
                    .isEqualTo(422);
            assertThat(post(tenant, service, path, JSON, bomb, GZIP))
                    .as("bomb to " + path)
                    .isEqualTo(413);
            assertThat(post(tenant, service, path, NDJSON, rows, GZIP))
                    .as("packed lines to " + path)
                    .isEqualTo(422);
        });
    }

    @Test
    void batchesAreTakenOrRefusedForNow_whenSixteenComeAtOnce(Tenant first, Tenant second, Tenant third, Tenant fourth)
            throws Exception {
        // Given
        List<Tenant> tenants = List.of(first, second, third, fourth);
        List<byte[]> batches =
                IntStream.range(0, 16).mapToObj(HostileBodiesIT::batch).toList();
        assertThat(batches).allMatch(batch -> batch.length > 14_000_000);
        tenants.forEach(HostileBodiesIT::token);

        // When
        List<Future<Integer>> sent = new ArrayList<>();
        for (int i = 0; i < batches.size(); i++) {
            Tenant tenant = tenants.get(i % tenants.size());
            byte[] batch = batches.get(i);
            sent.add(senders.submit(() -> post(tenant, "call-service", "/v1/calls/batch", JSON, batch)));
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> one : sent) {
            statuses.add(one.get(2, TimeUnit.MINUTES));
        }
        System.out.println("Sixteen batches at once: " + statuses);

        // Then
        assertThat(statuses).contains(200).containsAnyOf(429, 503).isSubsetOf(200, 429, 503);
        for (int i = 0; i < batches.size(); i++) {
            if (statuses.get(i) != 200) {
                assertThat(post(
                                tenants.get(i % tenants.size()),
                                "call-service",
                                "/v1/calls/batch",
                                JSON,
                                batches.get(i)))
                        .as("batch " + i + " again")
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void uploadsAreGivenUp_whenTheyStopOrTrickle(Tenant first, Tenant second, Tenant third) throws Exception {
        // Given
        List<Tenant> tenants = List.of(first, second, third);
        tenants.forEach(HostileBodiesIT::token);
        byte[] half = " ".repeat(LARGEST_BODY / 2).getBytes(US_ASCII);

        // When
        List<Future<Integer>> sent = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Tenant tenant = tenants.get(i % tenants.size());
            boolean trickles = i % 2 == 0;
            sent.add(senders.submit(() -> {
                try (RawRequest upload = new RawRequest(
                        stack.address("call-service"), "/v1/calls/batch", token(tenant), JSON, LARGEST_BODY)) {
                    if (!trickles) {
                        upload.send(half);
                    }
                    while (trickles && !upload.isAnswered()) {
                        upload.send(new byte[] {' '});
                        TimeUnit.MILLISECONDS.sleep(100);
                    }
                    return upload.status();
                }
            }));
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> one : sent) {
            statuses.add(one.get(2, TimeUnit.MINUTES));
        }
        System.out.println("Sixty uploads that do not come on: "
                + statuses.stream().collect(Collectors.groupingBy(s -> s, TreeMap::new, Collectors.counting())));

        // Then
        assertThat(statuses).contains(408).isSubsetOf(408, 429, 503);
        Tenant.eventually(
                Duration.ofSeconds(10),
                () -> assertThat(post(third, "call-service", "/v1/calls/batch", JSON, batch(100)))
                        .isEqualTo(200));
    }

    private int post(Tenant tenant, String service, String path, String type, byte[] body, String... headers) {
        try {
            return RawRequest.post(stack.address(service), path, token(tenant), type, body, headers);
        } catch (IOException e) {
            throw new AssertionError("no answer to a POST of " + type + " to " + path, e);
        }
    }

    private static String token(Tenant tenant) {
        return tenant.token("telephony", "manager", "bi");
    }

    private Map<String, Long> pids() throws IOException {
        Map<String, Long> pids = new TreeMap<>();
        for (String service : Stack.SERVICES) {
            pids.put(service, stack.pid(service));
        }
        return pids;
    }

    /** Valid calls, each with notes of 2,700 characters. */
    private static byte[] batch(int number) {
        ArrayNode calls = Api.JSON.createArrayNode();
        for (int i = 0; i < BATCH; i++) {
            calls.add(Calls.summarised("large-" + number + "-" + i, "customer-" + i % 100, "D")
                    .put(
                            "notes",
                            (number + " " + i + " as discussed ").repeat(200).substring(0, 2_700)));
        }
        return write(calls);
    }

    private static byte[] write(JsonNode calls) {
        try {
            return Api.JSON.writeValueAsBytes(calls);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The bytes so many times, packed. */
    private static byte[] gzip(byte[] bytes, int times) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        }) {
            for (int i = 0; i < times; i++) {
                gzip.write(bytes);
            }
        }
        return packed.toByteArray();
    }

    /** Someone who posts a call, reads calls and reads customers, one after another, all the time. */
    private static final class SteadyNeighbour {
        private final Thread thread = new Thread(this::work, "neighbour");
        private final List<String> failures = new ArrayList<>();
        private final List<Long> millis = new ArrayList<>();
        private final Tenant tenant;
        private volatile boolean stopped;

        SteadyNeighbour(Tenant tenant) {
            this.tenant = tenant;
            thread.start();
        }

        private void work() {
            for (int i = 0; !stopped; i++) {
                long began = System.nanoTime();
                String what = List.of("post", "calls", "customers").get(i % 3);
                try {
                    switch (what) {
                        case "post" -> tenant.post(Calls.answered("neighbour-" + i, "neighbours"));
                        case "calls" -> tenant.calls().read("/v1/calls?limit=10");
                        default -> tenant.grading().read("/v1/customers?limit=10");
                    }
                    millis.add((System.nanoTime() - began) / 1_000_000);
                } catch (IOException | AssertionError e) {
                    failures.add(what + ": " + e);
                }
            }
        }

        String stop() throws InterruptedException {
            stopped = true;
            thread.join();
            List<Long> sorted = millis.stream().sorted().toList();
            return sorted.size() + " answers"
                    + (sorted.isEmpty()
                            ? ""
                            : ", half of them within " + sorted.get(sorted.size() / 2) + " ms, the slowest after "
                                    + sorted.get(sorted.size() - 1) + " ms");
        }

        List<String> failures() {
            return failures;
        }

        int answered() {
            return millis.size();
        }
    }
}
