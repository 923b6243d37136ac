package io.tierline.call.telephony;

import static io.restassured.RestAssured.given;
import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.call;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.telephony.TelephonyApi.A_LEG;
import static io.tierline.call.telephony.TelephonyApi.FORM;
import static io.tierline.call.telephony.TelephonyApi.fixture;
import static io.tierline.call.telephony.TelephonyApi.freeswitch;
import static io.tierline.call.telephony.TelephonyApi.put;
import static io.tierline.call.telephony.TelephonyApi.twilio;
import static io.tierline.call.telephony.TelephonyApi.unmapped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tierline.kit.testing.Management;
import io.tierline.kit.testing.Tokens;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a company decides about its telephony systems: what their codes mean and where they say what. */
@QuarkusTest
class TelephonyPoliciesTest {

    private static final String UNKNOWN_CODE = "CARRIER_SAYS_207";

    @TestHTTPResource("/v1/telephony/twilio")
    URI address;

    @Test
    void unknownCodeIsTakenInCountedAndListed_andMeansSomethingOnceTheCompanySaysWhat() {
        // Given
        String tenant = uniqueTenant();
        double before = unmappedCount();

        // When
        freeswitch(tenant, busyWith(UNKNOWN_CODE, A_LEG)).then().statusCode(201);
        freeswitch(tenant, busyWith(UNKNOWN_CODE, A_LEG)).then().statusCode(200);
        freeswitch(tenant, busyWith(UNKNOWN_CODE, "second")).then().statusCode(201);

        // Then
        call(tenant, "fs:" + A_LEG)
                .body("status", equalTo("pending"))
                .body("telephony.result", equalTo("UNKNOWN"))
                .body("telephony.code", equalTo(UNKNOWN_CODE));
        assertThat(unmappedCount() - before).isEqualTo(2);
        unmapped(tenant)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].source", equalTo("freeswitch"))
                .body("items[0].code", equalTo(UNKNOWN_CODE))
                .body("items[0].calls", equalTo(2))
                .body("items[0].firstAt", equalTo("2026-11-23T01:30:00Z"))
                .body("items[0].lastAt", equalTo("2026-11-23T01:30:00Z"))
                .body("items[0].exampleCallId", equalTo("fs:second"))
                .body("next", nullValue());

        // When
        put(tenant, "telephony-mapping/freeswitch", Map.of("codes", Map.of(UNKNOWN_CODE, "SUSPENDED")))
                .then()
                .statusCode(200);
        freeswitch(tenant, busyWith(UNKNOWN_CODE, "third")).then().statusCode(201);

