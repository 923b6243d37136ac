package io.tierline.call.directory;

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

/** Who may read the directory, and who may tell of reps and teams. */
@QuarkusTest
class DirectoryAccessTest {

    private static final List<String> ROLES =
            List.of("telephony", "rep", "manager", "bi", "admin", "operator", "nobody");

    static Stream<Arguments> endpoints() {
        Set<String> readers = Set.of("rep", "manager", "admin");
        Set<String> tellers = Set.of("manager", "admin");
        return Stream.of(
                Arguments.of(Method.GET, "/v1/teams", null, readers),
                Arguments.of(Method.GET, "/v1/teams/east-1", null, readers),
                Arguments.of(Method.PUT, "/v1/teams/east-1", "{\"name\":\"East 1\"}", tellers),
                Arguments.of(Method.GET, "/v1/reps", null, readers),
                Arguments.of(Method.GET, "/v1/reps/li.wei", null, readers),
                Arguments.of(Method.PUT, "/v1/reps/li.wei", "{\"name\":\"Li Wei\"}", tellers));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("endpoints")
    void endpointIsOpenToItsRolesAlone(Method method, String path, String body, Set<String> allowed) {
        for (String role : ROLES) {
            int status = request(as("roles", role), body).request(method, path).statusCode();

            assertThat(allowed.contains(role)).as(role + " got " + status).isEqualTo(status != 403);
            assertThat(status).as(role).isIn(200, 403, 404);
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
