package io.tierline.call.telephony;

import static io.restassured.RestAssured.given;
import static io.tierline.call.telephony.TelephonyApi.FORM;
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

/** Who may post records, and who may say what they mean. */
@QuarkusTest
class TelephonyAccessTest {

    private static final List<String> ROLES =
            List.of("telephony", "rep", "manager", "bi", "admin", "operator", "nobody");
    private static final Set<String> POSTING = Set.of("telephony", "admin");
    private static final Set<String> READING = Set.of("telephony", "rep", "manager", "admin");
    private static final Set<String> DECIDING = Set.of("manager", "admin");
    private static final String JSON = "application/json";

    static Stream<Arguments> endpoints() {
        return Stream.of(
                Arguments.of(Method.POST, "/v1/telephony/freeswitch", JSON, POSTING),
                Arguments.of(Method.POST, "/v1/telephony/twilio", FORM, POSTING),
                Arguments.of(Method.POST, "/v1/telephony/asterisk", FORM, POSTING),
                Arguments.of(Method.POST, "/v1/telephony/amazon-connect", JSON, POSTING),
                Arguments.of(Method.GET, "/v1/telephony/unmapped", JSON, Set.of("telephony", "manager", "admin")),
                Arguments.of(Method.GET, "/v1/policies/telephony/twilio", JSON, READING),
                Arguments.of(Method.PUT, "/v1/policies/telephony/twilio", JSON, DECIDING),
                Arguments.of(Method.GET, "/v1/policies/telephony-mapping/sip", JSON, READING),
                Arguments.of(Method.PUT, "/v1/policies/telephony-mapping/sip", JSON, DECIDING));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("endpoints")
    void endpointIsOpenToItsRolesAlone(Method method, String path, String type, Set<String> allowed) {
        for (String role : ROLES) {
            // When
            Response answer = request(given().auth().oauth2(Tokens.of("telephony-roles", role)), method, path, type);

            // Then
            if (allowed.contains(role)) {
                assertThat(answer.statusCode()).as(role).isIn(200, 422);
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
    void endpointIsClosed_whenNoTokenSaysWhoItIs(Method method, String path, String type, Set<String> allowed) {
        Stream.of(
                        given(),
                        given().auth().oauth2("nonsense"),
                        given().auth().preemptive().basic("pbx", "secret"))
                .forEach(somebody -> request(somebody, method, path, type)
                        .then()
                        .statusCode(401)
                        .contentType("application/problem+json"));
        request(given().auth().oauth2(Tokens.withoutTenant("admin")), method, path, type)
                .then()
                .statusCode(403);
    }

    private static Response request(RequestSpecification somebody, Method method, String path, String type) {
        RequestSpecification request = TelephonyApi.raw(somebody).contentType(type);
        return method == Method.GET
                ? request.get(path)
                : request.body("{}".getBytes()).request(method, path);
    }
}
