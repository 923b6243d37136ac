package io.tierline.kit.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tierline.kit.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ProblemsTest {

    static Stream<Arguments> unreadableBodies() {
        return Stream.of(
                Arguments.of("empty", new byte[0]),
                Arguments.of("blank", bytes("  \n")),
                Arguments.of("truncated", bytes("{\"id\": \"a\"")),
                Arguments.of("a key twice", bytes("{\"id\":\"a\",\"id\":\"b\"}")),
                Arguments.of("U+0000", bytes("{\"id\":\"a\\u0000\"}")),
                Arguments.of("U+0000 in a name", bytes("{\"a\\u0000\":1}")),
                Arguments.of("half a surrogate pair", bytes("{\"id\":\"\\ud83d\"}")),
                Arguments.of("no UTF-8", new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'}),
                Arguments.of("Latin 1", "{\"body\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1)),
                Arguments.of("UTF-16", "{\"id\":\"a\"}".getBytes(StandardCharsets.UTF_16)),
                Arguments.of("overlong UTF-8", new byte[] {'"', (byte) 0xc1, (byte) 0x81, '"'}),
                Arguments.of("trailing text", bytes("{} {}")),
                Arguments.of("NaN", bytes("{\"size\":NaN}")),
                Arguments.of("a comment", bytes("{/* */}")),
                Arguments.of("too deep", bytes("[".repeat(5000))),
                Arguments.of("deep beyond reason", bytes("{\"a\":".repeat(900) + "1" + "}".repeat(899))),
                Arguments.of("no JSON", bytes("id=a")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadableBodies")
    void requestIsUnreadable_whenItsBodyIsNotStrictJson(String what, byte[] body) {
        problem(
                        as("writer")
                                .contentType("application/json")
                                .body(body)
                                .post("/v1/notes")
                                .then(),
                        400,
                        "unreadable")
                .body("detail", not(containsString("fasterxml")));
    }

    @Test
    void requestNamesEveryFault_whenSeveralMembersAreWrong() {
        problem(
                        write("{\"id\":\"a b\",\"madeAt\":\"yesterday\",\"size\":\"3\",\"colour\":1,\"x/y~z\":2}"),
                        422,
                        "invalid")
                .body("detail", equalTo("6 things are wrong with the request."))
                .body("errors.pointer", containsInAnyOrder("/id", "/madeAt", "/size", "/body", "/colour", "/x~1y~0z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "1", "\"text\""})
    void requestIsInvalid_whenItsBodyIsNoObject(String body) {
        problem(write(body), 422, "invalid").body("errors.pointer", containsInAnyOrder("", "/id", "/body"));
    }

    @Test
    void requestIsInvalid_whenAQueryParameterIsUnknownOrWrong() {
        problem(as("reader").get("/v1/notes?limti=5&limit=3").then(), 422, "invalid")
                .body("errors.pointer", contains("?limti"))
                .body("errors[0].message", equalTo("is not known here; known are cursor, limit, order"));
        problem(as("reader").get("/v1/notes?limit=501&order=up").then(), 422, "invalid")
                .body("errors.pointer", contains("?limit", "?order"));
        problem(as("reader").get("/v1/notes?order=").then(), 422, "invalid").body("errors.pointer", contains("?order"));
        problem(as("reader").get("/v1/notes?cursor=abc").then(), 422, "invalid")
                .body("errors.pointer", contains("?cursor"));
    }

    @Test
    void callerIsAskedForAToken_whenThereIsNoneOrItIsNoGood() {
        Stream.of(
                        given(),
                        given().auth().preemptive().oauth2("no.token.atall"),
                        given().auth().preemptive().oauth2(Tokens.expired("acme", "reader")),
                        given().auth().preemptive().oauth2(forged()),
                        given().header("Authorization", "Basic !!!"),
                        given().header("Authorization", "Basic bm8tY29sb24="),
                        given().auth().preemptive().basic("pbx", "wrong"),
                        given().auth().preemptive().basic("pbx", Tokens.expired("acme", "reader")))
                .forEach(request -> problem(request.get("/v1/trouble/who").then(), 401, "not-authenticated")
                        .header("WWW-Authenticate", startsWith("Bearer")));
    }

    @Test
    void callerLearnsNothing_whenItHasNoToken() {
        problem(given().get("/v1/notes?limti=5").then(), 401, "not-authenticated");
        problem(
                given().contentType("application/json")
                        .body("{")
                        .post("/v1/notes")
                        .then(),
                401,
                "not-authenticated");
    }

    @Test
    void callerIsKnown_whenTheTokenIsThePasswordOfBasic() {
        given().auth()
                .preemptive()
                .basic("pbx", Tokens.of("acme", "reader"))
                .get("/v1/trouble/who")
                .then()
                .statusCode(200)
                .body("tenant", equalTo("acme"))
                .body("subject", equalTo("reader@acme"))
                .body("reads", equalTo(true));
    }

    @Test
    void callerIsRefused_whenTheRoleIsAnotherOrTheTenantMissing() {
        problem(as("writer").get("/v1/trouble/who").then(), 403, "not-allowed");
        problem(
                given().auth()
                        .preemptive()
                        .oauth2(Tokens.withoutTenant("reader"))
                        .get("/v1/trouble/who")
                        .then(),
                403,
                "no-tenant");
        problem(
                given().auth()
                        .preemptive()
                        .oauth2(Tokens.of("Acme Inc", "reader"))
                        .get("/v1/trouble/who")
                        .then(),
                403,
                "no-tenant");
    }

    @Test
    void callerIsRefused_whenTheEndpointNamesNoRole() {
        problem(as("reader").get("/v1/trouble/nobody-may").then(), 403, "not-allowed");
        problem(given().get("/v1/trouble/nobody-may").then(), 401, "not-authenticated");
    }

    @Test
    void frameworksOwnRefusalsAreProblems() {
        problem(as("reader").get("/v1/nothing").then(), 404, "not-found");
        problem(as("reader").get("/nothing/at/all").then(), 404, "not-found");
        problem(as("reader").delete("/v1/notes").then(), 405, "method-not-allowed");
        problem(as("reader").accept("image/png").get("/v1/notes").then(), 406, "not-acceptable");
        problem(
                as("writer")
                        .contentType("text/plain")
                        .body("{}")
                        .post("/v1/notes")
                        .then(),
                415,
                "unsupported-media-type");
    }

    @Test
    void bodyIsTooLarge_whenItIsOverTheEndpointsOwnLimit() {
        problem(as("writer").body(new byte[101]).post("/v1/trouble/small").then(), 413, "too-large");
        as("writer").body(new byte[100]).post("/v1/trouble/small").then().statusCode(200);
        problem(
                as("writer")
                        .header("Content-Encoding", "gzip")
                        .body(new byte[100])
                        .post("/v1/trouble/small")
                        .then(),
                415,
                "unsupported-media-type");
    }

    @Test
    void failureShowsAReferenceAndNothingElse() {
        problem(as("reader").get("/v1/trouble/broken").then(), 500, "internal")
                .body("detail", containsString("Reference: "))
                .body("detail", not(containsString("secret")));
    }

    @Test
    void callerIsToldWhenToComeBack_whenTheServiceIsOverloaded() {
        problem(as("reader").get("/v1/trouble/overloaded").then(), 503, "overloaded")
                .header("Retry-After", equalTo("7"));
    }

    private static ValidatableResponse write(String body) {
        return as("writer")
                .contentType("application/json")
                .body(body)
                .post("/v1/notes")
                .then();
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status, String code) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("status", equalTo(status))
                .body("type", equalTo("about:blank"));
    }

    private static RequestSpecification as(String role) {
        return given().auth().preemptive().oauth2(Tokens.of("acme", role));
    }

    /** A good token with another tenant written into it. */
    private static String forged() {
        String[] parts = Tokens.of("acme", "reader").split("\\.");
        String[] other = Tokens.of("globex", "reader").split("\\.");
        return parts[0] + "." + other[1] + "." + parts[2];
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
