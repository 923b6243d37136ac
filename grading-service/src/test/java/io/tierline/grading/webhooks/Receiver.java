package io.tierline.grading.webhooks;

import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;

/** A receiver of webhooks on this machine: keeps what it was sent and answers as it is told. */
final class Receiver implements AutoCloseable {

    /** A message that arrived. */
    record Message(String id, String timestamp, String signatures, String host, String body) {

        JsonPath json() {
            return JsonPath.from(body);
        }

        int position() {
            return json().getInt("data.position");
        }

        /** Whether one of the signatures is made with the secret, reckoned as the specification describes it. */
        boolean isSignedWith(String secret) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(
                        Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
                String signature = Base64.getEncoder()
                        .encodeToString(
                                mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8)));
                return Stream.of(signatures.split(" ")).anyMatch(("v1," + signature)::equals);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private volatile ToIntFunction<Message> status = message -> 204;
    private volatile String retryAfter;

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    /** Where it listens, under a host name of choice. */
    String url(String host) {
        return "http://" + host + ":" + server.getAddress().getPort() + "/hook";
    }

    String url() {
        return url("127.0.0.1");
    }

    /** Answers every message with the status from now on. */
    Receiver answers(int newStatus) {
        return answers(message -> newStatus);
    }

    /** Decides for each message what status it is answered with; may keep the sender waiting. */
    Receiver answers(ToIntFunction<Message> decision) {
        status = decision;
        return this;
    }

    /** Asks for time with every answer. */
    Receiver asksFor(String time) {
        retryAfter = time;
        return this;
    }

    /** What has arrived so far, in its order. */
    List<Message> messages() {
        return List.copyOf(messages);
    }

    /** Waits until so many messages have arrived, and answers them. */
    List<Message> await(int number) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(messages).hasSizeGreaterThanOrEqualTo(number));
        return messages();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Message message = new Message(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    exchange.getRequestHeaders().getFirst("host"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            messages.add(message);
            if (retryAfter != null) {
                exchange.getResponseHeaders().set("retry-after", retryAfter);
            }
            exchange.sendResponseHeaders(status.applyAsInt(message), -1);
        }
    }
}
