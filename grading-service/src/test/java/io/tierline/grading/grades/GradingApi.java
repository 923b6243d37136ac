package io.tierline.grading.grades;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.tierline.kit.testing.Tokens;
import java.time.Duration;
import java.util.UUID;

/** Requests to the service under test. */
public final class GradingApi {

    /** How long the slowest of shared machines may take to consume what was just published. */
    public static final Duration PATIENCE = Duration.ofSeconds(40);

    private GradingApi() {}

    /** A JSON request of somebody with the role. */
    public static RequestSpecification as(String tenant, String role) {
        return given().auth().oauth2(Tokens.of(tenant, role)).contentType("application/json");
    }

    /** A tenant that no other test uses. */
    public static String newTenant() {
        return "t-" + UUID.randomUUID();
    }

    /** The customer's grade, by its manager's eyes. */
    public static JsonPath grade(String tenant, String customer) {
        return as(tenant, "manager")
                .get("/v1/customers/" + customer + "/grade")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Waits until the customer is kept with the tier; null for none. */
    public static void awaitTier(String tenant, String customer, String tier) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(as(tenant, "manager")
                                .get("/v1/customers?limit=500&tier=" + (tier == null ? "none" : tier))
                                .jsonPath()
                                .getList("items.customerId"))
                        .contains(customer));
    }

    /** Waits until so many tier changes have been made in the tenant, and answers them. */
    public static JsonPath awaitChanges(String tenant, int number) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(changes(tenant).getList("items")).hasSizeGreaterThanOrEqualTo(number));
        return changes(tenant);
    }

    private static JsonPath changes(String tenant) {
        return as(tenant, "manager").get("/v1/tier-changes?limit=500").jsonPath();
    }
}
