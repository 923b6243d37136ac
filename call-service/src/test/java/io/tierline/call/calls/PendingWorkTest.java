package io.tierline.call.calls;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.call;
import static io.tierline.call.calls.CallApi.delete;
import static io.tierline.call.calls.CallApi.putSummary;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueId;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A rep sees which calls wait for a summary, and what some of them probably were. */
@QuarkusTest
class PendingWorkTest {

    private final String tenant = uniqueTenant();

    @Test
    void callsWaitForTheirSummary_theOldestFirst() {
        // Given
        String late = pending("li.wei", "east-1", "11:00", 95, "customer");
        String early = pending("li.wei", "east-1", "09:00", 95, "customer");
        String taken = pending("li.wei", "east-1", "10:00", 95, "customer");
        String voided = pending("li.wei", "east-1", "10:30", 95, "customer");
        String others = pending("sun.jing", "west-2", "08:00", 95, "customer");

        // When
        putSummary(tenant, taken, Map.of("outcome", "RJ")).then().statusCode(200);
        delete(tenant, voided).then().statusCode(204);

        // Then
        work("?rep=li.wei").body("items.callId", contains(early, late));
        work("?team=west-2").body("items.callId", contains(others));
        work("").body("items.callId", contains(others, early, late));
        work("?rep=nobody").body("items", empty());
    }

    @Test
    void shortCallThatTheCustomerEndedIsSuggestedAsHungUp_andNeverSetSo() {
        // Given
        String shortOne = pending("li.wei", "east-1", "09:00", 14, "customer");
        String longer = pending("li.wei", "east-1", "10:00", 15, "customer");
        String endedByUs = pending("li.wei", "east-1", "11:00", 3, "rep");

        // Then
        work("").body("items.callId", contains(shortOne, longer, endedByUs))
                .body("items.suggestedOutcome", contains(equalTo("CUT"), nullValue(), nullValue()));
        call(tenant, shortOne).body("outcome", nullValue()).body("status", equalTo("pending"));
    }

    @Test
    void companySaysWhatIsShort() {
        pending("li.wei", "east-1", "09:00", 6, "customer");

        as(tenant, "manager")
                .body(Map.of("suggestCutUnderSeconds", 6))
                .put("/v1/policies/summary-check")
                .then()
                .statusCode(200);

        work("").body("items.suggestedOutcome", contains(nullValue()));
    }

    @Test
    void openWorkOfEachRepIsCounted_theMostFirst() {
        // Given
        pending("sun.jing", "west-2", "10:00", 95, "customer");
        pending("li.wei", "east-1", "11:00", 95, "customer");
        pending("li.wei", "east-1", "09:00", 95, "customer");

        // Then
        reps("").body("items.rep", contains("li.wei", "sun.jing"))
                .body("items.pending", contains(2, 1))
                .body("items.oldestAt", contains("2026-11-23T01:00:00Z", "2026-11-23T02:00:00Z"));
        reps("?team=west-2").body("items.rep", contains("sun.jing"));
    }

    @Test
    void workComesInPages() {
        // Given
        String first = pending("li.wei", "east-1", "09:00", 95, "customer");
        String second = pending("li.wei", "east-1", "09:00", 95, "customer");
        String third = pending("li.wei", "east-1", "10:00", 95, "customer");
        boolean inOrder = first.compareTo(second) < 0;

        // When
        Response page = as(tenant, "rep").get("/v1/pending-work?limit=2");

        // Then
        page.then().body("items.callId", inOrder ? contains(first, second) : contains(second, first));
        as(tenant, "rep")
                .get("/v1/pending-work?limit=2&cursor={cursor}", (String) page.path("next"))
                .then()
                .body("items.callId", contains(third))
                .body("next", nullValue());
    }

    @Test
    void noOtherTenantSeesIt() {
        pending("li.wei", "east-1", "09:00", 95, "customer");

        as(uniqueTenant(), "admin").get("/v1/pending-work").then().body("items", empty());
        as(uniqueTenant(), "admin").get("/v1/pending-work/reps").then().body("items", empty());
        as(uniqueTenant(), "admin")
                .get("/v1/pending-work/reps?team=east-1")
                .then()
                .body("items", empty());
    }

    private String pending(String rep, String team, String time, int talkSeconds, String endedBy) {
        Map<String, Object> call = SubmittedCalls.unsummarised(uniqueId());
        call.put("rep", rep);
        call.put("team", team);
        call.put("startedAt", "2026-11-23T" + time + ":00+08:00");
        call.put("talkSeconds", talkSeconds);
        call.put("telephony", Map.of("source", "freeswitch", "result", "ANSWERED", "endedBy", endedBy));
        return recorded(tenant, call);
    }

    private ValidatableResponse work(String query) {
        return as(tenant, "rep").get("/v1/pending-work" + query).then().statusCode(200);
    }

    private ValidatableResponse reps(String query) {
        return as(tenant, "manager").get("/v1/pending-work/reps" + query).then().statusCode(200);
    }
}
