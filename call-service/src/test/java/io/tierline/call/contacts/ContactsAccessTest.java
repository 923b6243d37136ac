package io.tierline.call.contacts;

import static io.restassured.RestAssured.given;
import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.call;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueId;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.contacts.ContactsApi.callTo;
import static io.tierline.call.contacts.ContactsApi.chenJie;
import static io.tierline.call.contacts.ContactsApi.contact;
import static io.tierline.call.contacts.ContactsApi.kept;
import static io.tierline.call.contacts.ContactsApi.phone;
import static io.tierline.call.contacts.ContactsApi.putAs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tierline.kit.testing.Tokens;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may see whose number it is, and who may say so. */
@QuarkusTest
class ContactsAccessTest {

    private static final List<String> ROLES =
            List.of("telephony", "rep", "manager", "bi", "admin", "operator", "nobody");

    static Stream<Arguments> endpoints() {
        Set<String> readers = Set.of("rep", "manager", "admin");
        Set<String> writers = Set.of("rep", "manager", "admin");
        Set<String> movers = Set.of("manager", "admin");
        return Stream.of(
                Arguments.of(Method.GET, "/v1/contacts", null, readers),
                Arguments.of(Method.GET, "/v1/contacts/+8613800138000", null, readers),
                Arguments.of(Method.PUT, "/v1/contacts/+8613800138000", "{}", writers),
                Arguments.of(Method.POST, "/v1/contacts/batch", "[]", movers),
                Arguments.of(Method.POST, "/v1/contacts/+8613800138000/unlinking", null, movers));
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

    @Test
    void repMayNameWhomNobodyHasNamed_butNotTakeANumberFromACustomer() {
        // Given
        String tenant = uniqueTenant();
        String lead = recorded(tenant, callTo(uniqueId(), phone(1)));
        kept(tenant, phone(3), chenJie());

        // When
        Response ofALead = putAs("rep", tenant, phone(1), contact("acme", "Wu Min", "UB", null));
        Response isNew = putAs("rep", tenant, phone(2), contact("acme", "Li Na", "TB", null));
        Response stays = putAs("rep", tenant, phone(3), contact("acme", "Chen Jie (CFO)", "EB", "chen.jie"));
        Response taken = putAs("rep", tenant, phone(3), contact("initech", "Chen Jie", "EB", null));
        Response takenByAManager = putAs("manager", tenant, phone(3), contact("initech", "Chen Jie", "EB", null));

        // Then
        ofALead.then().statusCode(200);
        call(tenant, lead).body("customerId", equalTo("acme")).body("contactRole", equalTo("UB"));
        isNew.then().statusCode(201);
        stays.then().statusCode(200).body("name", equalTo("Chen Jie (CFO)"));
        taken.then().statusCode(403).body("code", equalTo("contact-of-another-customer"));
        takenByAManager.then().statusCode(200).body("revision", equalTo(3));
    }

    @Test
    void contactsAreTheTenantsOwn() {
        // Given
        String mine = uniqueTenant();
        String theirs = uniqueTenant();
        kept(mine, phone(1), chenJie());
        String call = recorded(mine, callTo(uniqueId(), phone(1)));
        String theirCall = recorded(theirs, callTo(uniqueId(), phone(1), "acme", null));

        // When
        kept(theirs, phone(1), contact("initech", "Somebody else", "TB", "chen.jie"));

        // Then
        call(theirs, theirCall).body("customerId", equalTo("initech"));
        call(mine, call).body("customerId", equalTo("acme")).body("revision", equalTo(1));
        contact(mine, phone(1)).body("name", equalTo("Chen Jie")).body("revision", equalTo(1));
        as(theirs, "admin")
                .queryParams(Map.of("customer", "acme"))
                .get("/v1/contacts")
                .then()
                .body("items.size()", equalTo(0));
        ContactsApi.unlink(uniqueTenant(), phone(1)).then().statusCode(404);
    }

    private static RequestSpecification request(RequestSpecification request, String body) {
        return body == null ? request : request.body(body);
    }
}
