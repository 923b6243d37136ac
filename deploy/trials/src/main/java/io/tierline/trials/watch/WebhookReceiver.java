package io.tierline.trials.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tierline.trials.Api;
import io.tierline.trials.model.Violation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Receives tier changes by webhook on this machine and fails where the seed wants it: at the first or second attempt of a
 * change, with a 500, a 503, a connection that is closed, or silence until the service gives up.
 */
public final class WebhookReceiver implements AutoCloseable {
    private static final String DELIVERED = "a webhook gets each matching change at least once";
    private static final String SIGNED = "a webhook's message is signed and the same each time";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int SILENCE = 17; // seconds; an attempt may take 15
    private static final int NO_ANSWER = 0;
    private static final int SILENT = 17; // one draw of those without an answer; it holds up what comes behind it

    /**
     * One attempt as it came.
     *
     * @param timestamp the header of the signed time, in seconds
     * @param status what was answered, 0 for nothing
     */
    public record Attempt(
            String webhookId, String timestamp, String signatures, String body, Instant arrived, int status) {

        JsonNode message() {
            try {
                return Api.JSON.readTree(body);
            } catch (JsonProcessingException e) {
                return MissingNode.getInstance();
            }
        }

        long position() {
            return message().path("data").path("position").asLong();
        }
    }

    private final long seed;
    private final Filter filter;
    private final HttpServer server;
    private final ExecutorService handlers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "webhook-receiver");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> secrets = new CopyOnWriteArrayList<>();
    private final List<Attempt> attempts = Collections.synchronizedList(new ArrayList<>());
    private final Map<Long, Integer> attemptsOf = new ConcurrentHashMap<>();
    private volatile boolean healthy;
    private String id;
    private long start;

    /** Listens on a free port of the loopback address. */
    public WebhookReceiver(Filter filter, long seed) throws IOException {
        this.filter = filter;
        this.seed = seed;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(handlers);
        server.createContext("/", this::receive);
        server.start();
    }

    /** Makes the webhook: it gets the changes from now on. The stack has to allow http and private addresses. */
    public void register(Api grading) throws IOException {
        ObjectNode submission = Api.JSON.createObjectNode().put("url", address().toString());
        submission.set("filter", filter.json());
        JsonNode made = grading.change("POST", "/v1/webhooks", submission);
        id = made.path("webhook").path("webhookId").asText();
        registered(
                made.path("webhook").path("position").asLong(),
                made.path("secret").asText());
    }

    void registered(long position, String secret) {
        start = position;
        secrets.add(secret);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tierline");
    }

    /** Gives the webhook another secret; those before it go on signing too. */
    public void renewSecret(Api grading) throws IOException {
        secrets.add(grading.change("POST", "/v1/webhooks/" + id + "/secret", Api.JSON.createObjectNode())
                .path("secret")
                .asText());
    }

    /** From now on every attempt is answered with success. */
    public void heal() {
        healthy = true;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Attempt came = new Attempt(
                    header(exchange, "webhook-id"),
                    header(exchange, "webhook-timestamp"),
                    header(exchange, "webhook-signature"),
                    body,
                    Instant.now(),
                    NO_ANSWER);
            int attempt = attemptsOf.merge(came.position(), 1, Integer::sum);
            int status = status(came.position(), attempt);
            attempts.add(new Attempt(came.webhookId, came.timestamp, came.signatures, came.body, came.arrived, status));
            if (status == NO_ANSWER) {
                if (draw(came.position(), attempt) == SILENT) {
                    TimeUnit.SECONDS.sleep(SILENCE);
                }
                return; // which closes the connection
            }
            if (status == 503) {
                exchange.getResponseHeaders().set("Retry-After", "1");
            }
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What an attempt is answered with: the same for the same seed, whatever came before. */
    private int status(long position, int attempt) {
        int draw = draw(position, attempt);
        int failing = healthy || attempt > 2 ? 0 : attempt == 1 ? 20 : 5;
        if (draw >= failing) {
            return draw % 2 == 0 ? 204 : 200;
        }
        return switch (draw % 4) {
            case 0 -> 503;
            case 1 -> NO_ANSWER;
            default -> 500;
        };
    }

    /** A number below 100. */
    private int draw(long position, int attempt) {
        return new SplittableRandom(seed ^ position << 8 ^ attempt).nextInt(100);
    }

    /** Verified at the end, because a message may come before the answer with the secret. */
    private boolean isSigned(Attempt attempt) {
        try {
            Instant sent = Instant.ofEpochSecond(Long.parseLong(attempt.timestamp));
            if (Duration.between(sent, attempt.arrived).abs().compareTo(TOLERANCE) > 0) {
                return false;
            }
        } catch (NumberFormatException e) {
            return false;
        }
        String signed = attempt.webhookId + "." + attempt.timestamp + "." + attempt.body;
        List<String> signatures = List.of(attempt.signatures.split(" "));
        return secrets.stream().anyMatch(secret -> signatures.contains("v1," + hmac(secret, signed)));
    }

    /** The signature of Standard Webhooks: HMAC-SHA256 of id.timestamp.body with the bytes behind {@code whsec_}. */
    static String hmac(String secret, String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    /** All attempts so far. */
    public List<Attempt> attempts() {
        synchronized (attempts) {
            return List.copyOf(attempts);
        }
    }

    /**
     * Whether each matching change since the webhook was made has come, signed, under one id of its own, and nothing else.
     * What failed is tried again after 5 s, then 30 s, then 2 min.
     *
     * @param changes all tier changes of the tenant by position
     */
    public List<Violation> check(List<JsonNode> changes) {
        List<Violation> violations = new ArrayList<>();
        Map<Long, JsonNode> expected = new HashMap<>();
        filter.of(changes.subList((int) start, changes.size()))
                .forEach(change -> expected.put(change.path("position").asLong(), change));
        Map<Long, String> ids = new HashMap<>();
        Set<Long> delivered = new HashSet<>();
        for (Attempt attempt : attempts()) {
            long position = attempt.position();
            String subject = "webhook" + filter.query() + " behind " + start + ", position " + position;
            JsonNode must = expected.get(position);
            if (must == null || !must.equals(attempt.message().path("data"))) {
                violations.add(Violation.of(DELIVERED, subject, must, attempt.body));
            }
            String before = ids.putIfAbsent(position, attempt.webhookId);
            if (!isSigned(attempt)
                    || attempt.webhookId.isEmpty()
                    || before != null && !before.equals(attempt.webhookId)
                    || !attempt.message().path("type").asText().equals("tier-change.v1")) {
                violations.add(Violation.of(SIGNED, subject, "signed, id " + before, attempt));
            }
            if (attempt.status / 100 == 2) {
                delivered.add(position);
            }
        }
        if (new HashSet<>(ids.values()).size() < ids.size()) {
            violations.add(Violation.of(SIGNED, "webhook" + filter.query(), "an id for each change", ids));
        }
        expected.keySet().stream()
                .sorted()
                .filter(change -> !delivered.contains(change))
                .findFirst()
                .ifPresent(missing -> violations.add(Violation.of(
                        DELIVERED,
                        "webhook" + filter.query() + " behind " + start,
                        expected.get(missing),
                        "not delivered; delivered are " + delivered.size() + " of " + expected.size())));
        return violations;
    }

    @Override
    public void close() {
        server.stop(0);
        handlers.shutdownNow();
    }
}
