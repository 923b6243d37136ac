package io.tierline.kit.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.kit.testing.Tokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ServerTest {

    private static final int OVER_THE_LIMIT = 1024 * 1024 + 1;

    @TestHTTPResource("/")
    URI server;

    @Test
    void bodyIsRefusedUnread_whenItAnnouncesItselfAsTooLarge() throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /v1/notes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                                    + OVER_THE_LIMIT + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 413 ")
                    .containsIgnoringCase("content-type: application/problem+json")
                    .contains("\"code\":\"too-large\"");
        }
    }

    @Test
    void bodyIsRefused_whenItTurnsOutToBeTooLarge() throws Exception {
        HttpResponse<String> answer = post(new ByteArrayInputStream(new byte[LargestBody.DEFAULT + 1]));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"too-large\"");
    }

    @Test
    void bodyIsTaken_whenItIsChunkedAndWithinTheLimit() throws Exception {
        HttpResponse<String> answer =
                post(new ByteArrayInputStream("{\"id\":\"chunked\",\"body\":\"b\"}".getBytes(StandardCharsets.UTF_8)));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void absentValuesAreWrittenAsNull() {
        given().auth()
                .preemptive()
                .oauth2(Tokens.of("acme", "reader"))
                .get("/v1/notes")
                .then()
                .statusCode(200)
                .body("$", hasKey("next"))
                .body("next", nullValue());
        given().auth()
                .preemptive()
                .oauth2(Tokens.of("acme", "reader"))
                .get("/v1/notes?limit=2")
                .then()
                .body("items.size()", equalTo(2))
                .body("next", startsWith("WyJi"));
    }

    @Test
    void timesAreAnsweredInUtcAsTextToTheMicrosecond() {
        given().auth()
                .preemptive()
                .oauth2(Tokens.with("rep", "li.wei", "acme", "writer"))
                .contentType("application/json")
                .body("{\"id\":\"times\",\"body\":\"b\",\"madeAt\":\"2026-11-23T09:30:00.123456789+08:00\"}")
                .post("/v1/notes")
                .then()
                .statusCode(200)
                .body("madeAt", equalTo("2026-11-23T01:30:00.123456Z"))
                .body("author", equalTo("li.wei"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/notes/table", "/v1/notes"})
    void answersAreCompressed_whenTheCallerTakesIt(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .header("Authorization", "Bearer " + Tokens.of("acme", "reader"))
                .header("Accept-Encoding", "gzip")
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    }

    @Test
    void csvIsUtf8AndDefused() {
        given().auth()
                .preemptive()
                .oauth2(Tokens.of("acme", "reader"))
                .get("/v1/notes/table")
                .then()
                .statusCode(200)
                .contentType("text/csv;charset=UTF-8")
                .body(equalTo("id,body\r\na,'=1+1\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/openapi", "/q/openapi?format=json", "/q/swagger-ui"})
    void descriptionOfTheApiNeedsNoToken(String path) {
        given().get(path).then().statusCode(200);
    }

    @Test
    void serverIsLeftBehindAProxyOrOnThisMachineAlone_unlessToldOtherwise() {
        assertThat(server.getHost()).isEqualTo("127.0.0.1");
    }

    private HttpResponse<String> post(InputStream body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/v1/notes"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + Tokens.of("acme", "writer"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
