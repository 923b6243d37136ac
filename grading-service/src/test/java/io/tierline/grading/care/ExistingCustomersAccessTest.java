package io.tierline.grading.care;

import static io.restassured.RestAssured.given;
import static io.tierline.grading.StoredCustomers.set;
import static io.tierline.grading.StoredCustomers.won;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
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

/** Who may read and write care logs, cases, referrals and fits, and that nobody sees another tenant's. */
@QuarkusTest
class ExistingCustomersAccessTest {

    private static final List<String> ROLES =
            List.of("telephony", "rep", "manager", "bi", "admin", "operator", "nobody");

    private static final String ENTRY = "{\"entryId\":\"e-1\",\"kind\":\"satisfaction\",\"score\":9}";
    private static final String IDEAL =
            "{\"conditions\":[{\"id\":\"any\",\"label\":{\"en\":\"Any\"},\"when\":\"has(profile.industry)\",\"weight\":1}]}";

    private final String tenant = newTenant();

    static Stream<Arguments> endpoints() {
        Set<String> all = Set.of("rep", "manager", "admin");
        return Stream.of(
                Arguments.of(Method.POST, "/v1/customers/acme/care", ENTRY, all),
                Arguments.of(Method.GET, "/v1/customers/acme/care", null, all),
                Arguments.of(Method.GET, "/v1/customers/acme/care/e-1", null, all),
                Arguments.of(Method.PATCH, "/v1/customers/acme/care/e-1", "{\"score\":8}", all),
                Arguments.of(Method.DELETE, "/v1/customers/acme/care/e-1", null, all),
                Arguments.of(Method.POST, "/v1/customers/acme/referral-request", "{}", all),
                Arguments.of(Method.GET, "/v1/cases", null, all),
                Arguments.of(Method.GET, "/v1/customers/acme/referrals", null, all),
                Arguments.of(Method.GET, "/v1/referrals", null, all),
                Arguments.of(Method.GET, "/v1/customers/acme/fit", null, all),
                Arguments.of(Method.GET, "/v1/best-fit", null, all),
                Arguments.of(Method.GET, "/v1/ideal-profile", null, all),
                Arguments.of(Method.PUT, "/v1/ideal-profile", IDEAL, Set.of("manager", "admin")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("endpoints")
    void endpointIsOpenToItsRolesAlone(Method method, String path, String body, Set<String> allowed) {
        for (String role : ROLES) {
            int status = request(as(tenant, role), body).request(method, path).statusCode();

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
    void nobodySeesOrTouchesAnotherTenants() {
        // Given
        String other = newTenant();
        won(tenant, "acme");
        set(tenant, "acme", "profile = '{\"background\":{\"industry\":\"Logistics\"}}', fit = 50");
        set(tenant, "acme", "owner_rep = 'li.wei'");
        won(tenant, "beta");
        set(tenant, "beta", "referred_by = 'acme'");
        as(tenant, "rep").body(ENTRY).post("/v1/customers/acme/care").then().statusCode(201);
        as(tenant, "rep")
                .body("{\"entryId\":\"u-1\",\"kind\":\"usage\",\"text\":\"quartz\"}")
                .post("/v1/customers/acme/care")
                .then()
                .statusCode(201);
        as(tenant, "manager").body(IDEAL).put("/v1/ideal-profile").then().statusCode(200);

        // Then
        for (Arguments endpoint : endpoints().toList()) {
            String path = (String) endpoint.get()[1];
            if (path.contains("acme")) {
                request(as(other, "admin"), (String) endpoint.get()[2])
                        .request((Method) endpoint.get()[0], path)
                        .then()
                        .statusCode(404);
            }
        }
        as(other, "admin").get("/v1/cases?q=quartz").then().body("items", hasSize(0));
        as(other, "admin").get("/v1/cases").then().body("items", hasSize(0));
        as(other, "admin").get("/v1/referrals").then().body("items", hasSize(0));
        as(other, "admin").get("/v1/best-fit").then().body("items", hasSize(0));
        as(other, "admin").get("/v1/ideal-profile").then().body("revision", equalTo(0));
        as(other, "admin").get("/v1/worklist?rep=li.wei").then().body("items", hasSize(0));

        // When: the same ids are the other tenant's own
        won(other, "acme");
        as(other, "rep")
                .body(ENTRY.replace("9", "3"))
                .post("/v1/customers/acme/care")
                .then()
                .statusCode(201);

        // Then
        as(tenant, "rep").get("/v1/customers/acme/care/e-1").then().body("score", equalTo(9));
        as(other, "rep").get("/v1/customers/acme/referrals").then().body("counts.all", equalTo(0));
        as(other, "rep").get("/v1/customers/acme/fit").then().body("fit", nullValue());
    }

    private static RequestSpecification request(RequestSpecification request, String body) {
        return body == null ? request : request.body(body);
    }
}
