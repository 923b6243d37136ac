package io.tierline.call.calls;

import static io.restassured.RestAssured.given;
import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.call;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tierline.kit.testing.Tokens;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what; and nobody sees another tenant's calls. */
@QuarkusTest
class AccessTest {

    private static final List<String> ROLES =
            List.of("telephony", "rep", "manager", "bi", "admin", "operator", "nobody");

    static Stream<Arguments> endpoints() {
        return Stream.of(
                Arguments.of(Method.POST, "/v1/calls", "{}", Set.of("telephony", "admin")),
                Arguments.of(Method.POST, "/v1/calls/batch", "[]", Set.of("telephony", "admin")),
                Arguments.of(Method.GET, "/v1/calls", null, Set.of("telephony", "rep", "manager", "admin")),
                Arguments.of(Method.GET, "/v1/pending-work", null, Set.of("rep", "manager", "admin")),
                Arguments.of(Method.GET, "/v1/pending-work/reps", null, Set.of("rep", "manager", "admin")),
                Arguments.of(Method.GET, "/v1/policies/summary-check", null, Set.of("rep", "manager", "admin")),
                Arguments.of(Method.PUT, "/v1/policies/summary-check", "{}", Set.of("manager", "admin")),
                Arguments.of(Method.GET, "/v1/calls/{id}", null, Set.of("telephony", "rep", "manager", "admin")),
                Arguments.of(Method.GET, "/v1/calls/{id}/revisions", null, Set.of("rep", "manager", "admin")),
                Arguments.of(
                        Method.PUT, "/v1/calls/{id}/outcome", "{\"outcome\":\"C\"}", Set.of("rep", "manager", "admin")),
                Arguments.of(
                        Method.PATCH, "/v1/calls/{id}/outcome", "{\"notes\":\"x\"}", Set.of("rep", "manager", "admin")),
                Arguments.of(Method.PATCH, "/v1/calls/{id}/attribution", "{\"rep\":\"x\"}", Set.of("manager", "admin")),
                Arguments.of(
                        Method.POST, "/v1/calls/{id}/flags/talked-but-na/dismissal", null, Set.of("manager", "admin")),
                Arguments.of(Method.DELETE, "/v1/calls/{id}", null, Set.of("manager", "admin")));
    }

    static Stream<Arguments> endpointsOfACall() {
        return endpoints().filter(endpoint -> endpoint.get()[1].toString().contains("{id}"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("endpoints")
    void endpointIsOpenToItsRolesAlone(Method method, String path, String body, Set<String> allowed) {
        for (String role : ROLES) {
            // Given
            String id = uniqueId();

            // When
            Response answer = with(as("roles", role), body).request(method, path.replace("{id}", id));

            // Then
            if (allowed.contains(role)) {
                assertThat(answer.statusCode()).as(role).isIn(200, 404, 422);
            } else {
                answer.then()
                        .statusCode(403)
                        .contentType("application/problem+json")
                        .body("code", equalTo("not-allowed"));
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("endpoints")
    void endpointIsClosed_whenNoTokenSaysWhoItIs(Method method, String path, String body, Set<String> allowed) {
        String address = path.replace("{id}", "c1");
        Stream.of(
                        given(),
                        given().auth().oauth2("nonsense"),
                        given().auth().oauth2(Tokens.expired("acme", "admin")),
                        given().auth().preemptive().basic("pbx", "secret"))
                .map(request -> request.contentType("application/json"))
                .forEach(request -> with(request, body)
                        .request(method, address)
                        .then()
                        .statusCode(401)
                        .contentType("application/problem+json"));
        with(given().auth().oauth2(Tokens.withoutTenant("admin")).contentType("application/json"), body)
                .request(method, address)
                .then()
                .statusCode(403);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("endpointsOfACall")
    void callIsUnknown_toEveryOtherTenant(Method method, String path, String body, Set<String> allowed) {
        // Given
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));

        // When
        Response answer = with(as("globex", "admin"), body).request(method, path.replace("{id}", id));

        // Then
        answer.then().statusCode(404).body("code", equalTo("no-such-call"));
        call("acme", id).body("revision", equalTo(1));
    }

    private static RequestSpecification with(RequestSpecification request, String body) {
        return body == null ? request : request.body(body);
    }
}
