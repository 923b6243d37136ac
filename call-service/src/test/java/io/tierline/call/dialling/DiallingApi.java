package io.tierline.call.dialling;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.uniqueId;
import static io.tierline.call.calls.CallApi.uniqueTenant;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests about numbers to the service under test. */
final class DiallingApi {

    /** Now, for tests whose calls lie in the past; one for all, so that two that compare compare the same. */
    static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private DiallingApi() {}

    /** A tenant that has nothing yet and calls at any time of day. */
    static String alwaysOpenTenant() {
        String tenant = uniqueTenant();
        putPolicy(tenant, Map.of("hours", Map.of("from", "00:00", "to", "24:00")))
                .then()
                .statusCode(200);
        return tenant;
    }

    static Response putPolicy(String tenant, Object policy) {
        return as(tenant, "manager").body(policy).put("/v1/policies/suppression");
    }

    /** May I dial? */
    static ValidatableResponse number(String tenant, String phone) {
        return as(tenant, "telephony").get("/v1/numbers/{phone}", phone).then().statusCode(200);
    }

    /** Why the number may not be dialled; null when it may. */
    static String reason(String tenant, String phone) {
        return number(tenant, phone).extract().path("reason");
    }

    static Response check(String tenant, Object body) {
        return as(tenant, "telephony").body(body).post("/v1/numbers/check");
    }

    static ValidatableResponse suppress(String tenant, String phone) {
        return as(tenant, "manager")
                .body(Map.of("phone", phone, "reason", "asked by letter"))
                .post("/v1/suppressions")
                .then()
                .statusCode(200);
    }

    static Response lift(String tenant, String phone) {
        return as(tenant, "manager")
                .queryParam("reason", "number has a new owner")
                .delete("/v1/suppressions/{phone}", phone);
    }

    /** A call that the rep has summarised. */
    static Map<String, Object> given(String phone, Instant at, String outcome) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("callId", uniqueId());
        call.put("phone", phone);
        call.put("rep", "li.wei");
        call.put("startedAt", at.toString());
        call.put("outcome", outcome);
        return call;
    }

    /** A call of which only the telephony says what became of it. */
    static Map<String, Object> telephony(String phone, Instant at, String result, String trunk) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("callId", uniqueId());
        call.put("phone", phone);
        call.put("rep", "li.wei");
        call.put("startedAt", at.toString());
        call.put("telephony", trunk == null ? Map.of("result", result) : Map.of("result", result, "trunk", trunk));
        return call;
    }

    /** So many calls over the trunk, each to another number, one a second. */
    static List<Map<String, Object>> calls(int first, int count, Instant at, String result, String trunk) {
        List<Map<String, Object>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(telephony(phone(first + i), at.plusSeconds(i), result, trunk));
        }
        return calls;
    }

    /** The so-manieth mobile number of China Mobile. */
    static String phone(int number) {
        return "+86138%08d".formatted(number);
    }

    static Instant daysAgo(int days) {
        return NOW.minus(Duration.ofDays(days));
    }
}
