package io.tierline.grading.grades;

import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.grades.KeyPersons.wonOver;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ExtensionsTest {

    @Inject
    Database database;

    private final String tenant = newTenant();

    /** Acme came to C 70 days ago; its time was up after 60. */
    @BeforeEach
    void acmeIsOverdue() {
        Map<String, Object> patch = wonOver("EB");
        patch.put("observedAt", Instant.now().minus(Duration.ofDays(70)).toString());
        patch.put("decisionDate", null);
        as(tenant, "rep")
                .body(patch)
                .patch("/v1/customers/acme/qualification")
                .then()
                .statusCode(200)
                .body("tier", equalTo("C"))
                .body("overdue", equalTo(true));
    }

    @Test
    void timeIsGranted_byWhomAndWhy() {
        // Given
        Instant due = due();

        // When
        grant(Map.of("days", 30, "reason", "EB is abroad"))
                .statusCode(201)
                .body("customerId", equalTo("acme"))
                .body("days", equalTo(30))
                .body("author", equalTo("manager@" + tenant));

        // Then
        assertThat(due()).isEqualTo(due.plus(Duration.ofDays(30)));
        assertThat(as(tenant, "rep")
                        .get("/v1/customers?overdue=false")
                        .jsonPath()
                        .getList("items.customerId"))
                .containsExactly("acme");
        assertThat(list("").getList("items.reason")).containsExactly("EB is abroad");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "%27", "a%20b"})
    void nobodyIsFound_whenNoCustomerCanHaveTheId(String id) {
        String path = "/v1/customers/" + id + "/extensions";
        as(tenant, "manager")
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(404)
                .body("code", equalTo("no-such-customer"));
        as(tenant, "manager")
                .urlEncodingEnabled(false)
                .body(Map.of("days", 7, "reason", "Fair"))
                .post(path)
                .then()
                .statusCode(404)
                .body("code", equalTo("no-such-customer"));
    }

    @Test
    void extensionCountsOnce_whenItIsSentAgainUnderItsId() throws Exception {
        // Given
        Instant due = due();
        Map<String, Object> extension = Map.of("extensionId", "fair", "days", 7, "reason", "Fair");
        ExecutorService managers = Executors.newFixedThreadPool(6);
        List<Callable<Integer>> grants = IntStream.range(0, 12)
                .<Callable<Integer>>mapToObj(
                        i -> () -> grant(extension).extract().statusCode())
                .toList();

        // When
        List<Integer> statuses = new ArrayList<>();
        for (var answer : managers.invokeAll(grants)) {
            statuses.add(answer.get());
        }
        managers.shutdown();

        // Then
        assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
        assertThat(due()).isEqualTo(due.plus(Duration.ofDays(7)));
        grant(Map.of("extensionId", "fair", "days", 8, "reason", "Fair"))
                .statusCode(409)
                .body("code", equalTo("extension-conflict"));
        assertThat(list("").getList("items")).hasSize(1);
    }

    @Test
    void severalAddUp_andAreListedNewestFirst() {
        // Given
        Instant due = due();

        // When
        for (int i = 1; i <= 3; i++) {
            grant(Map.of("days", i, "reason", "Reason " + i)).statusCode(201);
        }

        // Then
        assertThat(due()).isEqualTo(due.plus(Duration.ofDays(6)));
        JsonPath page = list("?limit=2");
        assertThat(page.getList("items.days")).containsExactly(3, 2);
        JsonPath rest = as(tenant, "rep")
                .queryParam("cursor", page.getString("next"))
                .get("/v1/customers/acme/extensions?limit=2")
                .jsonPath();
        assertThat(rest.getList("items.days")).containsExactly(1);
        assertThat(rest.getString("next")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"days\":0,\"reason\":\"x\"}; /days",
                "{\"days\":366,\"reason\":\"x\"}; /days",
                "{\"days\":\"7\",\"reason\":\"x\"}; /days",
                "{\"days\":7}; /reason",
                "{\"days\":7,\"reason\":\"\"}; /reason",
                "{\"days\":7,\"reason\":\"x\",\"until\":\"2027-01-01\"}; /until",
                "{\"days\":7,\"reason\":\"x\",\"extensionId\":\"a b\"}; /extensionId"
            })
    void extensionIsRefused_whenItIsWrong(String body, String pointer) {
        as(tenant, "manager")
                .body(body)
                .post("/v1/customers/acme/extensions")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder(pointer));
        assertThat(list("").getList("items")).isEmpty();
    }

    @Test
    void extensionIsRefused_whenThereIsNoSuchCustomer_andMakesNone() {
        as(tenant, "manager")
                .body(Map.of("days", 7, "reason", "Fair"))
                .post("/v1/customers/nobody/extensions")
                .then()
                .statusCode(404)
                .body("code", equalTo("no-such-customer"));
        as(tenant, "manager").get("/v1/customers/nobody/extensions").then().statusCode(404);
        as(tenant, "manager").get("/v1/customers/nobody/grade").then().statusCode(404);
    }

    @Test
    void extensionIsRefused_whenTheDealIsClosed() {
        // Given
        database.pool()
                .preparedQuery("update customer set status = 'LOST' where tenant = $1")
                .execute(Tuple.of(tenant))
                .await()
                .atMost(PATIENCE);

        // Then
        grant(Map.of("days", 7, "reason", "Fair")).statusCode(409).body("code", equalTo("customer-closed"));
    }

    @Test
    void nobodyGrantsOrSeesAnotherTenantsTime() {
        // Given
        grant(Map.of("extensionId", "fair", "days", 7, "reason", "Fair")).statusCode(201);

        // Then
        String other = newTenant();
        as(other, "admin").get("/v1/customers/acme/extensions").then().statusCode(404);
        as(other, "admin")
                .body(Map.of("extensionId", "fair", "days", 7, "reason", "Fair"))
                .post("/v1/customers/acme/extensions")
                .then()
                .statusCode(404);
    }

    private ValidatableResponse grant(Map<String, Object> extension) {
        return as(tenant, "manager")
                .body(extension)
                .post("/v1/customers/acme/extensions")
                .then();
    }

    private Instant due() {
        return Instant.parse(GradingApi.grade(tenant, "acme").getString("due"));
    }

    private JsonPath list(String query) {
        return as(tenant, "rep").get("/v1/customers/acme/extensions" + query).jsonPath();
    }
}