        // Then
        call(tenant, "fs:third").body("outcome", equalTo("WN")).body("telephony.result", equalTo("SUSPENDED"));
        unmapped(tenant).then().body("items[0].calls", equalTo(2));
    }

    @Test
    void unmappedCodesComeInPages() {
        // Given
        String tenant = uniqueTenant();
        freeswitch(tenant, busyWith("NEW_B", "one"));
        freeswitch(tenant, busyWith("NEW_A", "two"));
        freeswitch(tenant, busyWith("NEW_C", "three"));

        // When
        Response first = as(tenant, "admin").get("/v1/telephony/unmapped?limit=2");
        Response second =
                as(tenant, "admin").get("/v1/telephony/unmapped?limit=2&cursor={c}", (String) first.path("next"));

        // Then
        first.then().body("items.code", contains("NEW_A", "NEW_B")).body("next", notNullValue());
        second.then().body("items.code", contains("NEW_C")).body("next", nullValue());
        unmapped(uniqueTenant()).then().body("items", hasSize(0));
        as(tenant, "admin")
                .get("/v1/telephony/unmapped?limit=0&cursor=x")
                .then()
                .statusCode(422);
        as(tenant, "admin").get("/v1/telephony/unmapped?cursor=x").then().statusCode(422);
        as(tenant, "admin").get("/v1/telephony/unmapped?sourc=x").then().statusCode(422);
    }

    @Test
    void mappingShowsWhatHolds_andIsTheCompanysOwn() {
        // Given
        String tenant = uniqueTenant();

        // When
        Response changed =
                put(tenant, "telephony-mapping/tencent", "{\"codes\":{\"207\":\"NO_ANSWER\",\"999\":\"BUSY\"}}");

        // Then
        changed.then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("codes.'207'", equalTo("NO_ANSWER"))
                .body("codes.'999'", equalTo("BUSY"))
                .body("codes.'205'", equalTo("NUMBER_DOES_NOT_EXIST"))
                .body("own", equalTo(Map.of("207", "NO_ANSWER", "999", "BUSY")));
        as(tenant, "telephony")
                .get("/v1/policies/telephony-mapping/tencent")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("codes.'207'", equalTo("NO_ANSWER"));
        as(uniqueTenant(), "admin")
                .get("/v1/policies/telephony-mapping/tencent")
                .then()
                .header("ETag", "\"0\"")
                .body("codes.'207'", equalTo("SUSPENDED"))
                .body("own", equalTo(Map.of()));
        as(tenant, "manager")
                .header("If-Match", "\"0\"")
                .body("{\"codes\":{}}")
                .put("/v1/policies/telephony-mapping/tencent")
                .then()
                .statusCode(412);
    }

    @Test
    void sourceThatNobodyKnows_mayBeGivenAMapping() {
        // Given
        String tenant = uniqueTenant();
        as(tenant, "admin").get("/v1/policies/telephony-mapping/my-pbx").then().body("codes", equalTo(Map.of()));

        // Then
        put(tenant, "telephony-mapping/my-pbx", "{\"codes\":{\"x\":\"BUSY\"}}")
                .then()
                .statusCode(200)
                .body("codes", equalTo(Map.of("x", "BUSY")));
        put(tenant, "telephony-mapping/my%20pbx", "{\"codes\":{}}").then().statusCode(404);
    }

    @Test
    void mappingIsRefused_withEveryFault() {
        put(
                        uniqueTenant(),
                        "telephony-mapping/tencent",
                        "{\"codes\":{\"1\":\"GOOD\",\"2\":7,\"3\":null,\" \":\"BUSY\"},\"code\":1}")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItems("/codes/1", "/codes/2", "/codes/3", "/codes/ ", "/code"));
        put(uniqueTenant(), "telephony-mapping/tencent", "{}").then().statusCode(422);
        put(uniqueTenant(), "telephony-mapping/tencent", "[]").then().statusCode(422);
        put(uniqueTenant(), "telephony-mapping/tencent", "{\"codes\":[]}")
                .then()
                .statusCode(422);
    }

    @Test
    void fieldsAreThoseThatTheCompanyNamed() {
        // Given
        String tenant = uniqueTenant();
        put(
                        tenant,
                        "telephony/freeswitch",
                        "{\"repField\":\"nobody_sets_this,user_name\",\"customerField\":null,\"trunkField\":\"domain_name\"}")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("source", equalTo("freeswitch"))
                .body("repField", equalTo("nobody_sets_this,user_name"))
                .body("customerField", nullValue())
                .body("campaignField", equalTo("tierline_campaign"))
                .body("authTokenSet", equalTo(false));

        // When
        freeswitch(tenant, fixture("freeswitch-a-leg.json")).then().statusCode(201);

        // Then
        call(tenant, "fs:" + A_LEG)
                .body("rep", equalTo("1001"))
                .body("customerId", not(equalTo("acme")))
                .body("campaign", equalTo("expo-2026"))
                .body("telephony.trunk", equalTo("192.168.56.202"));
    }

    @Test
    void settingsHaveDefaults_ofTheSystem_andAreTheCompanysOwn() {
        // Given
        String tenant = uniqueTenant();
        put(tenant, "telephony/twilio", "{\"repField\":\"agent\"}").then().statusCode(200);

        // Then
        String other = uniqueTenant();
        for (String source : new String[] {"freeswitch", "twilio", "asterisk", "amazon-connect"}) {
            as(other, "telephony")
                    .get("/v1/policies/telephony/" + source)
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"0\"")
                    .body("repField", not(equalTo("agent")))
                    .body("repField", notNullValue());
        }
        as(tenant, "admin").get("/v1/policies/telephony/tencent").then().statusCode(404);
    }

    @Test
    void secretIsNeverShown_andStaysUntilItIsTakenAway() {
        // Given
        String tenant = uniqueTenant();
        put(tenant, "telephony/twilio", "{\"authToken\":\"very-secret\"}")
                .then()
                .body(not(containsString("very-secret")))
                .body("authTokenSet", equalTo(true));

        // When
        String shown = as(tenant, "admin")
                .get("/v1/policies/telephony/twilio")
                .then()
                .body(not(containsString("very-secret")))
                .extract()
                .asString();

        // Then
        put(tenant, "telephony/twilio", shown).then().statusCode(200).body("authTokenSet", equalTo(true));
        put(tenant, "telephony/twilio", "{\"authToken\":null}").then().body("authTokenSet", equalTo(false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"repFeld\":\"x\"} | /repFeld",
                "{\"repField\":7} | /repField",
                "{\"repField\":\"\"} | /repField",
                "{\"timeZone\":\"Mars/Base\"} | /timeZone",
                "{\"publicUrl\":\"ftp://x\"} | /publicUrl",
                "{\"publicUrl\":\"https://x/y?z=1\"} | /publicUrl",
                "{\"authToken\":\"\"} | /authToken"
            })
    void settingsAreRefused_whenSomethingIsWrong(String body, String pointer) {
        put(uniqueTenant(), "telephony/twilio", body).then().statusCode(422).body("errors.pointer", contains(pointer));
    }

    @Test
    void callbackNeedsTheRightSignature_onceTheCompanyHasGivenTheSecret() throws Exception {
        // Given
        String tenant = uniqueTenant();
        String publicUrl = "https://calls.example.com/v1/telephony/twilio";
        put(tenant, "telephony/twilio", Map.of("authToken", "12345", "publicUrl", publicUrl))
                .then()
                .statusCode(200);
        String form = "CallSid=CA1&CallStatus=busy&To=%2B8613800138000&Direction=outbound-api";
        String right = signature(
                "12345",
                publicUrl + "?rep=li.wei&campaign=CallSidCA1CallStatusbusyDirectionoutbound-apiTo+8613800138000");

        // Then
        twilio(tenant, form).then().statusCode(403).body("code", equalTo("wrong-signature"));
        signed(tenant, form, "AAAA" + right.substring(4)).then().statusCode(403);
        signed(tenant, form.replace("busy", "no-answer"), right).then().statusCode(403);
        as(tenant, "admin").get("/v1/calls").then().body("items", hasSize(0));
        signed(tenant, form, right).then().statusCode(201).body("callId", equalTo("tw:CA1"));
        signed(uniqueTenant(), form, "nobody looks at it").then().statusCode(201);
    }

    @Test
    void signatureIsOfTheAddressRequested_whenNoPublicOneIsSet() throws Exception {
        // Given
        String tenant = uniqueTenant();
        put(tenant, "telephony/twilio", Map.of("authToken", "12345")).then().statusCode(200);
        String signature = signature("12345", address + "?rep=li.wei&campaign=CallSidCA1CallStatusbusy");

        // Then
        signed(tenant, "CallSid=CA1&CallStatus=busy", signature).then().statusCode(201);
    }

    @Test
    void systemsAreAskedForHttpBasic_andTheTokenIsThePassword() {
        // Then
        given().contentType(FORM)
                .body("CallSid=CA1")
                .post("/v1/telephony/twilio")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Basic realm="));
        given().auth()
                .preemptive()
                .basic("twilio", Tokens.of(uniqueTenant(), "telephony"))
                .contentType(FORM)
                .body("CallSid=CA1&CallStatus=busy")
                .post("/v1/telephony/twilio")
                .then()
                .statusCode(201);
        given().get("/v1/calls").then().statusCode(401).header("WWW-Authenticate", not(containsString("Basic")));
    }

    private static Response signed(String tenant, String form, String signature) {
        return TelephonyApi.as(tenant, "telephony", FORM)
                .header("X-Twilio-Signature", signature)
                .body(form.getBytes())
                .post("/v1/telephony/twilio?rep=li.wei&campaign=");
    }

    private static String signature(String authToken, String signed) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(authToken.getBytes(), "HmacSHA1"));
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes()));
    }

    private static String busyWith(String cause, String uuid) {
        return fixture("freeswitch-a-leg-busy.json")
                .replace("USER_BUSY", cause)
                .replace("sip%3A486", "")
                .replace("\"486\"", "\"\"")
                .replace(A_LEG, uuid);
    }

    private static double unmappedCount() {
        return Management.metrics()
                .lines()
                .filter(line -> line.startsWith("tierline_telephony_unmapped_total{source=\"freeswitch\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
