package io.tierline.grading.customers;

import static io.tierline.grading.customers.CustomersApi.card;
import static io.tierline.grading.customers.CustomersApi.manager;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.oneOf;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.application.GradeCustomers;
import io.tierline.grading.grades.application.GradeCustomers.Cause;
import io.tierline.grading.grades.application.GradeCustomers.Effect;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.tierchanges.domain.TierChange.Reason;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No new customer has a phone number as its id; customers that exist keep theirs. */
@QuarkusTest
class NumberAsCustomerTest {

    private static final String NUMBER = "+8613900005555";

    @Inject
    GradeCustomers gradeCustomers;

    @ParameterizedTest
    @ValueSource(strings = {NUMBER, "+4930123456", "+49-30-123.456"})
    void customerIsNotMade_whenItsIdIsANumber(String id) {
        String tenant = newTenant();

        isRefused(put(tenant, id));
        isRefused(learn(tenant, id));

        CustomersApi.list(tenant, "").body("items", hasSize(0));
        get(tenant, id).then().statusCode(404);
        manager(tenant)
                .body(card("name", "Acme"))
                .patch("/v1/customers/{id}", id)
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4711", "13900005555", "8613900005555", "+12", "+12345678901234567890", "acme+1"})
    void customerIsMade_whenItsIdIsNoNumberWithAPlus(String id) {
        put(newTenant(), id).then().statusCode(201);
        learn(newTenant(), id).then().statusCode(200);
    }

    @Test
    void batchRejectsSuchCustomersAlone() {
        String tenant = newTenant();

        manager(tenant)
                .body(List.of(card("customerId", NUMBER), card("customerId", "4711"), card("customerId", NUMBER)))
                .post("/v1/customers/batch")
                .then()
                .statusCode(200)
                .body("items.result", contains("rejected", "created", "rejected"))
                .body("items[0].problem.code", equalTo("invalid"))
                .body("items[0].problem.errors.pointer", contains("/customerId"));
    }

    @Test
    void customerIsChanged_whenItExistsUnderANumber() {
        // Given: as a call of former times has made it
        String tenant = newTenant();
        CustomerKey key = new CustomerKey(tenant, NUMBER);
        gradeCustomers
                .<Void>after(
                        Set.of(key),
                        (transaction, locked) ->
                                Uni.createFrom().item(new Effect<>(null, Map.of(key, new Cause(Reason.CALL, "pbx-1")))))
                .await()
                .atMost(Duration.ofSeconds(30));

        // Then
        put(tenant, NUMBER).then().statusCode(200);
        learn(tenant, NUMBER).then().statusCode(200);
        manager(tenant)
                .body(List.of(
                        card("customerId", NUMBER, "name", "Acme"), card("customerId", "4711", "referredBy", NUMBER)))
                .post("/v1/customers/batch")
                .then()
                .body("items.result", contains(equalTo("updated"), oneOf("created")));
    }

    private static Response put(String tenant, String id) {
        return manager(tenant).body(card("tags", List.of("expo-2026"))).put("/v1/customers/{id}", id);
    }

    private static Response learn(String tenant, String id) {
        return manager(tenant).body(card("budget", "confirmed")).patch("/v1/customers/{id}/qualification", id);
    }

    private static Response get(String tenant, String id) {
        return manager(tenant).get("/v1/customers/{id}", id);
    }

    private static void isRefused(Response answer) {
        answer.then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid"))
                .body("errors.pointer", contains("/customerId"));
    }
}
