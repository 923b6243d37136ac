package io.tierline.grading.webhooks;

import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.util.HashMap;
import java.util.Map;

/** What tests ask of webhooks, and tier changes to tell them. */
final class WebhookRequests {

    private static final Map<String, Object> WON_OVER =
            Map.of("stance", "approves", "need", "confirmed", "objections", "settled");

    /** A webhook that was made. */
    record Hook(String tenant, String id, String secret) {

        String path() {
            return "/v1/webhooks/" + id;
        }

        JsonPath get(String below) {
            return as(tenant, "manager")
                    .get(path() + below)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
        }

        JsonPath post(String below) {
            return as(tenant, "manager")
                    .post(path() + below)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
        }

        JsonPath put(Map<String, Object> body) {
            return as(tenant, "manager")
                    .body(body)
                    .put(path())
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
        }

        /** Waits until the delivery has the status, and answers it. */
        Map<String, Object> awaitStatus(int position, String status) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(delivery(position)).containsEntry("status", status));
            return delivery(position);
        }

        private Map<String, Object> delivery(int position) {
            return get("/deliveries?limit=500").getMap("items.find { it.position == " + position + " }");
        }
    }

    private WebhookRequests() {}

    /** Makes a webhook. */
    static Hook hook(String tenant, String url) {
        return hook(tenant, url, Map.of());
    }

    /** Makes a webhook with a filter. */
    static Hook hook(String tenant, String url, Map<String, Object> filter) {
        JsonPath made = as(tenant, "manager")
                .body(wish(url, filter))
                .post("/v1/webhooks")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        return new Hook(tenant, made.getString("webhook.webhookId"), made.getString("secret"));
    }

    /** A body. */
    static Map<String, Object> wish(String url, Map<String, Object> filter) {
        return new HashMap<>(Map.of("url", url, "filter", filter));
    }

    /** Makes a tier change: the customer comes to tier C. */
    static void raise(String tenant, String customer) {
        as(tenant, "rep")
                .body(Map.of("keyPersons", Map.of("EB", WON_OVER), "budget", "confirmed"))
                .patch("/v1/customers/" + customer + "/qualification")
                .then()
                .statusCode(200);
    }
}
