package io.tierline.trials.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tierline.trials.Api;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fuzzer against a small service that stores calls, and that has the faults which a test gives it. */
class FuzzerTest {
    private static final String TOKEN = "%s.payload.signature";

    private final Map<String, JsonNode> calls = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final AtomicInteger pid = new AtomicInteger(1);
    private HttpServer server;
    private boolean storesWhatItRefuses;
    private boolean showsEverybodysCalls;
    private boolean failsOnEmptyIds;
    private boolean dies;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void rightServiceHasNoViolation() throws Exception {
        // The valid requests alone: this server does not answer everything as it should.
        assertThat(violations(-1)).as("%s", printed).isZero();
        assertThat(printed.toString(UTF_8)).contains("0 kinds of violations");
    }

    @Test
    void traceOfARefusedRequestIsFound() throws Exception {
        storesWhatItRefuses = true;
        assertThat(violations()).isPositive();
        assertThat(printed.toString(UTF_8)).contains("refused requests have left");
    }

    @Test
    void dataOfTheOtherTenantIsFound() throws Exception {
        showsEverybodysCalls = true;
        assertThat(violations()).isPositive();
        assertThat(printed.toString(UTF_8)).contains("data of another tenant");
    }

    @Test
    void serverErrorIsFoundAndCanBeRepeated() throws Exception {
        failsOnEmptyIds = true;
        assertThat(violations()).isPositive();
        String violation = printed.toString(UTF_8)
                .lines()
                .filter(line -> line.contains("500 internal"))
                .findFirst()
                .orElseThrow();
        int number = Integer.parseInt(violation.replaceAll(".*request (\\d+):.*", "$1"));
        printed.reset();
        calls.clear();
        violations(number);
        assertThat(printed.toString(UTF_8)).contains("request " + number + ": 500 internal");
    }

    @Test
    void restartIsFound() throws Exception {
        dies = true;
        assertThat(violations()).isPositive();
        assertThat(printed.toString(UTF_8)).contains("calls was restarted or has ended");
    }

    private int violations(Integer... only) throws Exception {
        URI address = URI.create("http://localhost:" + server.getAddress().getPort());
        Fuzzer fuzzer = new Fuzzer(
                Map.of("calls", address),
                (tenant, roles) -> TOKEN.formatted(tenant),
                service -> pid.get(),
                "fuzz",
                new PrintStream(printed, true, UTF_8),
                Duration.ofSeconds(1),
                Duration.ZERO);
        return fuzzer.run(1, 150, Set.of(only));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (path.equals("/q/openapi")) {
                ObjectNode document = GeneratorTest.DOCUMENT.deepCopy();
                ((ObjectNode) document.get("paths")).remove("/v1/calls/batch");
                answer(exchange, 200, document);
            } else if (!authorization.matches("Bearer fuzz-[ab]\\.payload\\.signature")) {
                refuse(exchange, 401, "unauthorized");
            } else if (path.equals("/v1/calls") && exchange.getRequestMethod().equals("POST")) {
                post(exchange, authorization.substring(7, 13), body);
            } else if (path.equals("/v1/calls") && exchange.getRequestMethod().equals("GET")) {
                String prefix = showsEverybodysCalls ? "" : authorization.substring(7, 13);
                ObjectNode page = Api.JSON.createObjectNode();
                calls.forEach((key, call) -> {
                    if (key.startsWith(prefix)) {
                        page.withArray("items").add(call);
                    }
                });
                answer(exchange, 200, page);
            } else {
                JsonNode call = calls.get(authorization.substring(7, 13) + path.replaceAll(".*/", ""));
                if (call == null || !exchange.getRequestMethod().equals("GET")) {
                    refuse(exchange, 404, "not-found");
                } else {
                    answer(exchange, 200, call);
                }
            }
        }
    }

    private void post(HttpExchange exchange, String tenant, String body) throws IOException {
        JsonNode call = null;
        try {
            call = Api.JSON.readTree(body);
        } catch (IOException unreadable) {
            // Refused below.
        }
        String id = call == null ? "" : call.path("callId").asText();
        pid.addAndGet(dies ? 1 : 0);
        if (failsOnEmptyIds && call != null && id.isEmpty()) {
            refuse(exchange, 500, "internal");
        } else if (!id.matches("[\\w-]+") || !call.path("startedAt").isTextual()) {
            if (storesWhatItRefuses && call != null) {
                calls.put(tenant + body.hashCode(), call);
            }
            refuse(exchange, 422, "invalid");
        } else {
            calls.put(tenant + id, call);
            answer(exchange, 201, call);
        }
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        answer(
                exchange,
                status,
                Api.JSON
                        .createObjectNode()
                        .put("type", "about:blank")
                        .put("title", "T")
                        .put("status", status)
                        .put("detail", "D")
                        .put("code", code));
    }

    private static void answer(HttpExchange exchange, int status, JsonNode json) throws IOException {
        byte[] bytes = Api.JSON.writeValueAsBytes(json);
        exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("application/json"));
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
