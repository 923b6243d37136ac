package io.tierline.call.dialling;

import static io.restassured.RestAssured.given;
import static io.tierline.call.calls.CallApi.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.specification.RequestSpecification;
import io.tierline.kit.testing.Tokens;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may ask what about numbers, and who may decide. */
@QuarkusTest
class DiallingAccessTest {

    private static final List<String> ROLES =
            List.of("telephony", "rep", "manager", "bi", "admin", "operator", "nobody");

    static Stream<Arguments> endpoints() {
        Set<String> askers = Set.of("telephony", "rep", "manager", "admin");
        Set<String> watchers = Set.of("telephony", "manager", "admin");
        Set<String> deciders = Set.of("manager", "admin");
        return Stream.of(
                Arguments.of(Method.GET, "/v1/numbers/+8613800138000", null, askers),
                Arguments.of(Method.POST, "/v1/numbers/check", "{\"phones\":[\"+8613800138000\"]}", askers),
                Arguments.of(Method.GET, "/v1/suppressions", null, watchers),
                Arguments.of(Method.POST, "/v1/suppressions", "{}", watchers),
                Arguments.of(Method.DELETE, "/v1/suppressions/+8613800138000?reason=x", null, deciders),
                Arguments.of(Method.GET, "/v1/suppressions/+8613800138000/history", null, deciders),
                Arguments.of(Method.GET, "/v1/trunks", null, watchers),
                Arguments.of(Method.GET, "/v1/policies/suppression", null, askers),
                Arguments.of(Method.PUT, "/v1/policies/suppression", "{}", deciders));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("endpoints")
    void endpointIsOpenToItsRolesAlone(Method method, String path, String body, Set<String> allowed) {
        for (String role : ROLES) {
            int status = request(as("roles", role), body).request(method, path).statusCode();

            assertThat(allowed.contains(role)).as(role + " got " + status).isEqualTo(status != 403);
            assertThat(status).as(role).isIn(200, 403, 404, 422);
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

    private static RequestSpecification request(RequestSpecification request, String body) {
        return body == null ? request : request.body(body);
    }
}
