package io.tierline.kit.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each port of a service answers: the API's port the API and its description, the management port health and
 * metrics. A service's test extends this one.
 */
public abstract class TwoPorts {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q",
                "/q/",
                "/q/health",
                "/q/health/",
                "/q/health/live",
                "/q/health/ready",
                "/q/health/started",
                "/q/health/well",
                "/q/health/group",
                "/q/metrics",
                "/q/metrics/json",
                "//q/metrics",
                "/q//metrics",
                "/q/./metrics",
                "/q/%6detrics",
                "/v1/../q/metrics",
                "/health",
                "/metrics",
                "/q/dev-ui",
                "/q/info",
                "/q/arc"
            })
    void apiPortHasNothingForOperators(String path) {
        given().urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("not-found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/openapi", "/q/openapi?format=json", "/q/swagger-ui", "/q/swagger-ui/"})
    void apiPortDescribesTheApi(String path) {
        given().get(path).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready", "/q/health/started"})
    void managementPortAnswersHealth(String path) {
        Management.get(path).then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void managementPortHasMetrics() {
        assertThat(Management.metrics()).contains("jvm_memory_used_bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/q/openapi", "/q/swagger-ui/", "/q/arc"})
    void managementPortHasNoApi(String path) {
        Management.get(path).then().statusCode(404);
    }

    @Test
    void bothPortsAreOnLoopback_unlessConfigured() {
        Config config = ConfigProvider.getConfig();
        assertThat(config.getValue("quarkus.http.host", String.class)).isEqualTo("127.0.0.1");
        assertThat(config.getValue("quarkus.management.host", String.class)).isEqualTo("127.0.0.1");
    }
}
