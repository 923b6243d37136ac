package io.tierline.kit.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.kit.testing.Tokens;
import io.tierline.kit.trial.BodiesResource;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trial service's budget is 1 MB, a quarter more for small bodies; it is patient for 2 s. */
@QuarkusTest
class BodiesUnderWayTest {

    private static final int KB = 1024;

    @TestHTTPResource("/")
    URI server;

    @Inject
    MeterRegistry meters;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void nothingIsLeftUnderWay() {
        BodiesResource.release();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(underWay("large")).isZero();
            assertThat(underWay("small")).isZero();
        });
    }

    @Test
    void bodyIsRefused_whenTheTenantsOrAllOfThemTakeTheRoom() throws Exception {
        // Given
        List<CompletableFuture<HttpResponse<String>>> held = new ArrayList<>();
        held.add(hold("first"));
        await().untilAsserted(() -> assertThat(underWay("large")).isEqualTo(400 * KB));

        // When
        HttpResponse<String> tooManyOfOne = post("first", new byte[200 * KB]);
        held.add(hold("second"));
        await().untilAsserted(() -> assertThat(underWay("large")).isEqualTo(800 * KB));
        HttpResponse<String> tooManyOfAll = post("third", new byte[300 * KB]);
        HttpResponse<String> packed = post("third", gzip(new byte[300 * KB]), "Content-Encoding", "gzip");
        HttpResponse<String> smallOne = post("first", new byte[10 * KB]);
        BodiesResource.release();

        // Then
        assertRefused(tooManyOfOne, 429, "tenant-overloaded");
        assertRefused(tooManyOfAll, 503, "overloaded");
        assertRefused(packed, 503, "overloaded");
        assertThat(smallOne.statusCode()).isEqualTo(200);
        for (CompletableFuture<HttpResponse<String>> one : held) {
            assertThat(one.get().body()).isEqualTo("{\"bytes\":" + 400 * KB + "}");
        }
        assertThat(post("first", new byte[200 * KB]).statusCode()).isEqualTo(200);
        assertThat(post("third", gzip(new byte[300 * KB]), "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void bodyIsRefused_whenItIsLargerThanTheEndpointTakes() throws Exception {
        assertThat(post("acme", new byte[512 * KB]).statusCode()).isEqualTo(200);
        assertRefused(post("acme", new byte[512 * KB + 1]), 413, "too-large");
        assertRefused(post("acme", gzip(new byte[512 * KB + 1]), "Content-Encoding", "gzip"), 413, "too-large");
    }

    @Test
    void connectionIsClosed_whenARefusedBodyArrivesWithItsRequest() throws Exception {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            byte[] head = head("/v1/trouble/small", Tokens.of("acme", "writer"), 70 * KB);
            send(socket, Arrays.copyOf(head, head.length + 70 * KB));
            assertThat(answer(socket)).startsWith("HTTP/1.1 413 ").containsIgnoringCase("connection: close");
        }
    }

    @Test
    void bodyIsNotRead_whenNobodyKnowsWhoSendsIt() throws Exception {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            send(socket, head("/v1/bodies", "not.a.token", 500 * KB));
            assertThat(answer(socket)).startsWith("HTTP/1.1 401 ").containsIgnoringCase("connection: close");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 500 * KB})
    void requestTimesOut_whenItsBodyMakesNoProgress(int announced) throws Exception {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            send(socket, head("/v1/bodies", Tokens.of("stalling", "writer"), announced));
            send(socket, new byte[announced / 2]);
            assertThat(answer(socket))
                    .startsWith("HTTP/1.1 408 ")
                    .contains("\"code\":\"body-too-slow\"")
                    .containsIgnoringCase("content-type: application/problem+json")
                    .containsIgnoringCase("connection: close");
        }
    }

    @Test
    void requestTimesOut_whenItsBodyTrickles() throws Exception {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            send(socket, head("/v1/bodies", Tokens.of("trickling", "writer"), 500 * KB));
            Thread trickle = new Thread(() -> {
                try {
                    while (true) {
                        send(socket, new byte[100]);
                        Thread.sleep(50); // The pace is what is tested.
                    }
                } catch (IOException | InterruptedException refused) {
                    // As is to be expected.
                }
            });
            trickle.start();
            assertThat(answer(socket)).startsWith("HTTP/1.1 408 ").contains("bytes a second");
            trickle.interrupt();
        }
    }

    @Test
    void roomIsFreeAgain_whenTheSenderHangsUp() throws Exception {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            send(socket, head("/v1/bodies", Tokens.of("leaving", "writer"), 500 * KB));
            send(socket, new byte[200 * KB]);
            await().untilAsserted(() -> assertThat(underWay("large")).isEqualTo(500 * KB));
        }
        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(underWay("large")).isZero());
    }

    @Test
    void senderIsAskedToGoOn_whenItWaitsForThat() throws Exception {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            String head = new String(head("/v1/bodies", Tokens.of("polite", "writer"), 3), US_ASCII);
            send(
                    socket,
                    head.replace("Host:", "Expect: 100-continue\r\nConnection: close\r\nHost:")
                            .getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(25), US_ASCII))
                    .startsWith("HTTP/1.1 100 ");
            send(socket, new byte[3]);
            assertThat(answer(socket)).contains("HTTP/1.1 200 ").endsWith("{\"bytes\":3}");
        }
    }

    private CompletableFuture<HttpResponse<String>> hold(String tenant) {
        return client.sendAsync(request("/v1/bodies/held", tenant, new byte[400 * KB]), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String tenant, byte[] body, String... headers) throws Exception {
        return client.send(request("/v1/bodies", tenant, body, headers), BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String tenant, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .header("Authorization", "Bearer " + Tokens.of(tenant, "writer"))
                .POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    private double underWay(String size) {
        return meters.get("tierline.bodies.bytes").tag("size", size).gauge().value();
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status != 413);
    }

    private static byte[] head(String path, String token, int length) {
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(US_ASCII);
    }

    private static void send(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** All that the server says until it closes the connection. */
    private static String answer(Socket socket) throws IOException {
        socket.setSoTimeout(30_000);
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}
