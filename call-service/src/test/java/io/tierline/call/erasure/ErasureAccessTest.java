package io.tierline.call.erasure;

import static io.restassured.RestAssured.given;
import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.erasure.ErasureApi.NOW;
import static io.tierline.call.erasure.ErasureApi.call;
import static io.tierline.call.erasure.ErasureApi.keepMonths;
import static io.tierline.call.erasure.ErasureApi.uniquePhone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

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

/** Who may erase and export persons, and say for how long they are kept. */
@QuarkusTest
class ErasureAccessTest {

    private static final List<String> ROLES =
            List.of("telephony", "rep", "manager", "bi", "admin", "operator", "nobody");

    static Stream<Arguments> endpoints() {
        Set<String> readers = Set.of("rep", "manager", "admin");
        Set<String> deciders = Set.of("manager", "admin");
        return Stream.of(
                Arguments.of(Method.DELETE, "/v1/contacts/+8613800138000", null, deciders),
                Arguments.of(Method.GET, "/v1/contacts/+8613800138000/export", null, deciders),
                Arguments.of(Method.GET, "/v1/policies/retention", null, readers),
                Arguments.of(Method.PUT, "/v1/policies/retention", "{}", deciders));
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

    @Test
    void anotherTenantsPersonIsUnknown() {
        // Given
        String tenant = uniqueTenant();
        String other = uniqueTenant();
        String phone = uniquePhone();
        recorded(tenant, call(phone, NOW.minusSeconds(60), "D", "words"));
        keepMonths(tenant, 12);

        // Then
        as(other, "manager").delete("/v1/contacts/{phone}", phone).then().statusCode(404);
        as(other, "manager")
                .get("/v1/contacts/{phone}/export", phone)
                .then()
                .statusCode(404)
                .body("code", equalTo("no-such-contact"));
        as(other, "manager").get("/v1/policies/retention").then().body("months", nullValue());
    }

    private static RequestSpecification request(RequestSpecification who, String body) {
        return body == null ? who : who.body(body);
    }
}
