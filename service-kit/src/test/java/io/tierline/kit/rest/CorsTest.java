package io.tierline.kit.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tierline.kit.testing.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CorsTest {

    @Test
    void pageOfAConfiguredOriginIsToldWhatItMaySend() {
        // When
        Response answer = preflight("https://console.example");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://console.example");
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("PATCH");
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .contains("Authorization", "Content-Type", "If-Match", "Last-Event-ID");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("false");
        assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("600");
    }

    @Test
    void pageOfAConfiguredOriginReadsAnswersAndRefusals() {
        // When
        Response answer = from("https://console.example")
                .auth()
                .oauth2(Tokens.of("acme", "reader"))
                .get("/v1/notes");
        Response refusal = from("https://console.example").get("/v1/notes");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Expose-Headers")).contains("ETag", "Location", "Retry-After");
        assertThat(refusal.statusCode()).isEqualTo(401);
        for (Response each : new Response[] {answer, refusal}) {
            assertThat(each.header("Access-Control-Allow-Origin")).isEqualTo("https://console.example");
        }
    }

    @Test
    void pageOfAnyOtherOriginIsKeptOut() {
        // When
        Response preflight = preflight("https://evil.example");
        Response answer = from("https://evil.example")
                .auth()
                .oauth2(Tokens.of("acme", "reader"))
                .get("/v1/notes");

        // Then
        for (Response each : new Response[] {preflight, answer}) {
            assertThat(each.statusCode()).isEqualTo(403);
            assertThat(each.header("Access-Control-Allow-Origin")).isNull();
        }
    }

    private static Response preflight(String origin) {
        return from(origin)
                .header("Access-Control-Request-Method", "PATCH")
                .header("Access-Control-Request-Headers", "authorization,if-match")
                .options("/v1/notes");
    }

    private static RequestSpecification from(String origin) {
        return given().header("Origin", origin);
    }
}
