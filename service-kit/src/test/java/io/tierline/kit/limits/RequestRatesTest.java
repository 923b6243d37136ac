package io.tierline.kit.limits;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.testing.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RequestRatesTest {

    /** So many at once that some come within a second, however slow the machine is. */
    private static final int MANY = 50;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Inject
    Vertx vertx;

    @Inject
    RequestRates wired;

    @Test
    void requestsAreRefused_whenTooManyComeWithOneToken() {
        RequestRates rates = new RequestRates(1_000, 1);

        List<HttpResponse<String>> refused = refused(rates, i -> "acme", i -> "one");

        assertThat(refused).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer.body()).isEqualTo("too-many-requests");
            assertThat(answer.headers().firstValue("RateLimit-Policy")).hasValue("\"token\";q=1;w=1");
            assertThat(answer.headers().firstValue("RateLimit")).hasValue("\"token\";r=0;t=1");
        });
        assertThat(refused(rates, i -> "acme", i -> "token-" + i)).isEmpty();
    }

    @Test
    void requestsAreRefused_whenTooManyComeOfOneTenant() {
        RequestRates rates = new RequestRates(1, 1);

        List<HttpResponse<String>> refused = refused(rates, i -> "acme", i -> "token-" + i);

        assertThat(refused)
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer.headers().firstValue("RateLimit-Policy"))
                        .hasValue("\"tenant\";q=1;w=1"));
        assertThat(refused(rates, i -> "tenant-" + i, i -> "one")).isEmpty();
    }

    @Test
    void tokensAreToldApart_whenTheyHaveNoId() {
        RequestRates rates = new RequestRates(1_000, 1);
        assertThat(refused(rates, i -> "acme", i -> null)).isNotEmpty();
        assertThat(rates.counted()).hasSize(2).noneMatch(counted -> counted.contains("signed"));
    }

    @Test
    void requestsAreCounted_onlyWhenTheyAreAuthenticated() {
        Set<String> before = wired.counted();

        IntStream.range(0, MANY)
                .forEach(i -> given().auth()
                        .preemptive()
                        .oauth2("none-" + i)
                        .get("/v1/notes")
                        .then()
                        .statusCode(401));
        assertThat(wired.counted()).isSubsetOf(before);

        given().auth()
                .preemptive()
                .oauth2(Tokens.of("counted", "reader"))
                .get("/v1/notes")
                .then()
                .statusCode(200);
        assertThat(wired.counted())
                .contains("tenant counted")
                .anyMatch(counted -> counted.startsWith("token ") && !before.contains(counted));
    }

    private interface Name {
        String of(int request);
    }

    /** Sends many requests at once to a server that has nothing but these limits, and returns the refusals. */
    private List<HttpResponse<String>> refused(RequestRates rates, Name tenant, Name token) {
        Router router = Router.router(vertx);
        router.get("/:request").handler(request -> {
            int number = Integer.parseInt(request.pathParam("request"));
            request.setUser(user(tenant.of(number), token.of(number)));
            answer(rates, request);
        });
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        try {
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, MANY)
                    .mapToObj(
                            i -> HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/" + i))
                                    .build())
                    .map(request -> HTTP.sendAsync(request, BodyHandlers.ofString()))
                    .toList();
            return answers.stream()
                    .map(CompletableFuture::join)
                    .filter(answer -> answer.statusCode() != 200)
                    .toList();
        } finally {
            server.close();
        }
    }

    private static void answer(RequestRates rates, RoutingContext request) {
        try {
            rates.count(request);
            request.end("counted");
        } catch (Problem problem) {
            request.response().setStatusCode(problem.status()).end(problem.code());
        }
    }

    private static QuarkusHttpUser user(String tenant, String token) {
        JwtClaims claims = new JwtClaims();
        claims.setStringClaim("tenant", tenant);
        claims.setStringClaim("raw_token", "signed");
        if (token != null) {
            claims.setJwtId(token);
        }
        return new QuarkusHttpUser(QuarkusSecurityIdentity.builder()
                .setPrincipal(new DefaultJWTCallerPrincipal(claims))
                .build());
    }
}
