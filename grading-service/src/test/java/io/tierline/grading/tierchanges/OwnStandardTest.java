package io.tierline.grading.tierchanges;

import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.grades.KeyPersons.wonOver;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tierline.grading.standards.domain.Standards;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A sales manager writes a standard, tries it out, switches it on, sees customers move, and undoes it. */
@QuarkusTest
class OwnStandardTest {

    @TestHTTPResource("/v1/tier-changes/stream")
    URI address;

    private final String tenant = newTenant();

    @Test
    void managerWritesTriesActivatesAndUndoesAStandard() {
        // Given two customers in B, one with all of A's criteria but the third key person
        learn("acme", wonOver("EB", "UB"));
        Map<String, Object> beta = wonOver("EB", "UB");
        beta.put("quote", "offered");
        learn("beta", beta);
        learn("gamma", wonOver("EB"));
        JsonPath list = as(tenant, "manager").get("/v1/customers").jsonPath();
        assertThat(list.getList("items.tier")).containsExactly("B", "B", "C");

        // When writes
        as(tenant, "manager")
                .body(Standards.twoKeyPersonsTree())
                .post("/v1/standards")
                .then()
                .statusCode(201)
                .body("version", equalTo(2));

        // Then sees who would move, and nothing has changed
        as(tenant, "manager")
                .post("/v1/standards/2/simulation")
                .then()
                .statusCode(200)
                .body("standard", equalTo(2))
                .body("active", equalTo(1))
                .body("customers", equalTo(3))
                .body("moved", equalTo(1))
                .body("moves[0].from", equalTo("B"))
                .body("moves[0].to", equalTo("A"))
                .body("moves[0].customers", equalTo(1))
                .body("moves[0].examples.customerId", equalTo(List.of("acme")))
                .body("moves[0].examples[0].why.criterion", hasItem("key-persons"))
                .body("moves[0].examples[0].why.why", hasItem(notNullValue()));
        assertThat(as(tenant, "manager").get("/v1/customers").jsonPath().getMap(""))
                .isEqualTo(list.getMap(""));

        try (Streams.Stream stream = Streams.open(address, tenant, "?after=" + list.getInt("position"), null)) {
            // When activates
            as(tenant, "manager").post("/v1/standards/2/activation").then().statusCode(202);

            // Then sees them move on the stream, with the reason
            JsonPath moved = stream.nextChange().json();
            assertThat(moved.getMap(""))
                    .containsEntry("customerId", "acme")
                    .containsEntry("from", "B")
                    .containsEntry("to", "A")
                    .containsEntry("reason", "standard")
                    .containsEntry("standard", 2);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> as(tenant, "manager")
                            .get("/v1/standards/2/activation")
                            .then()
                            .body("customers", equalTo(3))
                            .body("regraded", equalTo(3))
                            .body("previous", equalTo(1))
                            .body("finishedAt", notNullValue()));

            // When undoes
            as(tenant, "manager").post("/v1/standards/1/activation").then().statusCode(202);

            // Then
            assertThat(stream.nextChange().json().getMap(""))
                    .containsEntry("customerId", "acme")
                    .containsEntry("from", "A")
                    .containsEntry("to", "B")
                    .containsEntry("reason", "standard")
                    .containsEntry("standard", 1)
                    .containsEntry("position", list.getInt("position") + 2);
        }
    }

    private void learn(String customer, Map<String, Object> patch) {
        as(tenant, "rep")
                .body(patch)
                .patch("/v1/customers/" + customer + "/qualification")
                .then()
                .statusCode(200);
    }
}
