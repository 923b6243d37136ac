package io.tierline.grading.standards;

import static io.restassured.RestAssured.given;
import static io.tierline.grading.grades.GradingApi.as;
import static org.assertj.core.api.Assertions.assertThat;

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

/** Who may read the company's standard, and who may write it, try it out, switch it on, or grant time. */
@QuarkusTest
class StandardsAccessTest {

    private static final List<String> ROLES =
            List.of("telephony", "rep", "manager", "bi", "admin", "operator", "nobody");

    static Stream<Arguments> endpoints() {
        Set<String> readers = Set.of("rep", "manager", "admin");
        Set<String> writers = Set.of("manager", "admin");
        return Stream.of(
                Arguments.of(Method.GET, "/v1/standards", null, readers),
                Arguments.of(Method.GET, "/v1/standards/1", null, readers),
                Arguments.of(Method.GET, "/v1/standards/variables", null, readers),
                Arguments.of(Method.GET, "/v1/standards/activations", null, readers),
                Arguments.of(Method.GET, "/v1/standards/1/activation", null, readers),
                Arguments.of(Method.POST, "/v1/standards", "{}", writers),
                Arguments.of(Method.GET, "/v1/standards/drafts", null, writers),
                Arguments.of(Method.GET, "/v1/standards/drafts/none", null, writers),
                Arguments.of(Method.PUT, "/v1/standards/drafts/spring", "{}", writers),
                Arguments.of(Method.DELETE, "/v1/standards/drafts/none", null, writers),
                Arguments.of(Method.POST, "/v1/standards/drafts/none/publication", null, writers),
                Arguments.of(Method.POST, "/v1/standards/drafts/none/simulation", null, writers),
                Arguments.of(Method.POST, "/v1/standards/1/simulation", null, writers),
                Arguments.of(Method.POST, "/v1/standards/1/activation", null, writers),
                Arguments.of(Method.GET, "/v1/customers/nobody/extensions", null, readers),
                Arguments.of(
                        Method.POST, "/v1/customers/nobody/extensions", "{\"days\":7,\"reason\":\"Fair\"}", writers));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("endpoints")
    void endpointIsOpenToItsRolesAlone(Method method, String path, String body, Set<String> allowed) {
        for (String role : ROLES) {
            int status = request(as("roles", role), body).request(method, path).statusCode();

            assertThat(allowed.contains(role)).as(role + " got " + status).isEqualTo(status != 403);
            assertThat(status).as(role).isIn(200, 204, 403, 404, 422);
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
                .statusCode(403);
    }

    private static RequestSpecification request(RequestSpecification request, String body) {
        return body == null ? request : request.body(body);
    }
}
