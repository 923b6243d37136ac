package io.tierline.call.calls;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import io.tierline.kit.testing.Tokens;
import java.util.UUID;

/** Requests to the service under test. */
final class CallApi {

    private CallApi() {}

    /** A JSON request of somebody with the role. */
    static RequestSpecification as(String tenant, String role) {
        return given().auth().oauth2(Tokens.of(tenant, role)).contentType("application/json");
    }

    /** A call id that no other test uses. */
    static String uniqueId() {
        return "pbx-" + UUID.randomUUID();
    }
}
