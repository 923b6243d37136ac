package io.tierline.kit.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** Every operation that the service under test describes at {@code /q/openapi}. */
public final class Operations {

    private Operations() {}

    /** Fails unless each of them, sent with the token and an empty body, is refused with this problem. */
    public static void areRefused(String token, int status, String code) {
        Map<String, Map<String, Object>> paths =
                JsonPath.from(given().get("/q/openapi?format=json").asString()).getMap("paths");
        assertThat(paths).isNotEmpty();
        paths.forEach((path, operations) -> operations.forEach((method, operation) -> {
            if (operation instanceof Map<?, ?> described) {
                RequestSpecification request = given().auth().preemptive().oauth2(token);
                if (described.get("requestBody") instanceof Map<?, ?> body
                        && body.get("content") instanceof Map<?, ?> content) {
                    request.contentType(content.keySet().iterator().next().toString());
                }
                Response answer = request.request(method.toUpperCase(), path.replaceAll("\\{[^}]*}", "1"));
                assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(status);
                assertThat(answer.contentType()).startsWith("application/problem+json");
                assertThat(answer.<String>path("code")).as(method + " " + path).isEqualTo(code);
            }
        }));
    }
}
