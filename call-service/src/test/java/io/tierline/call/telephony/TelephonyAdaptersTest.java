package io.tierline.call.telephony;

import static io.tierline.call.calls.CallApi.atOnce;
import static io.tierline.call.calls.CallApi.call;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.telephony.TelephonyApi.A_LEG;
import static io.tierline.call.telephony.TelephonyApi.B_LEG;
import static io.tierline.call.telephony.TelephonyApi.FORM;
import static io.tierline.call.telephony.TelephonyApi.asterisk;
import static io.tierline.call.telephony.TelephonyApi.connect;
import static io.tierline.call.telephony.TelephonyApi.fixture;
import static io.tierline.call.telephony.TelephonyApi.freeswitch;
import static io.tierline.call.telephony.TelephonyApi.post;
import static io.tierline.call.telephony.TelephonyApi.twilio;
import static io.tierline.call.telephony.TelephonyApi.uniqueUuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tierline.call.calls.CallApi;
import io.tierline.call.calls.PublishedCalls;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What telephony systems post, unchanged, becomes the right calls. */
@QuarkusTest
class TelephonyAdaptersTest {

    static Stream<Arguments> freeswitchEncodings() {
        String json = fixture("freeswitch-a-leg.json");
        return Stream.of(
                Arguments.of("application/json", json),
                Arguments.of(FORM, "cdr=" + URLEncoder.encode(json, StandardCharsets.UTF_8)),
                Arguments.of(
                        "application/x-www-form-base64-encoded",
                        "cdr=" + Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("freeswitchEncodings")
    void freeswitchCdrBecomesACall_inEveryEncoding(String contentType, String body) {
        // Given
        String tenant = uniqueTenant();

        // When
        Response answer = post(tenant, "freeswitch?uuid=a_" + A_LEG, contentType, body);

        // Then
        answer.then()
                .statusCode(201)
                .header("Location", startsWith("/v1/calls/"))
                .body("callId", equalTo("fs:" + A_LEG))
                .body("result", equalTo("created"))
                .body("revision", equalTo(1));
        call(tenant, "fs:" + A_LEG)
                .body("status", equalTo("pending"))
                .body("phone", equalTo("+8613800138000"))
                .body("customerId", equalTo("acme"))
                .body("contactRole", equalTo("EB"))
                .body("rep", equalTo("li.wei"))
                .body("campaign", equalTo("expo-2026"))
                .body("direction", equalTo("outbound"))
                .body("startedAt", equalTo("2026-11-23T01:30:00Z"))
                .body("ringSeconds", equalTo(12))
                .body("talkSeconds", equalTo(95))
                .body("telephony.source", equalTo("freeswitch"))
                .body("telephony.result", equalTo("ANSWERED"))
                .body("telephony.code", equalTo("NORMAL_CLEARING"))
                .body("telephony.endedBy", equalTo("customer"));
    }

    @Test
    void twilioCallbacksBecomeOneCall_andAnEarlyOneAfterTheLastUndoesNothing() {
        // Given
        String tenant = uniqueTenant();
        String id = "tw:CA00000000000000000000000000000001";

        // When
        twilio(tenant, fixture("twilio-initiated.form")).then().statusCode(201).body("callId", equalTo(id));
        twilio(tenant, fixture("twilio-completed.form")).then().statusCode(200).body("result", equalTo("revised"));
        twilio(tenant, fixture("twilio-ringing.form")).then().statusCode(200);
        twilio(tenant, fixture("twilio-in-progress.form")).then().statusCode(200);

        // Then
        call(tenant, id)
                .body("phone", equalTo("+8613800138000"))
                .body("rep", equalTo("li.wei"))
                .body("customerId", equalTo("acme"))
                .body("campaign", nullValue())
                .body("startedAt", equalTo("2026-11-23T01:30:00Z"))
                .body("ringSeconds", equalTo(14))
                .body("talkSeconds", equalTo(95))
                .body("telephony.result", equalTo("ANSWERED"))
                .body("telephony.code", equalTo("completed"))
                .body("recordingUrl", startsWith("https://api.twilio.com/"));
    }

    @Test
    void asteriskCdrBecomesACall_inTheZoneOfTheCompany() {
        // Given
        String tenant = uniqueTenant();
        TelephonyApi.put(tenant, "company", "{\"timeZone\":\"Asia/Shanghai\"}")
                .then()
                .statusCode(200);

        // When
        asterisk(tenant, fixture("asterisk-answered.form")).then().statusCode(201);

        // Then
        call(tenant, "as:1795397400.26")
                .body("phone", equalTo("+8613800138000"))
                .body("rep", equalTo("li.wei"))
                .body("customerId", equalTo("acme"))
                .body("startedAt", equalTo("2026-11-23T01:30:00Z"))
                .body("ringSeconds", equalTo(14))
                .body("talkSeconds", equalTo(95))
                .body("telephony.result", equalTo("ANSWERED"))
                .body("telephony.trunk", equalTo("gw-1"));
    }

    @Test
    void asteriskCdrInJsonBecomesACall_thatNobodyAnswered() {
        // Given
        String tenant = uniqueTenant();

        // When
        post(tenant, "asterisk", "application/json", fixture("asterisk-no-answer.json"))
                .then()
                .statusCode(201);

        // Then
        call(tenant, "as:1795397400.26")
                .body("status", equalTo("summarised"))
                .body("outcome", equalTo("NA"))
                .body("telephony.code", equalTo("NO ANSWER"));
    }

    @Test
    void connectRecordBecomesACall_andANewerOneRevisesIt() {
        // Given
        String tenant = uniqueTenant();
        String id = "ac:ee0a8fcc-9cf8-4b9c-9fcf-e86ebe989486";
        String newest = fixture("amazon-connect-answered.json");
        String older =
                newest.replace("2026-11-23T01:33:05Z", "2026-11-23T01:31:50Z").replace("\"li.wei\"", "null");

        // When
        connect(tenant, older).then().statusCode(201);
        connect(tenant, newest).then().statusCode(200).body("result", equalTo("revised"));
        connect(tenant, older).then().statusCode(200).body("result", equalTo("replayed"));

        // Then
        call(tenant, id)
                .body("revision", equalTo(2))
                .body("rep", equalTo("li.wei"))
                .body("phone", equalTo("+8613800138000"))
                .body("campaign", equalTo("expo-2026"))
                .body("startedAt", equalTo("2026-11-23T01:30:00Z"))
                .body("ringSeconds", equalTo(14))
                .body("talkSeconds", equalTo(95))
                .body("telephony.result", equalTo("ANSWERED"))
                .body("telephony.endedBy", equalTo("customer"));
    }

    @Test
    void chatIsNoCall() {
        // Given
        String tenant = uniqueTenant();

        // When
        Response answer =
                connect(tenant, fixture("amazon-connect-answered.json").replace("\"VOICE\"", "\"CHAT\""));

        // Then
        answer.then()
                .statusCode(200)
                .body("result", equalTo("ignored"))
                .body("callId", nullValue())
                .body("revision", nullValue());
        CallApi.as(tenant, "admin").get("/v1/calls").then().body("items", hasSize(0));
    }

    @Test
    void legsBecomeOneCall_whicheverComesFirst() {
        for (List<String> order : List.of(
                List.of("freeswitch-a-leg.json", "freeswitch-b-leg.json"),
                List.of("freeswitch-b-leg.json", "freeswitch-a-leg.json"))) {
            // Given
            String tenant = uniqueTenant();

            // When
            freeswitch(tenant, fixture(order.get(0))).then().statusCode(201);
            freeswitch(tenant, fixture(order.get(1))).then().statusCode(200).body("result", equalTo("revised"));

            // Then
            CallApi.as(tenant, "admin").get("/v1/calls").then().body("items", hasSize(1));
            call(tenant, "fs:" + A_LEG)
                    .body("rep", equalTo("li.wei"))
                    .body("customerId", equalTo("acme"))
                    .body("talkSeconds", equalTo(95))
                    .body("telephony.trunk", equalTo("gw-1"))
                    .body("startedAt", equalTo("2026-11-23T01:30:00Z"));
        }
    }

    @Test
    void recordsThatArriveAtOnceAreOneCall() throws Exception {
        // Given
        String tenant = uniqueTenant();
        List<String> legs = List.of(fixture("freeswitch-a-leg.json"), fixture("freeswitch-b-leg.json"));

        // When
        List<Integer> statuses =
                atOnce(12, client -> freeswitch(tenant, legs.get(client % 2)).statusCode());

        // Then
        assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
        call(tenant, "fs:" + A_LEG)
                .body("revision", equalTo(2))
                .body("rep", equalTo("li.wei"))
                .body("telephony.trunk", equalTo("gw-1"));
    }

    @Test
    void repeatedRecordChangesNothing_andIsPublishedOnce() {
        // Given
        String tenant = uniqueTenant();
        String uuid = uniqueUuid();
        String body = fixture("freeswitch-a-leg.json").replace(A_LEG, uuid);
        freeswitch(tenant, body).then().statusCode(201);

        // When
        freeswitch(tenant, body)
                .then()
                .statusCode(200)
                .body("result", equalTo("replayed"))
                .body("revision", equalTo(1));

        // Then
        assertThat(PublishedCalls.of(tenant, "fs:" + uuid)).hasSize(1);
        assertThat(PublishedCalls.of(tenant, "fs:" + uuid).get(0).value()).doesNotContain("13800138000");
    }

    @Test
    void repsWordStands_whenALaterRecordComes() {
        // Given
        String tenant = uniqueTenant();
        freeswitch(tenant, fixture("freeswitch-a-leg.json"));
        CallApi.putSummary(tenant, "fs:" + A_LEG, "{\"outcome\":\"NO_NEED\"}")
                .then()
                .statusCode(200);

        // When
        freeswitch(tenant, fixture("freeswitch-b-leg.json")).then().body("result", equalTo("revised"));

        // Then
        call(tenant, "fs:" + A_LEG).body("outcome", equalTo("NO_NEED")).body("telephony.trunk", equalTo("gw-1"));
    }

    @ParameterizedTest
    @CsvSource({"anonymous", "110"})
    void withheldOrShortNumberIsTakenIn(String number) {
        // Given
        String tenant = uniqueTenant();
        String body = fixture("freeswitch-inbound.json").replace("13800138000", number);

        // When
        freeswitch(tenant, body).then().statusCode(201);

        // Then
        call(tenant, "fs:" + A_LEG).body("phone", nullValue()).body("customerId", notNullValue());
    }

    @Test
    void numberWithoutCountryCodeIsOfTheCompanysRegion() {
        // Given
        String tenant = uniqueTenant();
        TelephonyApi.put(tenant, "company", "{\"defaultRegion\":\"DE\"}").then().statusCode(200);

        // When
        freeswitch(tenant, fixture("freeswitch-a-leg-busy.json").replace("13800138000", "03012345678"))
                .then()
                .statusCode(201);

        // Then
        call(tenant, "fs:" + A_LEG)
                .body("phone", equalTo("+493012345678"))
                .body("outcome", equalTo("NA"))
                .body("telephony.code", equalTo("USER_BUSY"));
    }

    @Test
    void callsOfTwoTenantsDoNotMeet_thoughTheirIdsAreTheSame() {
        // Given
        String one = uniqueTenant();
        String other = uniqueTenant();
        freeswitch(one, fixture("freeswitch-a-leg.json")).then().statusCode(201);

        // When
        freeswitch(other, fixture("freeswitch-b-leg.json")).then().statusCode(201);

        // Then
        call(one, "fs:" + A_LEG).body("revision", equalTo(1)).body("telephony.trunk", nullValue());
        call(other, "fs:" + A_LEG).body("revision", equalTo(1)).body("rep", nullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "freeswitch | application/json | nonsense | 400",
                "freeswitch | application/json | [] | 400",
                "freeswitch | application/json | {} | 422",
                "freeswitch | application/x-www-form-urlencoded | cdr=%7B | 400",
                "freeswitch | application/x-www-form-base64-encoded | cdr=###  | 400",
                "freeswitch | application/xml | <cdr/> | 415",
                "twilio | application/x-www-form-urlencoded | nonsense | 422",
                "twilio | application/x-www-form-urlencoded | CallSid=%00 | 422",
                "twilio | application/json | {} | 415",
                "asterisk | application/x-www-form-urlencoded | src=1001 | 422",
                "asterisk | application/json | [1] | 400",
                "amazon-connect | application/json | {\"ContactId\":7.5,\"Channel\":null | 400",
                "amazon-connect | application/json | {\"Channel\":\"VOICE\"} | 422"
            })
    void bodyThatCannotBeReadIsRefused_andLeavesNoTrace(String path, String type, String body, int status) {
        // Given
        String tenant = uniqueTenant();

        // When
        Response answer = post(tenant, path, type, body);

        // Then
        answer.then().statusCode(status).contentType("application/problem+json");
        CallApi.as(tenant, "admin").get("/v1/calls").then().body("items", hasSize(0));
    }

    @Test
    void longRecordIsTaken_upToAMegabyte() {
        // Given
        String tenant = uniqueTenant();
        String log = "{\"app_name\":\"set\",\"app_data\":\"" + "x".repeat(900_000) + "\"},";
        String longOne = fixture("freeswitch-a-leg.json").replaceFirst("(\"applications\": \\[)", "$1" + log);

        // Then
        freeswitch(tenant, longOne).then().statusCode(201);
        freeswitch(tenant, longOne + " ".repeat(200_000)).then().statusCode(413);
    }

    @Test
    void strangeBytesAreNoReasonToLoseACall() {
        // Given
        String tenant = uniqueTenant();
        byte[] body = fixture("freeswitch-a-leg.json")
                .replace("Extension 1001", "\u674e")
                .replace("%22", "\\u0000\\ud800")
                .getBytes(java.nio.charset.Charset.forName("GBK"));

        // When
        Response answer = TelephonyApi.as(tenant, "telephony", "application/json")
                .body(body)
                .post("/v1/telephony/freeswitch");

        // Then
        answer.then().statusCode(201);
        call(tenant, "fs:" + A_LEG).body("rep", equalTo("li.wei")).body("phone", equalTo("+8613800138000"));
    }

    @Test
    void callBelongsToBothLegs_whateverTheLegsAreCalled() {
        // Given
        String tenant = uniqueTenant();
        freeswitch(tenant, fixture("freeswitch-b-leg.json")).then().body("callId", equalTo("fs:" + A_LEG));

        // Then
        CallApi.as(tenant, "admin").get("/v1/calls/{id}", "fs:" + B_LEG).then().statusCode(404);
    }
}
