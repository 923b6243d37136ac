package io.tierline.grading.republication;

import static io.restassured.RestAssured.given;
import static io.tierline.grading.grades.GradingApi.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.specification.RequestSpecification;
import io.tierline.kit.testing.Tokens;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Republication is the operator's alone; and the operator sees nobody's customers. */
@QuarkusTest
class RepublicationAccessTest {

    private static final String NOTHING = "{\"tenant\":\"nobody-at-all\"}";

    static Stream<Arguments> endpoints() {
        return Stream.of(
                Arguments.of(Method.POST, "/v1/republication", NOTHING, 202),
                Arguments.of(Method.GET, "/v1/republication", null, 200),
                Arguments.of(Method.GET, "/v1/republication/none", null, 404));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("endpoints")
    void endpointIsOpenToTheOperatorAlone(Method method, String path, String body, int status) {
        for (String role : List.of("telephony", "rep", "manager", "bi", "admin", "nobody")) {
            assertThat(request(as("roles", role), body).request(method, path).statusCode())
                    .as(role)
                    .isEqualTo(403);
        }
        request(as("roles", "operator"), body).request(method, path).then().statusCode(status);
        request(given().contentType("application/json"), body)
                .request(method, path)
                .then()
                .statusCode(401);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("endpoints")
    void operatorNeedsNoTenant(Method method, String path, String body, int status) {
        request(given().auth().oauth2(Tokens.withoutTenant("operator")).contentType("application/json"), body)
                .request(method, path)
                .then()
                .statusCode(status);
    }

    @ParameterizedTest
    @MethodSource("dataOfTenants")
    void operatorSeesNobodysData(String path) {
        as("acme", "operator").get(path).then().statusCode(403);
    }

    static Stream<String> dataOfTenants() {
        return Stream.of(
                "/v1/customers",
                "/v1/customers/acme/grade",
                "/v1/customers/acme/history",
                "/v1/tier-changes",
                "/v1/closing-reasons");
    }

    private static RequestSpecification request(RequestSpecification request, String body) {
        return body == null ? request : request.body(body);
    }
}
