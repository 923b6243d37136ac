package io.tierline.call.agenda;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.recorded;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests about follow-ups and meetings to the service under test. */
final class AgendaApi {

    /** Now; one for all, so that two that compare compare the same. */
    static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    /** Where it is some time between twelve and one now, so that no test runs over a midnight. */
    static final String NOON =
            "Etc/GMT%+d".formatted(NOW.atOffset(ZoneOffset.UTC).getHour() - 12);

    static final Instant TODAY = NOW.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(12));
    static final Instant TOMORROW = TODAY.plus(Duration.ofDays(1));

    private AgendaApi() {}

    /** The tenant is in the middle of its day. */
    static void noonFor(String tenant) {
        as(tenant, "manager")
                .body(Map.of("timeZone", NOON))
                .put("/v1/policies/company")
                .then()
                .statusCode(200);
    }

    /** Li Wei calls the economic buyer of Acme. */
    static Map<String, Object> call(String callId, Instant startedAt, String outcome) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("callId", callId);
        call.put("phone", "+8613800138000");
        call.put("customerId", "acme");
        call.put("contactRole", "EB");
        call.put("rep", "li.wei");
        call.put("team", "east-1");
        call.put("startedAt", startedAt.toString());
        call.put("outcome", outcome);
        return call;
    }

    /** A call that promises another one. */
    static Map<String, Object> promise(String callId, Instant startedAt, Instant followUpAt) {
        Map<String, Object> call = call(callId, startedAt, "FOLLOW_UP");
        call.put("followUpAt", followUpAt.toString());
        return call;
    }

    /** A call that books a meeting. */
    static Map<String, Object> booking(String callId, Instant startedAt, Instant meetingAt) {
        Map<String, Object> call = call(callId, startedAt, "C");
        call.put("meetingAt", meetingAt.toString());
        return call;
    }

    /** The call with members changed: name, value, name, value … */
    static Map<String, Object> but(Map<String, Object> call, Object... changes) {
        Map<String, Object> changed = new LinkedHashMap<>(call);
        for (int i = 0; i < changes.length; i += 2) {
            changed.put((String) changes[i], changes[i + 1]);
        }
        return changed;
    }

    /** Records a promise of an hour ago for now; answers its id. */
    static String promised(String tenant, String callId) {
        return recorded(tenant, promise(callId, NOW.minus(Duration.ofHours(1)), NOW));
    }

    static Response get(String tenant, String path) {
        return as(tenant, "rep").urlEncodingEnabled(false).get(path);
    }

    /** The list with this query. */
    static ValidatableResponse followUps(String tenant, String query) {
        return get(tenant, "/v1/follow-ups?" + query).then().statusCode(200);
    }

    /** The ids of the list with this query, with blanks between. */
    static String ids(String tenant, String pathAndQuery) {
        List<String> ids =
                get(tenant, pathAndQuery).then().statusCode(200).extract().path("items.callId");
        return String.join(" ", ids);
    }

    /** The follow-up that the call promised. */
    static Map<String, Object> followUp(String tenant, String callId) {
        return followUps(tenant, "limit=500").extract().path("items.find { it.callId == '" + callId + "' }");
    }

    static Response putFollowUp(String tenant, String callId, Object change) {
        return as(tenant, "rep").body(change).put("/v1/follow-ups/{id}", callId);
    }

    static Response putMeeting(String tenant, String callId, Object change) {
        return as(tenant, "rep").body(change).put("/v1/meetings/{id}", callId);
    }
}
