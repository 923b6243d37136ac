package io.tierline.call.calls;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.atOnce;
import static io.tierline.call.calls.CallApi.call;
import static io.tierline.call.calls.CallApi.delete;
import static io.tierline.call.calls.CallApi.patchAttribution;
import static io.tierline.call.calls.CallApi.putSummary;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueId;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was posted by mistake is taken out, and nothing that ever was gets lost. */
@QuarkusTest
class CallHistoryTest {

    @Test
    void callCountsForNothing_whenItIsVoided() {
        // Given
        String tenant = uniqueTenant();
        String id = recorded(tenant, SubmittedCalls.answered(uniqueId()));

        // When
        Response answer = delete(tenant, id);

        // Then
        answer.then().statusCode(204);
        call(tenant, id)
                .body("voided", equalTo(true))
                .body("revision", equalTo(2))
                .body("outcome", equalTo("D"));
        as(tenant, "rep").get("/v1/calls").then().body("items", empty());
        JsonPath event = PublishedCalls.revision(tenant, id, 2).json();
        assertThat(event.getBoolean("voided")).isTrue();
        assertThat(event.getString("customerId")).isEqualTo("acme");
    }

    @Test
    void nothingMoreHappens_whenAVoidedCallIsVoidedAgain() throws Exception {
        // Given
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));

        // When
        List<Integer> answers = atOnce(4, client -> delete("acme", id).statusCode());

        // Then
        assertThat(answers).containsOnly(204);
        assertThat(PublishedCalls.upTo("acme", id, 2)).hasSize(2);
    }

    @Test
    void submissionIsAReplay_whenItsCallWasVoided() {
        // Given
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));
        delete("acme", id).then().statusCode(204);

        // When
        Response answer =
                as("acme", "telephony").body(SubmittedCalls.answered(id)).post("/v1/calls");

        // Then
        answer.then().statusCode(200).body("result", equalTo("replayed")).body("voided", equalTo(true));
        assertThat(PublishedCalls.upTo("acme", id, 2)).hasSize(2);
    }

    @Test
    void callStays_whenTheOneWhoVoidsItHasNotSeenItsLatestState() {
        // Given
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));
        putSummary("acme", id, Summaries.meeting()).then().statusCode(200);

        // When
        Response answer = as("acme", "manager").header("If-Match", "\"1\"").delete("/v1/calls/{id}", id);

        // Then
        answer.then().statusCode(412);
        call("acme", id).body("voided", equalTo(false));
    }

    @Test
    void everyRevisionIsShownAsItWas() {
        // Given
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));
        Instant before = Instant.now();
        putSummary("acme", id, Summaries.meeting()).then().statusCode(200);
        patchAttribution("acme", id, Map.of("customerId", "initech")).then().statusCode(200);
        delete("acme", id).then().statusCode(204);

        // When
        Response answer = as("acme", "manager").get("/v1/calls/{id}/revisions", id);

        // Then
        answer.then()
                .statusCode(200)
                .body("next", nullValue())
                .body("items.revision", contains(1, 2, 3, 4))
                .body("items.change", contains("recorded", "summarised", "attributed", "voided"))
                .body("items.changedBy", contains("telephony@acme", "rep@acme", "manager@acme", "manager@acme"))
                .body("items.call.revision", contains(1, 2, 3, 4))
                .body("items.call.outcome", contains("D", "C", "C", "C"))
                .body("items.call.customerId", contains("acme", "acme", "initech", "initech"))
                .body("items.call.voided", contains(false, false, false, true))
                .body("items[0].call.followUpAt", equalTo("2026-11-25T02:00:00Z"))
                .body("items[0].call.startedAt", equalTo("2026-11-23T01:30:00Z"))
                .body("items[0].call.flags", empty())
                .body("items[0].call.qualification.keyPersons.EB.stance", equalTo("reached"))
                .body("items[0].call.telephony.result", equalTo("ANSWERED"))
                .body("items[1].call.notes", equalTo("Wants to see the demo with his CFO."));
        assertThat(Instant.parse(answer.path("items[1].changedAt"))).isBetween(before, Instant.now());
    }

    @Test
    void firstRevisionIsTheWholeHistory_whenNothingWasChanged() {
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));
        as("acme", "rep")
                .get("/v1/calls/{id}/revisions", id)
                .then()
                .body("items", hasSize(1))
                .body("items.change", contains("recorded"));
    }

    @Test
    void flagsAreThoseOfTheirTime_inEveryRevision() {
        // Given
        Map<String, Object> call = SubmittedCalls.answered(uniqueId());
        call.put("outcome", "NA");
        String id = recorded("acme", call);

        // When
        putSummary("acme", id, Summaries.meeting()).then().statusCode(200);

        // Then
        as("acme", "rep")
                .get("/v1/calls/{id}/revisions", id)
                .then()
                .body("items[0].call.flags", hasItem("talked-but-na"))
                .body("items[1].call.flags", not(hasItem("talked-but-na")));
    }

    @Test
    void idsOfEveryAllowedFormCanBeReadBack() {
        String odd = uniqueId() + "._:@+-";
        for (String id : List.of(odd, "x".repeat(128), "batch")) {
            Response answer =
                    as("odd-ids", "telephony").body(SubmittedCalls.answered(id)).post("/v1/calls");
            answer.then().statusCode(201);

            as("odd-ids", "rep")
                    .urlEncodingEnabled(false)
                    .get(answer.header("Location"))
                    .then()
                    .statusCode(200)
                    .body("callId", equalTo(id));
            as("odd-ids", "rep").get("/v1/calls/{id}/revisions", id).then().statusCode(200);
        }
    }
}
