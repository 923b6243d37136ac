package io.tierline.call.calls;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.batch;
import static io.tierline.call.calls.CallApi.call;
import static io.tierline.call.calls.CallApi.uniqueId;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tierline.kit.testing.Management;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A system that knows only its own codes posts them, and they are understood. */
@QuarkusTest
class TelephonyCodesTest {

    private final String tenant = uniqueTenant();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "tencent, 205, NUMBER_DOES_NOT_EXIST, summarised, WN",
                "tencent, 204, POWERED_OFF, summarised, NA",
                "tencent, 207, SUSPENDED, summarised, WN",
                "tencent, 208, SYSTEM_FAILURE, failed, -",
                "aliyun, 200002, BUSY, summarised, NA",
                "aliyun, 200004, NUMBER_DOES_NOT_EXIST, summarised, WN",
                "aliyun, 200011, SUSPENDED, summarised, WN",
                "volcengine, 3, SUSPENDED, summarised, WN",
                "volcengine, 4, NUMBER_DOES_NOT_EXIST, summarised, WN",
                "volcengine, 15, NO_ROUTE, failed, -",
                "huawei, 00538, NUMBER_DOES_NOT_EXIST, summarised, WN",
                "huawei, 00603, NO_ANSWER, summarised, NA",
                "freeswitch, USER_BUSY, BUSY, summarised, NA",
                "sip, 404, NUMBER_DOES_NOT_EXIST, summarised, WN"
            })
    void codeSaysWhatBecameOfTheCall_andNoRepIsNeededWhereNobodyAnswered(
            String source, String code, String result, String status, String outcome) {
        // When
        Response answer = post(coded(uniqueId(), source, code));

        // Then
        answer.then()
                .statusCode(201)
                .body("telephony.result", equalTo(result))
                .body("telephony.code", equalTo(code))
                .body("status", equalTo(status))
                .body("outcome", equalTo(outcome));
    }

    @Test
    void answeredCallWaitsForItsRep() {
        // Given
        Map<String, Object> answered = coded(uniqueId(), "tencent", "1");
        answered.put("talkSeconds", 40);
        answered.put("rep", "li.wei");

        // Then
        post(answered)
                .then()
                .statusCode(201)
                .body("telephony.result", equalTo("ANSWERED"))
                .body("status", equalTo("pending"));
    }

    @Test
    void repeatIsAReplay_thoughItsCodeIsTakenForAnAnswerByNow() {
        // Given
        Map<String, Object> call = coded(uniqueId(), "our-own-pbx", "x2");
        post(call).then().statusCode(201);

        // When
        as(tenant, "manager")
                .body(Map.of("codes", Map.of("x2", "ANSWERED")))
                .put("/v1/policies/telephony-mapping/our-own-pbx")
                .then()
                .statusCode(200);

        // Then
        post(call).then().statusCode(200).body("result", equalTo("replayed"));
    }

    @Test
    void whatTheSystemSaysItself_goesBeforeWhatItsCodeMeans() {
        Map<String, Object> call = coded(uniqueId(), "tencent", "205");
        call.put("telephony", Map.of("source", "tencent", "code", "205", "result", "BUSY"));

        post(call).then().statusCode(201).body("telephony.result", equalTo("BUSY"));
    }

    @Test
    void unknownCodeIsStoredListedAndCounted_neverRefused() {
        // Given
        double before = unmappedCount("tencent");
        String id = uniqueId();

        // When
        post(coded(id, "tencent", "777")).then().statusCode(201).body("status", equalTo("pending"));

        // Then
        post(coded(id, "tencent", "777")).then().statusCode(200).body("result", equalTo("replayed"));
        assertThat(unmappedCount("tencent") - before).isEqualTo(1);
        as(tenant, "manager")
                .get("/v1/telephony/unmapped")
                .then()
                .body("items.source", contains("tencent"))
                .body("items.code", contains("777"))
                .body("items.exampleCallId", contains(id));
    }

    @Test
    void sourceThatNobodyKnowsMakesNoMeterOfItsOwn() {
        double before = unmappedCount("other");

        post(coded(uniqueId(), "our-own-pbx", "x1")).then().statusCode(201);

        assertThat(unmappedCount("other") - before).isEqualTo(1);
        assertThat(Management.metrics()).doesNotContain("our-own-pbx");
    }

    @Test
    void tenantsOwnMeaningHolds_forCallsThatComeAfterIt_andForNobodyElse() {
        // Given
        String before = uniqueId();
        post(coded(before, "our-own-pbx", "x1")).then().statusCode(201);

        // When
        as(tenant, "manager")
                .body(Map.of("codes", Map.of("x1", "NUMBER_CHANGED")))
                .put("/v1/policies/telephony-mapping/our-own-pbx")
                .then()
                .statusCode(200);

        // Then
        post(coded(uniqueId(), "our-own-pbx", "X1")).then().body("outcome", equalTo("WN"));
        call(tenant, before).body("outcome", nullValue()).body("status", equalTo("pending"));
        // What was said is the same, whatever it is taken for by now.
        post(coded(before, "our-own-pbx", "x1")).then().statusCode(200).body("result", equalTo("replayed"));
        as(uniqueTenant(), "telephony")
                .body(coded(uniqueId(), "our-own-pbx", "x1"))
                .post("/v1/calls")
                .then()
                .statusCode(201)
                .body("status", equalTo("pending"));
    }

    @Test
    void codesOfABatchAreUnderstoodToo_asJsonAndAsATable() {
        // Given
        String json = uniqueId();
        String table = uniqueId();

        // When
        batch(tenant, List.of(coded(json, "volcengine", "4"), coded(uniqueId(), "huawei", "00538")))
                .body("created", equalTo(2));
        as(tenant, "telephony")
                .contentType("text/csv")
                .body("callId,phone,startedAt,telephony.source,telephony.code\n" + table
                        + ",+8613900001111,2026-11-23T09:30:00+08:00,aliyun,200010\n")
                .post("/v1/calls/batch")
                .then()
                .body("created", equalTo(1));

        // Then
        call(tenant, json).body("outcome", equalTo("WN"));
        call(tenant, table).body("telephony.result", equalTo("POWERED_OFF")).body("outcome", equalTo("NA"));
    }

    @Test
    void codeWithNoSystemMeansNothing() {
        Map<String, Object> call = coded(uniqueId(), "tencent", "205");
        call.put("telephony", Map.of("code", "205"));

        post(call).then().statusCode(422).body("errors.pointer", hasItem("/rep"));
        call.put("rep", "li.wei");
        post(call).then().statusCode(201).body("telephony.result", nullValue()).body("flags", empty());
    }

    private Response post(Map<String, Object> call) {
        return as(tenant, "telephony").body(call).post("/v1/calls");
    }

    private static Map<String, Object> coded(String id, String source, String code) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("callId", id);
        call.put("phone", "+8613800138000");
        call.put("customerId", "acme");
        call.put("startedAt", "2026-11-23T09:30:00+08:00");
        call.put("ringSeconds", 12);
        call.put("telephony", Map.of("source", source, "code", code));
        return call;
    }

    private double unmappedCount(String source) {
        return Management.metrics()
                .lines()
                .filter(line -> line.startsWith("tierline_telephony_unmapped_total")
                        && line.contains("source=\"" + source + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
