package io.tierline.grading.webhooks.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.grading.webhooks.domain.Answer;
import io.tierline.grading.webhooks.domain.ReceiverAddress;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.JksOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpReceiversTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path folder;

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void connectionGoesToTheAddressThatWasChecked_underTheNameOfTheReceiver() throws Exception {
        // Given: a receiver whose name no resolver knows
        CompletableFuture<String> seen = new CompletableFuture<>();
        HttpServer server = encryptedServer("receiver.test", request -> {
            seen.complete(request.connection().indicatedServerName() + " " + request.authority());
            request.response().setStatusCode(204).end();
        });

        // When
        Answer answer = post(trusting(), "https://receiver.test:" + server.actualPort() + "/");

        // Then
        assertThat(answer).isEqualTo(Answer.of(204, null));
        assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo("receiver.test receiver.test:" + server.actualPort());
    }

    @Test
    void certificateOfAnotherHostIsNotTaken() throws Exception {
        HttpServer server =
                encryptedServer("receiver.test", request -> request.response().end());

        Answer answer = post(trusting(), "https://other.test:" + server.actualPort() + "/");

        assertThat(answer.accepted()).isFalse();
        assertThat(answer.reason()).contains("certificate");
    }

    @Test
    void certificateThatNobodyHasSignedIsNotTaken() throws Exception {
        HttpServer server =
                encryptedServer("receiver.test", request -> request.response().end());

        Answer answer = post(new HttpClientOptions(), "https://receiver.test:" + server.actualPort() + "/");

        assertThat(answer.accepted()).isFalse();
        assertThat(answer.reason()).contains("certificate");
    }

    @Test
    void nobodyListening_isAnAnswerToo() throws Exception {
        HttpServer server = server(new HttpServerOptions(), request -> {});
        int port = server.actualPort();
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);

        assertThat(post(new HttpClientOptions(), "http://receiver.test:" + port + "/")
                        .reason())
                .isEqualTo("No connection");
    }

    @Test
    void redirectionIsNotFollowed() throws Exception {
        HttpServer server = server(
                new HttpServerOptions(),
                request -> request.response()
                        .setStatusCode(302)
                        .putHeader(
                                "location",
                                "http://127.0.0.1:" + request.localAddress().port() + "/elsewhere")
                        .end());

        assertThat(post(new HttpClientOptions(), "http://receiver.test:" + server.actualPort() + "/"))
                .isEqualTo(new Answer(302, "HTTP status 302", null));
    }

    @Test
    void answerWithoutEndIsCutOff() throws Exception {
        // Given
        CompletableFuture<Void> closed = new CompletableFuture<>();
        HttpServer server = server(new HttpServerOptions(), request -> {
            request.connection().closeHandler(closed::complete);
            request.response().setChunked(true).write("x".repeat(5_000));
        });

        // When
        Answer answer = post(new HttpClientOptions(), "http://receiver.test:" + server.actualPort() + "/");

        // Then
        assertThat(answer.accepted()).isTrue();
        closed.get(10, TimeUnit.SECONDS);
    }

    @Test
    void attemptEnds_whenNobodyWaitsAnyMore() throws Exception {
        // Given: a receiver that never answers
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        HttpServer server = server(new HttpServerOptions(), request -> {
            request.connection().closeHandler(closed::complete);
            arrived.complete(null);
        });
        var waiting = new HttpReceivers(vertx, Clock.systemUTC())
                .post(ReceiverAddress.of("http://receiver.test:" + server.actualPort() + "/"), LOOPBACK, Map.of(), "{}")
                .subscribe()
                .with(answer -> {});
        arrived.get(10, TimeUnit.SECONDS);

        // When
        waiting.cancel();

        // Then
        closed.get(10, TimeUnit.SECONDS);
    }

    @Test
    void receiverMayAskForTime_inSecondsOrByDate() throws Exception {
        HttpServer server = server(
                new HttpServerOptions(),
                request -> request.response()
                        .setStatusCode(request.path().equals("/busy") ? 503 : 429)
                        .putHeader("retry-after", request.getParam("after"))
                        .end());
        String url = "http://receiver.test:" + server.actualPort();

        assertThat(post(new HttpClientOptions(), url + "/busy?after=7").retryAfter())
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(post(new HttpClientOptions(), url + "/?after=Fri,%2031%20Dec%202100%2023:59:59%20GMT")
                        .retryAfter())
                .isGreaterThan(Duration.ofDays(365));
        assertThat(post(new HttpClientOptions(), url + "/?after=Fri,%2031%20Dec%201999%2023:59:59%20GMT")
                        .retryAfter())
                .isNull();
        assertThat(post(new HttpClientOptions(), url + "/?after=soon").retryAfter())
                .isNull();
        assertThat(post(new HttpClientOptions(), url + "/?after=99999999999").retryAfter())
                .isNull();
    }

    @Test
    void namesAreLookedUp() {
        assertThat(new SystemHosts().addresses("127.0.0.1").await().atMost(Duration.ofSeconds(10)))
                .containsExactly(LOOPBACK);
    }

    private Answer post(HttpClientOptions options, String url) {
        return new HttpReceivers(vertx, Clock.systemUTC(), options)
                .post(ReceiverAddress.of(url), LOOPBACK, Map.of("webhook-id", "1"), "{}")
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private HttpServer encryptedServer(String name, io.vertx.core.Handler<HttpServerRequest> handler) throws Exception {
        Path keys = keysOf(name);
        return server(
                new HttpServerOptions()
                        .setSsl(true)
                        .setSni(true)
                        .setKeyCertOptions(
                                new JksOptions().setPath(keys.toString()).setPassword("changeit")),
                handler);
    }

    private HttpServer server(HttpServerOptions options, io.vertx.core.Handler<HttpServerRequest> handler)
            throws InterruptedException, ExecutionException {
        return vertx.createHttpServer(options.setHost("127.0.0.1").setPort(0))
                .requestHandler(handler)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    private HttpClientOptions trusting() {
        return new HttpClientOptions()
                .setTrustOptions(new JksOptions()
                        .setPath(folder.resolve("keys.p12").toString())
                        .setPassword("changeit"));
    }

    /** A key with a certificate that it has signed itself, by the JDK's own tool. */
    private Path keysOf(String name) throws IOException, InterruptedException {
        Path keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "receiver",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:" + name,
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        return keys;
    }
}
