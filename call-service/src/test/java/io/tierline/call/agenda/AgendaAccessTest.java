package io.tierline.call.agenda;

import static io.restassured.RestAssured.given;
import static io.tierline.call.agenda.AgendaApi.NOW;
import static io.tierline.call.agenda.AgendaApi.booking;
import static io.tierline.call.agenda.AgendaApi.but;
import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.call;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
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

/** Who may see and change what was agreed; and nobody sees another tenant's agreements. */
@QuarkusTest
class AgendaAccessTest {

    private static final List<String> ROLES =
            List.of("telephony", "rep", "manager", "bi", "admin", "operator", "nobody");
    private static final Set<String> ALLOWED = Set.of("rep", "manager", "admin");
    private static final String PERIOD = "?from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z";

    static Stream<Arguments> endpoints() {
        return Stream.of(
                Arguments.of(Method.GET, "/v1/follow-ups", null),
                Arguments.of(Method.GET, "/v1/follow-ups/summary" + PERIOD, null),
                Arguments.of(Method.PUT, "/v1/follow-ups/pbx-none", "{\"cancelled\":true}"),
                Arguments.of(Method.GET, "/v1/meetings", null),
                Arguments.of(Method.GET, "/v1/meetings/summary" + PERIOD, null),
                Arguments.of(Method.PUT, "/v1/meetings/pbx-none", "{\"result\":\"held\"}"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("endpoints")
    void endpointIsOpenToItsRolesAlone(Method method, String path, String body) {
        for (String role : ROLES) {
            int status = request(as("roles", role), body).request(method, path).statusCode();

            assertThat(status).as(role).isIn(ALLOWED.contains(role) ? new Object[] {200, 404} : new Object[] {403});
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("endpoints")
    void endpointIsClosed_whenNoTokenSaysWhoItIs(Method method, String path, String body) {
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
    void nobodySeesOrChangesWhatAnotherTenantAgreed() {
        // Given
        String tenant = uniqueTenant();
        String other = uniqueTenant();
        recorded(tenant, but(booking("pbx-1", NOW.minusSeconds(60), NOW), "followUpAt", NOW.toString()));

        // Then
        for (String list : List.of("follow-ups", "meetings")) {
            as(other, "admin").get("/v1/" + list).then().statusCode(200).body("items", empty());
            as(other, "admin")
                    .queryParam("from", NOW.minusSeconds(86_400).toString())
                    .queryParam("to", NOW.plusSeconds(86_400).toString())
                    .get("/v1/" + list + "/summary")
                    .then()
                    .statusCode(200)
                    .body("rows", empty());
        }
        as(other, "admin")
                .body("{\"cancelled\":true}")
                .put("/v1/follow-ups/pbx-1")
                .then()
                .statusCode(404)
                .body("code", equalTo("no-such-call"));
        as(other, "admin")
                .body("{\"result\":\"missed\"}")
                .put("/v1/meetings/pbx-1")
                .then()
                .statusCode(404)
                .body("code", equalTo("no-such-call"));
        call(tenant, "pbx-1").body("revision", equalTo(1));
    }

    @Test
    void callOfAnotherTenantDoesNothing_thoughItIsTheSameNumberAndCustomer() {
        // Given
        String tenant = uniqueTenant();
        recorded(tenant, AgendaApi.promise("pbx-1", NOW.minusSeconds(600), NOW));

        // When
        recorded(uniqueTenant(), AgendaApi.call("pbx-2", NOW.minusSeconds(60), "D"));

        // Then
        assertThat(AgendaApi.followUp(tenant, "pbx-1"))
                .containsEntry("status", "open")
                .containsEntry("kept", null);
    }

    private static RequestSpecification request(RequestSpecification request, String body) {
        return body == null ? request : request.body(body);
    }
}
