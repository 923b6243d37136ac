package io.tierline.kit.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.kit.testing.Tokens;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

@QuarkusTest
class RequestTurnsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TestHTTPResource("/")
    URI server;

    @ConfigProperty(name = "tierline.expensive-reads.most")
    int most;

    @ConfigProperty(name = "tierline.expensive-reads.most-of-tenant")
    int mostOfTenant;

    @ConfigProperty(name = "tierline.turns.waiting-of-tenant")
    int mostWaiting;

    private final List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
    private String test;

    @BeforeEach
    void name(TestInfo info) {
        test = info.getTestMethod().orElseThrow().getName().toLowerCase().replace('_', '-');
    }

    @AfterEach
    void finishAll() {
        await().atMost(SOON).untilAsserted(() -> {
            LargeAnswersResource.finish(test);
            assertThat(asked).allMatch(CompletableFuture::isDone);
        });
    }

    @Test
    void readsWait_whenTheirTenantHasAsManyAsItMay() {
        List<CompletableFuture<HttpResponse<String>>> answers = ask("wide", "", mostOfTenant + mostWaiting);
        awaitUnderWay(mostOfTenant);

        CompletableFuture<HttpResponse<String>> other = ask("other", "", 1).get(0);
        awaitUnderWay(mostOfTenant + 1);
        LargeAnswersResource.finish(test);
        awaitUnderWay(mostWaiting);
        LargeAnswersResource.finish(test);

        assertThat(other.join().statusCode()).isEqualTo(200);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }

    @Test
    void readIsRefusedAsTooMany_whenTooManyOfItsTenantWait() {
        List<CompletableFuture<HttpResponse<String>>> answers = ask("crowd", "", mostOfTenant);
        awaitUnderWay(mostOfTenant);
        answers.addAll(ask("crowd", "", mostWaiting + 1));

        HttpResponse<String> refused =
                (HttpResponse<String>) CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new))
                        .join();

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("\"code\":\"too-many-expensive-reads\"");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
    }

    @Test
    void readIsRefusedAsTooMany_whenItHasWaitedTooLongForItsOwnTenant() {
        ask("patient", "", mostOfTenant);
        awaitUnderWay(mostOfTenant);
        assertThat(ask("patient", "", 1).get(0).join().statusCode()).isEqualTo(429);
    }

    @Test
    void readIsRefusedAsOverload_whenItHasWaitedTooLongForOthers() {
        IntStream.range(0, most).forEach(i -> ask("many-" + i, "", 1));
        awaitUnderWay(most);

        HttpResponse<String> refused = ask("late", "", 1).get(0).join();

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("\"code\":\"overloaded\"");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
    }

    @Test
    void placeIsFreeAgain_whenAnswersFail() {
        IntStream.range(0, 3 * most)
                .forEach(i -> assertThat(
                                ask("broken", "/broken", 1).get(0).join().statusCode())
                        .isEqualTo(500));
        ask("broken", "", 1);
        awaitUnderWay(1);
    }

    @Test
    void placeIsFreeAgain_whenStreamsEnd() {
        for (int i = 0; i < 2 * most; i++) {
            CompletableFuture<HttpResponse<String>> stream =
                    ask("streams", "/stream", 1).get(0);
            awaitUnderWay(1);
            LargeAnswersResource.finish(test);
            assertThat(stream.join().body()).contains("begun").contains("{}");
        }
    }

    @Test
    void placesAreFreeAgainAfterAWhile_whenClientsHangUp() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < mostOfTenant + mostWaiting; i++) {
            sockets.add(open("hung-up", i % 2 == 0 ? "" : "/stream"));
        }
        awaitUnderWay(mostOfTenant);
        for (Socket socket : sockets) {
            socket.close();
        }
        CompletableFuture<HttpResponse<String>> next = ask("hung-up", "", 1).get(0);
        assertThat(next.isDone()).isFalse();

        await().atMost(SOON).untilAsserted(() -> assertThat(askOnce("hung-up")).isTrue());
    }

    @Test
    void placesAreFreeAgain_whenClientsHangUpInTheMiddleOfAnAnswer() throws Exception {
        for (int i = 0; i < mostOfTenant; i++) {
            try (Socket socket = open("half-read", "/written")) {
                assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
            }
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(askOnce("half-read")).isTrue());
    }

    @Test
    void readIsExpensive_whenOneOfTheConditionsHolds() {
        ask("conditional", "/sometimes?per=customer", mostOfTenant);
        awaitUnderWay(mostOfTenant);
        ask("conditional", "/sometimes?limit=100", 1);
        awaitUnderWay(mostOfTenant + 1);
        ask("conditional", "/sometimes?limit=many", 1);
        awaitUnderWay(mostOfTenant + 2);

        assertThat(ask("conditional", "/sometimes?limit=101", 1).get(0).join().statusCode())
                .isEqualTo(429);
    }

    @Test
    void batchIsRefused_whenItHasWaitedTooLongForItsOwnTenant() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers =
                List.of(post("loading", "{}"), post("other-loading", "{}"));
        awaitUnderWay(2);
        ask("loading", "", 1);
        awaitUnderWay(3);

        HttpResponse<String> refused = post("loading", "no JSON").join();

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("\"code\":\"too-many-batches\"");
        LargeAnswersResource.finish(test);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(post("loading", "no JSON").join().statusCode()).isEqualTo(400);
    }

    @Test
    void roleIsCheckedBeforeAnythingWaits() {
        ask("roles", "", mostOfTenant + mostWaiting);
        awaitUnderWay(mostOfTenant);
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/v1/large/" + test))
                .header("Authorization", "Bearer " + Tokens.of("roles", "writer"))
                .build();
        assertThat(HTTP.sendAsync(request, BodyHandlers.ofString()).join().statusCode())
                .isEqualTo(403);
    }

    /** Whether a read gets a place; it is finished when it does. */
    private boolean askOnce(String tenant) {
        CompletableFuture<HttpResponse<String>> answer = ask(tenant, "", 1).get(0);
        await().atMost(SOON).until(() -> {
            LargeAnswersResource.finish(test);
            return answer.isDone();
        });
        return answer.join().statusCode() == 200;
    }

    private List<CompletableFuture<HttpResponse<String>>> ask(String tenant, String path, int times) {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            HttpRequest request = HttpRequest.newBuilder(server.resolve("/v1/large/" + test + path))
                    .header("Authorization", "Bearer " + Tokens.of(tenant, "reader"))
                    .build();
            answers.add(HTTP.sendAsync(request, BodyHandlers.ofString()));
        }
        asked.addAll(answers);
        return answers;
    }

    private CompletableFuture<HttpResponse<String>> post(String tenant, String body) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/v1/large/" + test))
                .header("Authorization", "Bearer " + Tokens.of(tenant, "writer"))
                .POST(BodyPublishers.ofString(body))
                .build();
        CompletableFuture<HttpResponse<String>> answer = HTTP.sendAsync(request, BodyHandlers.ofString());
        asked.add(answer);
        return answer;
    }

    private Socket open(String tenant, String path) throws Exception {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.getOutputStream()
                .write(("GET /v1/large/" + test + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + Tokens.of(tenant, "reader") + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private void awaitUnderWay(int answers) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(LargeAnswersResource.underWay(test)).isEqualTo(answers));
    }
}
