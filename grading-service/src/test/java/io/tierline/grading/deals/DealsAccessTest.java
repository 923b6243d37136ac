package io.tierline.grading.deals;

import static io.restassured.RestAssured.given;
import static io.tierline.grading.deals.DealsApi.close;
import static io.tierline.grading.deals.DealsApi.closing;
import static io.tierline.grading.deals.DealsApi.correct;
import static io.tierline.grading.deals.DealsApi.lost;
import static io.tierline.grading.deals.DealsApi.reopen;
import static io.tierline.grading.deals.DealsApi.target;
import static io.tierline.grading.deals.DealsApi.won;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.grade;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Managers close deals, reps see how they ended, and nobody sees another company's. */
@QuarkusTest
class DealsAccessTest {

    private static final Set<String> MANAGERS = Set.of("manager", "admin");
    private static final Set<String> READERS = Set.of("rep", "manager", "admin");

    static Stream<Arguments> endpoints() {
        return Stream.of(
                Arguments.of(Method.POST, "/v1/customers/nobody/closing", won(), MANAGERS, 404),
                Arguments.of(Method.PUT, "/v1/customers/nobody/closing", won(), MANAGERS, 404),
                Arguments.of(Method.GET, "/v1/customers/nobody/closing", null, READERS, 404),
                Arguments.of(Method.GET, "/v1/customers/nobody/closings", null, READERS, 404),
                Arguments.of(Method.POST, "/v1/customers/nobody/reopening", Map.of("kind", "again"), MANAGERS, 404),
                Arguments.of(Method.GET, "/v1/customers/nobody/history", null, READERS, 404),
                Arguments.of(Method.GET, "/v1/closing-reasons", null, READERS, 200),
                Arguments.of(Method.PUT, "/v1/closing-reasons", Map.of(), MANAGERS, 422));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("endpoints")
    void endpointIsOpenToItsRolesAlone(Method method, String path, Object body, Set<String> roles, int status) {
        String tenant = newTenant();
        for (String role : List.of("telephony", "rep", "manager", "bi", "admin", "operator", "nobody")) {
            assertThat(request(as(tenant, role), body).request(method, path).statusCode())
                    .as(role)
                    .isEqualTo(roles.contains(role) ? status : 403);
        }
        request(given().contentType("application/json"), body)
                .request(method, path)
                .then()
                .statusCode(401);
    }

    @Test
    void nobodySeesOrChangesAnotherTenantsDeals() {
        // Given
        String tenant = newTenant();
        String other = newTenant();
        target(tenant, "acme");
        String closingId = close(tenant, "acme", lost()).path("closingId");

        // When
        closing(other, "acme").then().statusCode(404);
        correct(other, "acme", won()).then().statusCode(404);
        reopen(other, "acme", "again").then().statusCode(404);
        as(other, "admin").get("/v1/customers/acme/closings").then().statusCode(404);
        as(other, "admin").get("/v1/customers/acme/history").then().statusCode(404);
        target(other, "acme");
        close(other, "acme", won()).then().statusCode(201);
        as(other, "admin")
                .body("{\"reasons\":[{\"code\":\"price\",\"for\":[\"lost\"],\"label\":{\"en\":\"x\"}},"
                        + "{\"code\":\"fit\",\"for\":[\"won\"],\"label\":{\"en\":\"y\"}}]}")
                .put("/v1/closing-reasons")
                .then()
                .statusCode(200);

        // Then
        closing(tenant, "acme")
                .then()
                .body("closingId", equalTo(closingId))
                .body("revision", equalTo(1))
                .body("reasons[0].label", equalTo("Price"));
        assertThat(grade(tenant, "acme").getString("status")).isEqualTo("lost");
        as(tenant, "rep").get("/v1/closing-reasons").then().header("ETag", "\"0\"");
        assertThat(as(other, "rep")
                        .get("/v1/customers/acme/history?kind=closing")
                        .jsonPath()
                        .getList("items.details.result"))
                .containsExactly("won");
    }

    private static RequestSpecification request(RequestSpecification request, Object body) {
        return body == null ? request : request.body(body);
    }
}
