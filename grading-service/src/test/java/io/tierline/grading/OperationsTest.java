package io.tierline.grading;

import static io.restassured.RestAssured.given;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasKey;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tierline.kit.testing.Management;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What those who run the service see of it, without a token. */
@QuarkusTest
class OperationsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tierline_tier_changes_total{kind=\"changed\",reason=\"qualification\"}",
                "tierline_stream_subscribers",
                "tierline_outbox_depth",
                "tierline_outbox_age_seconds",
                "kafka_consumer_fetch_manager_records_lag_max"
            })
    void meterIsRead(String meter) {
        as(newTenant(), "rep")
                .body(Map.of(
                        "keyPersons",
                        Map.of("EB", Map.of("stance", "reached", "need", "known", "objections", "handled")),
                        "followUpAgreed",
                        true))
                .patch("/v1/customers/acme/qualification")
                .then()
                .statusCode(200);
        Management.get("/q/metrics").then().statusCode(200).body(containsString(meter));
    }

    @Test
    void everyEndpointIsDescribed() {
        JsonPath document = given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths", hasKey("/v1/customers/{customerId}/grade"))
                .body("paths", hasKey("/v1/customers/{customerId}/qualification"))
                .body("paths", hasKey("/v1/customers"))
                .body("paths", hasKey("/v1/customers/{customerId}/closing"))
                .body("paths", hasKey("/v1/customers/{customerId}/closings"))
                .body("paths", hasKey("/v1/customers/{customerId}/reopening"))
                .body("paths", hasKey("/v1/customers/{customerId}/history"))
                .body("paths", hasKey("/v1/closing-reasons"))
                .body("paths", hasKey("/v1/republication"))
                .body("paths", hasKey("/v1/tier-changes"))
                .body("paths", hasKey("/v1/worklist"))
                .body("paths", hasKey("/v1/tier-changes/stream"))
                .body("paths", hasKey("/v1/webhooks"))
                .extract()
                .jsonPath();
        Map<String, Map<String, Map<String, Object>>> paths = document.getMap("paths");
        assertThat(paths)
                .allSatisfy((path, operations) -> assertThat(operations)
                        .as(path)
                        .allSatisfy((method, operation) -> assertThat(operation)
                                .containsKeys("summary", "description", "operationId", "security")));
    }
}
