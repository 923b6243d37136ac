package io.tierline.kit.rest;

import static io.tierline.kit.rest.RawHttp.head;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import io.tierline.kit.rest.RawHttp.Answer;
import io.tierline.kit.testing.Tokens;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to requests before an endpoint sees them, and what every response has. */
@QuarkusTest
class HttpLayerTest {

    private static final String READER = "Authorization: Bearer " + Tokens.of("acme", "reader");
    private static final String WRITER = "Authorization: Bearer " + Tokens.of("acme", "writer");

    @TestHTTPResource("/")
    URI server;

    @ParameterizedTest
    @ValueSource(strings = {"/", "/none", "/v1/none", "/v1/things/a/b", "/q/none", "*"})
    void nothingIsFound_whereThereIsNoEndpoint(String address) throws IOException {
        problem(send(head("GET " + address + " HTTP/1.1", READER)), 404, "not-found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    DELETE | /v1/notes       | GET, HEAD, OPTIONS, POST
                    FOO    | /v1/notes       | GET, HEAD, OPTIONS, POST
                    POST   | /v1/things/a    | GET, HEAD, OPTIONS, PUT
                    PATCH  | /v1/things/a/   | GET, HEAD, OPTIONS, PUT
                    GET    | /v1/things/1/part | OPTIONS, PUT
                    """)
    void refusalOfAMethodNamesTheOthers(String method, String address, String allowed) throws IOException {
        Answer answer = send(head(method + " " + address + " HTTP/1.1", WRITER, "Content-Length: 0"));

        problem(answer, 405, "method-not-allowed");
        assertThat(String.join(", ", answer.headers("Allow")).split(", *"))
                .containsExactlyInAnyOrder(allowed.split(", "));
    }

    @Test
    void lineAndHeadersAreTaken_upToTheirLimits() throws IOException {
        String longest = "a".repeat(RequestChecks.LONGEST_REQUEST_LINE - "GET /v1/things/ HTTP/1.1".length() - 2);
        assertThat(send(head("GET /v1/things/" + longest + " HTTP/1.1", READER)).status())
                .isEqualTo(200);
        problem(send(head("GET /v1/things/" + longest + "aaa HTTP/1.1", READER)), 414, "address-too-long");
        String large = "X-Large: " + "a".repeat(RequestChecks.LARGEST_HEADERS - 1500);
        assertThat(send(head("GET /v1/things/a HTTP/1.1", READER, large)).status())
                .isEqualTo(200);
        problem(send(head("GET /v1/things/a HTTP/1.1", READER, large + "a".repeat(1500))), 431, "headers-too-large");
    }

    /** The server refuses these before any code of ours sees them. */
    static Stream<Arguments> requestsThatTheServerRefuses() {
        return Stream.of(
                Arguments.of("a line that is far too long", head("GET /" + "a".repeat(40_000) + " HTTP/1.1"), 414),
                Arguments.of(
                        "headers that are far too large",
                        head("GET /v1/notes HTTP/1.1", "X-Large: " + "a".repeat(70_000)),
                        431),
                Arguments.of("no HTTP", "nonsense\r\n\r\n", 400),
                Arguments.of("a broken percent-encoding in the path", head("GET /v1/things/%zz HTTP/1.1", READER), 400),
                Arguments.of(
                        "a broken percent-encoding in the query", head("GET /v1/notes?limit=% HTTP/1.1", READER), 400),
                Arguments.of("a header's name with a space", head("GET /v1/notes HTTP/1.1", "X Y: z"), 400),
                Arguments.of("no number as the length", head("POST /v1/notes HTTP/1.1", "Content-Length: x"), 400),
                Arguments.of(
                        "two lengths",
                        head("POST /v1/notes HTTP/1.1", "Content-Length: 1", "Content-Length: 2") + "{}",
                        400),
                Arguments.of(
                        "a length and chunks",
                        head("POST /v1/notes HTTP/1.1", "Content-Length: 2", "Transfer-Encoding: chunked")
                                + "2\r\n{}\r\n0\r\n\r\n",
                        400),
                Arguments.of(
                        "chunks in HTTP/1.0",
                        head("POST /v1/notes HTTP/1.0", "Transfer-Encoding: chunked") + "2\r\n{}\r\n0\r\n\r\n",
                        400),
                Arguments.of(
                        "chunks that are not the last coding",
                        head("POST /v1/notes HTTP/1.1", "Transfer-Encoding: chunked, gzip"),
                        400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requestsThatTheServerRefuses")
    void statusIsAllThatIsAnswered_whenTheServerItselfRefuses(String what, String request, int status)
            throws IOException {
        Answer answer = send(request + head("GET /v1/things/smuggled HTTP/1.1", READER));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.responses()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "identity",
                "xchunked",
                "gzip, chunked",
                "chunked, chunked",
                "chunked;q=1",
                "gzip\r\nTransfer-Encoding: chunked"
            })
    void connectionIsClosedAfterARefusal_whenTheTransferEncodingIsUnknown(String coding) throws IOException {
        String body = coding.matches("(?s).*\\bchunked") ? "0\r\n\r\n" : "";
        String next =
                "PUT /v1/things/smuggled HTTP/1.1\r\nHost: localhost\r\n" + WRITER + "\r\nContent-Length: 0\r\n\r\n";

        Answer answer = send("POST /v1/notes HTTP/1.1\r\nHost: localhost\r\n" + WRITER + "\r\nTransfer-Encoding: "
                + coding + "\r\nContent-Type: application/json\r\n\r\n" + body + next);

        problem(answer, 501, "transfer-encoding-unknown");
        assertThat(answer.headers("Connection")).containsExactly("close");
        assertThat(answer.responses()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /v1/things/a HTTP/1.2", "GET /v1/things/a HTTP/2.0"})
    void otherVersionsOfHttpAreRefused(String line) throws IOException {
        Answer answer = send(head(line, READER) + "SM\r\n\r\n");

        problem(answer, 505, "http-version-unknown");
        assertThat(answer.responses()).isEqualTo(1);
    }

    @Test
    void upgradeToHttp2IsNotTaken() throws IOException {
        Answer answer =
                send(head("GET /v1/things/a HTTP/1.1", READER, "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"));

        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:99", "[::1]:80", "a_b", "a%20b", "a|b", "{x}", "a b", "a/b", "a@b"
            })
    void locationIsAPath_whateverTheClientTakesTheServerFor(String host) throws IOException {
        Answer answer = send("PUT /v1/things/a HTTP/1.1\r\nHost: " + host
                + "\r\nX-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\nConnection: close\r\n" + WRITER
                + "\r\nContent-Length: 0\r\n\r\n");

        if (answer.status() == 400) {
            problem(answer, 400, "unreadable");
        } else {
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.headers("Location")).containsExactly("/v1/things/a");
        }
    }

    @Test
    void locationIsAPath_whenHttp10SendsNoHost() throws IOException {
        Answer answer = send("PUT /v1/things/a HTTP/1.0\r\n" + WRITER + "\r\nContent-Length: 0\r\n\r\n");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers("Location")).containsExactly("/v1/things/a");
    }

    @Test
    void requestIsUnreadable_whenHttp11SendsNoHost() throws IOException {
        problem(send("GET /v1/things/a HTTP/1.1\r\nConnection: close\r\n" + READER + "\r\n\r\n"), 400, "unreadable");
    }

    static Stream<Arguments> responsesOfTheApi() {
        return Stream.of(
                Arguments.of(200, head("GET /v1/things/a HTTP/1.1", READER)),
                Arguments.of(201, head("PUT /v1/things/a HTTP/1.1", WRITER, "Content-Length: 0")),
                Arguments.of(400, head("POST /v1/notes HTTP/1.1", WRITER, "Content-Length: 0")),
                Arguments.of(401, head("GET /v1/things/a HTTP/1.1")),
                Arguments.of(403, head("GET /v1/things/a HTTP/1.1", WRITER)),
                Arguments.of(404, head("GET /v1/none HTTP/1.1", READER)),
                Arguments.of(405, head("DELETE /v1/notes HTTP/1.1", READER)),
                Arguments.of(413, head("POST /v1/notes HTTP/1.1", WRITER, "Content-Length: 99999")),
                Arguments.of(414, head("GET /" + "a".repeat(9000) + " HTTP/1.1", READER)),
                Arguments.of(422, head("GET /v1/notes?none=1 HTTP/1.1", READER)),
                Arguments.of(500, head("GET /v1/trouble/broken HTTP/1.1", READER)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("responsesOfTheApi")
    void responseIsForNoCacheAndNothingToGuessAt(int status, String request) throws IOException {
        Answer answer = send(request);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers("X-Content-Type-Options")).containsExactly("nosniff");
    }

    static Stream<Arguments> credentials() {
        Instant now = Instant.now();
        return Stream.of(
                Arguments.of("none", "X-None: 1", "Bearer"),
                Arguments.of("no token", bearer("x.y.z"), refused("The token cannot be read.")),
                Arguments.of("an unknown scheme", "Authorization: Digest x", refused("The token cannot be read.")),
                Arguments.of(
                        "Basic without a token", "Authorization: Basic eDp5", refused("The token cannot be read.")),
                Arguments.of("expired", bearer(Tokens.expired("acme", "reader")), refused("The token has expired.")),
                Arguments.of(
                        "not yet valid",
                        bearer(Jwt.issuer(Tokens.ISSUER)
                                .audience(Tokens.AUDIENCE)
                                .groups(Set.of("reader"))
                                .claim("nbf", now.getEpochSecond() + 3600)
                                .expiresAt(now.plusSeconds(7200))
                                .sign()),
                        refused("The token is not yet valid (nbf).")),
                Arguments.of(
                        "another issuer",
                        bearer(Jwt.issuer("https://evil.example")
                                .audience(Tokens.AUDIENCE)
                                .groups(Set.of("reader"))
                                .expiresAt(now.plusSeconds(60))
                                .sign()),
                        refused("The issuer (iss) is not trusted here.")),
                Arguments.of(
                        "no audience",
                        bearer(Jwt.issuer(Tokens.ISSUER)
                                .groups(Set.of("reader"))
                                .expiresAt(now.plusSeconds(60))
                                .sign()),
                        refused("The token has no audience (aud).")),
                Arguments.of(
                        "forged",
                        bearer(forged()),
                        refused("The signature is not one of a key that is trusted here.")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("credentials")
    void refusalOfATokenSaysWhatIsWrongWithIt(String what, String header, String challenge) throws IOException {
        Answer answer = send(head("GET /v1/things/a HTTP/1.1", header));

        problem(answer, 401, "not-authenticated");
        assertThat(answer.headers("WWW-Authenticate")).containsExactly(challenge);
    }

    @Test
    void refusalOfATicketSaysSo() throws IOException {
        Answer answer = send(head("GET /v1/ticks/stream?ticket=Tnone HTTP/1.1"));

        problem(answer, 401, "not-authenticated");
        assertThat(answer.headers("WWW-Authenticate"))
                .containsExactly(refused("The ticket is unknown or has expired."));
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    private static String refused(String reason) {
        return "Bearer error=\"invalid_token\", error_description=\"" + reason + "\"";
    }

    /** A good token with another tenant written into it. */
    private static String forged() {
        String[] parts = Tokens.of("acme", "reader").split("\\.");
        return parts[0] + "." + Tokens.of("globex", "reader").split("\\.")[1] + "." + parts[2];
    }

    private Answer send(String request) throws IOException {
        return new RawHttp(server).send(request);
    }

    private static void problem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.headers("Content-Type")).singleElement().asString().startsWith("application/problem+json");
        assertThat(answer.body())
                .contains("\"status\":" + status)
                .contains("\"code\":\"" + code + "\"")
                .doesNotContain("xception")
                .doesNotContain("io.");
    }
}
