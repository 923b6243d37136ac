package io.tierline.grading.customers;

import static io.restassured.RestAssured.given;
import static io.tierline.grading.customers.CustomersApi.card;
import static io.tierline.grading.customers.CustomersApi.customer;
import static io.tierline.grading.customers.CustomersApi.ids;
import static io.tierline.grading.customers.CustomersApi.kept;
import static io.tierline.grading.customers.CustomersApi.manager;
import static io.tierline.grading.customers.CustomersApi.merge;
import static io.tierline.grading.customers.CustomersApi.patch;
import static io.tierline.grading.customers.CustomersApi.put;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.specification.RequestSpecification;
import io.tierline.kit.testing.Tokens;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may read and write customers, and that nobody reaches another tenant's. */
@QuarkusTest
class CustomersAccessTest {

    private static final List<String> ROLES =
            List.of("telephony", "rep", "manager", "bi", "admin", "operator", "nobody");

    static Stream<Arguments> endpoints() {
        Set<String> everybody = Set.of("rep", "manager", "admin");
        Set<String> managers = Set.of("manager", "admin");
        return Stream.of(
                Arguments.of(Method.GET, "/v1/customers", null, everybody),
                Arguments.of(Method.GET, "/v1/customers/acme", null, everybody),
                Arguments.of(Method.PUT, "/v1/customers/acme", "{\"name\":\"Acme\"}", everybody),
                Arguments.of(Method.PATCH, "/v1/customers/acme", "{\"name\":\"Acme\"}", everybody),
                Arguments.of(Method.POST, "/v1/customers/batch", "[{\"customerId\":\"acme\"}]", managers),
                Arguments.of(Method.POST, "/v1/hand-overs", "{\"from\":\"a\",\"to\":null,\"dryRun\":true}", managers),
                Arguments.of(Method.POST, "/v1/customers/nobody/merger", "{\"into\":\"acme\"}", managers),
                Arguments.of(Method.GET, "/v1/customers/acme/merger", null, everybody));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("endpoints")
    void endpointIsOpenToItsRolesAlone(Method method, String path, String body, Set<String> allowed) {
        for (String role : ROLES) {
            int status = request(as("roles", role), body).request(method, path).statusCode();

            assertThat(allowed.contains(role)).as(role + " got " + status).isEqualTo(status != 403);
            assertThat(status).as(role).isIn(200, 201, 403, 404, 422);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("endpoints")
    void endpointIsClosed_whenNoTokenSaysWhoItIs(Method method, String path, String body, Set<String> allowed) {
        request(given().contentType("application/json"), body)
                .request(method, path)
                .then()
                .statusCode(401);
        request(given().auth().oauth2(Tokens.withoutTenant("admin")).contentType("application/json"), body)
                .request(method, path)
                .then()
                .statusCode(403)
                .body("code", equalTo("no-tenant"));
    }

    @Test
    void customersAreTheTenantsOwn() {
        // Given: the same ids in two tenants
        String mine = newTenant();
        String theirs = newTenant();
        kept(mine, "acme", "name", "云帆", "owner.rep", "li.wei", "profile.background.industry", "software");
        kept(mine, "mine", "referredBy", "acme");
        kept(theirs, "acme", "name", "Theirs");
        kept(theirs, "acme-2", "name", "Theirs too", "owner.rep", "li.wei");

        // When
        put(theirs, "brought", card("referredBy", "mine")).then().statusCode(422);
        merge(theirs, "acme-2", "mine").then().statusCode(422);
        merge(theirs, "mine", "acme").then().statusCode(404);
        patch(theirs, "mine", card("name", "x")).then().statusCode(404);
        manager(theirs)
                .body("{\"from\":\"li.wei\",\"to\":{\"rep\":\"thief\"}}")
                .post("/v1/hand-overs")
                .then()
                .body("customers", equalTo(1));
        merge(theirs, "acme-2", "acme").then().statusCode(200);

        // Then
        assertThat(ids(mine, "")).containsExactly("acme", "mine");
        assertThat(ids(theirs, "")).containsExactly("acme");
        assertThat(ids(theirs, "q=云帆")).isEmpty();
        assertThat(ids(theirs, "industry=software")).isEmpty();
        assertThat(ids(theirs, "referredBy=acme")).isEmpty();
        assertThat(customer(mine, "acme").getString("owner.rep")).isEqualTo("li.wei");
        assertThat(customer(mine, "acme").getInt("revision")).isEqualTo(1);
        manager(theirs).get("/v1/customers/mine").then().statusCode(404);
        manager(mine).get("/v1/customers/acme-2").then().statusCode(404);
        manager(mine).get("/v1/customers/acme-2/merger").then().statusCode(404);
        assertThat(manager(theirs).get("/v1/customers?format=csv").asString()).doesNotContain("云帆");
    }

    private static RequestSpecification request(RequestSpecification request, String body) {
        return body == null ? request : request.body(body);
    }
}
