package io.tierline.grading;

import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.grades.PublishedCalls.but;
import static io.tierline.grading.grades.PublishedCalls.call;
import static io.tierline.grading.grades.PublishedCalls.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tierline.grading.directory.PublishedDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One customer through all features: what one of them changes, the others see. */
@QuarkusTest
class WholeCustomerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String tenant = newTenant();

    @Test
    void profileMakesFit_andFitFindsWhomToCall() {
        // Given
        ideal("profile.industry == 'software' && profile.usualBudget / 2.0 >= 5000000.0");
        put("acme", profile("software", 10_000_000));
        put("bolt", profile("software", 9_999_999));

        // Then
        as(tenant, "rep").get("/v1/customers/acme").then().body("fit", equalTo(100));
        as(tenant, "rep").get("/v1/customers?minFit=1").then().body("items.customerId", equalTo(List.of("acme")));
        as(tenant, "rep")
                .get("/v1/customers?sort=-fit")
                .then()
                .body("items.customerId", equalTo(List.of("acme", "bolt")));
        as(tenant, "rep").get("/v1/best-fit").then().body("items.customerId", hasItem("acme"));

        // When
        publish(tenant, call("pbx-1", "acme", "NA"));

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        as(tenant, "rep").get("/v1/best-fit").then().body("items.customerId", not(hasItem("acme"))));
    }

    @Test
    void ownerWithoutATeamIsInTheRepsTeam_andHandOversToo() {
        // Given
        PublishedDirectory.rep(tenant, 1, "zhang.min", "Zhang Min", "west-2", "1970-01-01T00:00:00Z");
        put("fence", Map.of("name", "Fence"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            put("acme", Map.of("name", "Acme", "owner", Map.of("rep", "zhang.min")));
            as(tenant, "rep").get("/v1/customers/acme").then().body("team", equalTo("west-2"));
        });

        // When
        put("bolt", Map.of("name", "Bolt", "owner", Map.of("rep", "li.wei", "team", "east-1")));
        as(tenant, "manager")
                .body(Map.of("from", "li.wei", "to", Map.of("rep", "zhang.min")))
                .post("/v1/hand-overs")
                .then()
                .statusCode(200);

        // Then
        as(tenant, "rep").get("/v1/customers/bolt").then().body("team", equalTo("west-2"));
    }

    @Test
    void everythingIsInTheHistory_andGoesAlongWhenCustomersAreMerged() {
        // Given
        put("acme", Map.of("name", "Acme"));
        publish(tenant, call("pbx-1", "acme-2", "C"));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        as(tenant, "rep").get("/v1/customers/acme-2").then().body("tier", equalTo("C")));
        put("acme-2", Map.of("name", "Acme II"));
        as(tenant, "manager")
                .body(Map.of("result", "won", "reasons", List.of(reason("won"))))
                .post("/v1/customers/acme-2/closing")
                .then()
                .statusCode(201);
        as(tenant, "rep")
                .body(Map.of("kind", "satisfaction", "score", 10))
                .post("/v1/customers/acme-2/care")
                .then()
                .statusCode(201);

        // When
        as(tenant, "manager")
                .body(Map.of("into", "acme"))
                .post("/v1/customers/acme-2/merger")
                .then()
                .statusCode(200);

        // Then
        as(tenant, "rep")
                .get("/v1/customers/acme/history")
                .then()
                .statusCode(200)
                .body("items.kind", hasItems("call", "closing", "care", "card", "merger"));
        as(tenant, "rep").get("/v1/customers/acme").then().body("status", equalTo("won"));
        as(tenant, "rep").get("/v1/customers/acme/closings").then().body("items.result", equalTo(List.of("won")));
        as(tenant, "rep").get("/v1/customers/acme/care").then().body("items.score", equalTo(List.of(10)));
        as(tenant, "manager")
                .get("/v1/worklist?rep=li.wei")
                .then()
                .body("items.customerId", equalTo(List.of("acme")))
                .body("items[0].reasons.kind", hasItem("referral-request"));
        as(tenant, "rep").get("/v1/customers").then().body("items.customerId", equalTo(List.of("acme")));
        for (String path :
                List.of("", "/grade", "/history", "/closings", "/care", "/fit", "/referrals", "/extensions")) {
            as(tenant, "manager").get("/v1/customers/acme-2" + path).then().statusCode(410);
        }
        JsonPath simulated =
                as(tenant, "manager").post("/v1/standards/1/simulation").jsonPath();
        assertThat(simulated.getInt("customers")).isEqualTo(1);
    }

    @Test
    void noCustomerIsLeftOfWhomNothingIsSaid_whenTheMoveOfACallArrivesFirst() {
        // Given
        Map<String, Object> first = call("pbx-1", "lead-x", "C");
        Map<String, Object> moved =
                but(first, "revision", 2, "customerId", "acme", "previousCustomerId", "lead-x", "outcome", "D");

        // When
        publish(tenant, moved);
        publish(tenant, first, call("pbx-2", "fence", "C"));

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> as(tenant, "rep")
                        .get("/v1/customers")
                        .then()
                        .body("items.customerId", equalTo(List.of("acme", "fence"))));
        as(tenant, "rep").get("/v1/customers/lead-x/grade").then().statusCode(404);
        as(tenant, "rep").get("/v1/customers/acme").then().body("tier", equalTo("D"));
    }

    @Test
    void closedCustomerHasNoTier_whateverItsProfileAndTheStandardSay() {
        // Given
        publish(tenant, call("pbx-1", "acme", "C"));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> as(tenant, "rep").get("/v1/customers/acme").then().body("tier", equalTo("C")));
        as(tenant, "manager")
                .body(Map.of("result", "lost", "reasons", List.of(reason("lost"))))
                .post("/v1/customers/acme/closing")
                .then()
                .statusCode(201);

        // When
        put("acme", profile("software", 1));
        publish(tenant, call("pbx-2", "acme", "C"), call("pbx-3", "fence", "C"));

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        as(tenant, "rep").get("/v1/customers/fence").then().body("tier", equalTo("C")));
        as(tenant, "rep")
                .get("/v1/customers/acme")
                .then()
                .body("tier", nullValue())
                .body("status", equalTo("lost"));
        as(tenant, "manager").get("/v1/worklist?rep=li.wei").then().body("items.customerId", not(hasItem("acme")));
    }

    private String reason(String result) {
        return as(tenant, "rep")
                .get("/v1/closing-reasons")
                .jsonPath()
                .getString("reasons.find { it.for.contains('" + result + "') }.code");
    }

    private void ideal(String when) {
        as(tenant, "manager")
                .body(Map.of(
                        "mustHaves",
                        List.of(),
                        "conditions",
                        List.of(Map.of("id", "big", "label", Map.of("en", "Big"), "when", when, "weight", 10))))
                .put("/v1/ideal-profile")
                .then()
                .statusCode(200);
    }

    private static Map<String, Object> profile(String industry, int budget) {
        return Map.of(
                "profile",
                Map.of("background", Map.of("industry", industry), "decision", Map.of("usualBudget", budget)));
    }

    private void put(String customer, Map<String, Object> card) {
        assertThat(as(tenant, "manager")
                        .body(card)
                        .put("/v1/customers/" + customer)
                        .statusCode())
                .isIn(200, 201);
    }
}
