package io.tierline.call.calls;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.atOnce;
import static io.tierline.call.calls.CallApi.call;
import static io.tierline.call.calls.CallApi.delete;
import static io.tierline.call.calls.CallApi.patchSummary;
import static io.tierline.call.calls.CallApi.putSummary;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rep says how a call went, or thinks better of it. */
@QuarkusTest
class SummariseCallTest {

    @Test
    void pendingCallIsSummarised_whenTheRepSaysHowItWent() {
        // Given
        String id = recorded("acme", SubmittedCalls.unsummarised(uniqueId()));

        // When
        Response answer = putSummary("acme", id, Summaries.meeting());

        // Then
        answer.then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("revision", equalTo(2))
                .body("status", equalTo("summarised"))
                .body("outcome", equalTo("C"))
                .body("meetingAt", equalTo("2026-11-27T06:00:00Z"))
                .body("notes", equalTo("Wants to see the demo with his CFO."))
                .body("doNotCall", equalTo(false));
        call("acme", id).header("ETag", "\"2\"").body("outcome", equalTo("C"));
    }

    @Test
    void summaryIsReplacedWhole_whenItIsPut() {
        // Given
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));

        // When
        Response answer = putSummary("acme", id, Map.of("outcome", "RJ"));

        // Then
        answer.then()
                .statusCode(200)
                .body("outcome", equalTo("RJ"))
                .body("followUpAt", nullValue())
                .body("qualification", nullValue())
                .body("contactRole", equalTo("EB"))
                .body("talkSeconds", equalTo(95));
    }

    @Test
    void callIsPendingAgain_whenItsOutcomeIsTakenBack() {
        // Given
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));

        // When
        Response answer = putSummary("acme", id, "{\"outcome\":null}");

        // Then
        answer.then().statusCode(200).body("status", equalTo("pending")).body("outcome", nullValue());
        assertThat(PublishedCalls.revision("acme", id, 2).json().getString("status"))
                .isEqualTo("pending");
    }

    @Test
    void telephonyDecidesAgain_whenTheRepsOutcomeIsTakenBack() {
        // Given
        Map<String, Object> call = SubmittedCalls.unsummarised(uniqueId());
        call.put("telephony", Map.of("result", "BUSY"));
        call.put("outcome", "WN");
        String id = recorded("acme", call);

        // When
        Response answer = putSummary("acme", id, "{\"outcome\":null}");

        // Then
        answer.then().statusCode(200).body("status", equalTo("summarised")).body("outcome", equalTo("NA"));
    }

    @Test
    void nothingHappens_whenTheSummaryIsTheSameAlready() {
        // Given
        String id = recorded("acme", SubmittedCalls.unsummarised(uniqueId()));
        putSummary("acme", id, Summaries.meeting()).then().statusCode(200);
        Map<String, Object> reworded = Summaries.meeting();
        reworded.put("meetingAt", "2026-11-27T06:00:00.000Z");
        reworded.put("doNotCall", false);
        reworded.put("qualification", null);

        // When
        Response answer = putSummary("acme", id, reworded);

        // Then
        answer.then().statusCode(200).header("ETag", "\"2\"").body("revision", equalTo(2));
        assertThat(PublishedCalls.upTo("acme", id, 2)).hasSize(2);
    }

    @Test
    void nothingHappens_whenTheSummaryIsPutBackAsItWasRead() {
        // Given
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));
        JsonPath read = call("acme", id).extract().jsonPath();
        Map<String, Object> summary = new LinkedHashMap<>();
        List.of("outcome", "reason", "notes", "followUpAt", "meetingAt", "doNotCall", "qualification")
                .forEach(member -> summary.put(member, read.get(member)));

        // When
        Response answer = putSummary("acme", id, summary);

        // Then
        answer.then().statusCode(200).body("revision", equalTo(1));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, 200",
                "'\"1\"', 200",
                "*, 200",
                "'\"7\", \"1\"', 200",
                "'\"2\"', 412",
                "'W/\"1\"', 412",
                "1, 412",
                "garbage, 412",
                "'\"01\"', 412"
            })
    void changeIsMade_whenIfMatchNamesThePresentRevision(String ifMatch, int status) {
        // Given
        String id = recorded("acme", SubmittedCalls.unsummarised(uniqueId()));
        var request = as("acme", "rep").body(Summaries.meeting());
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }

        // When
        Response answer = request.put("/v1/calls/{id}/outcome", id);

        // Then
        answer.then().statusCode(status);
        if (status == 412) {
            answer.then().contentType("application/problem+json").body("code", equalTo("stale"));
        }
        call("acme", id).body("revision", equalTo(status == 200 ? 2 : 1));
    }

    @Test
    void staleChangeIsFine_whenItWouldChangeNothing() {
        // Given
        String id = recorded("acme", SubmittedCalls.unsummarised(uniqueId()));
        putSummary("acme", id, Summaries.meeting()).then().statusCode(200);

        // When
        Response answer = as("acme", "rep")
                .header("If-Match", "\"1\"")
                .body(Summaries.meeting())
                .put("/v1/calls/{id}/outcome", id);

        // Then
        answer.then().statusCode(200).body("revision", equalTo(2));
    }

    @Test
    void callCannotBeSummarised_whenItIsVoided() {
        // Given
        String id = recorded("acme", SubmittedCalls.unsummarised(uniqueId()));
        delete("acme", id).then().statusCode(204);

        // When
        Response put = putSummary("acme", id, Summaries.meeting());
        Response patch = patchSummary("acme", id, Map.of("notes", "x"));

        // Then
        put.then().statusCode(409).body("code", equalTo("call-voided"));
        patch.then().statusCode(409).body("code", equalTo("call-voided"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-call", "with space", "ünknown", "%00", "a/b"})
    void callIsNotFound_whenNobodyPostedIt(String id) {
        for (Response answer : List.of(
                as("acme", "rep").get("/v1/calls/{id}", id),
                as("acme", "rep").get("/v1/calls/{id}/revisions", id),
                putSummary("acme", id, Summaries.meeting()),
                patchSummary("acme", id, Map.of("notes", "x")),
                CallApi.patchAttribution("acme", id, Map.of("rep", "wang.fang")),
                delete("acme", id))) {
            answer.then().statusCode(404).contentType("application/problem+json");
        }
        as("acme", "rep").urlEncodingEnabled(false).get("/v1/calls/%00").then().statusCode(404);
    }

    @Test
    void bothSummariesAreKept_whenTwoRepsWriteAtTheSameTime() throws Exception {
        // Given
        String id = recorded("acme", SubmittedCalls.unsummarised(uniqueId()));

        // When
        List<Integer> answers = atOnce(
                8,
                client -> putSummary("acme", id, Map.of("outcome", "RJ", "notes", "by " + client))
                        .statusCode());

        // Then
        assertThat(answers).containsOnly(200);
        as("acme", "rep")
                .get("/v1/calls/{id}/revisions", id)
                .then()
                .body("items.revision", equalTo(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9)))
                .body("items.call.notes", hasItems("by 0", "by 3", "by 7"));
        assertThat(PublishedCalls.upTo("acme", id, 9)).hasSize(9);
    }

    @Test
    void onlyOneWins_whenTwoRepsWriteWithTheSameIfMatch() throws Exception {
        // Given
        String id = recorded("acme", SubmittedCalls.unsummarised(uniqueId()));

        // When
        List<Integer> answers = atOnce(
                8,
                client -> as("acme", "rep")
                        .header("If-Match", "\"1\"")
                        .body(Map.of("outcome", "RJ", "notes", "by " + client))
                        .put("/v1/calls/{id}/outcome", id)
                        .statusCode());

        // Then
        assertThat(answers).containsOnly(200, 412).containsOnlyOnce(200);
    }

    @Test
    void correctionIsPublished_whenItIsMade() {
        // Given
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));
        Map<String, Object> summary = Summaries.meeting();
        summary.put("notes", "private: likes tea");
        summary.put("reason", "private: budget");

        // When
        putSummary("acme", id, summary).then().statusCode(200);

        // Then
        PublishedCalls.Event event = PublishedCalls.revision("acme", id, 2);
        assertThat(event.headers()).containsEntry("ce_id", id + "/2");
        assertThat(event.json().getInt("revision")).isEqualTo(2);
        assertThat(event.json().getString("outcome")).isEqualTo("C");
        assertThat(event.json().getString("followUpAt")).isNull();
        assertThat(event.value()).doesNotContain("private").doesNotContain("13800138000");
    }

    @Test
    void everyFaultIsNamed_whenASummaryIsWrongInManyWays() {
        // Given
        String id = recorded("acme", SubmittedCalls.unsummarised(uniqueId()));
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("outcom", "D");
        summary.put("reason", "x".repeat(501));
        summary.put("notes", "x".repeat(4_001));
        summary.put("followUpAt", "tomorrow");
        summary.put("meetingAt", 5);
        summary.put("doNotCall", "yes");
        summary.put("qualification", Map.of("budget", "much", "keyPersons", Map.of("CFO", Map.of())));

        // When
        Response answer = putSummary("acme", id, summary);

        // Then
        answer.then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/outcome",
                                "/outcom",
                                "/reason",
                                "/notes",
                                "/followUpAt",
                                "/meetingAt",
                                "/doNotCall",
                                "/qualification/budget",
                                "/qualification/keyPersons/CFO"));
        call("acme", id).body("revision", equalTo(1));
    }

    @Test
    void notesMayHaveFourThousandCharacters_whateverTheirBytes() {
        // Given
        String id = recorded("acme", SubmittedCalls.unsummarised(uniqueId()));

        // When
        Response answer = putSummary("acme", id, Map.of("outcome", "RJ", "notes", "𠮷".repeat(4_000)));

        // Then
        answer.then().statusCode(200).body("notes", equalTo("𠮷".repeat(4_000)));
    }

    @ParameterizedTest
    @CsvSource({"'', 400", "{, 400", "null, 422", "[], 422", "'\"C\"', 422", "{}, 422"})
    void bodyIsRefused_whenItIsNoSummary(String body, int status) {
        String id = recorded("acme", SubmittedCalls.unsummarised(uniqueId()));
        putSummary("acme", id, body).then().statusCode(status).contentType("application/problem+json");
    }

    @Test
    void membersChange_whenTheyArePatched() {
        // Given
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));

        // When
        Response answer = patchSummary("acme", id, "{\"notes\":\"asked for the manual\",\"followUpAt\":null}");

        // Then
        answer.then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("notes", equalTo("asked for the manual"))
                .body("followUpAt", nullValue())
                .body("outcome", equalTo("D"))
                .body("flags", hasItem("no-follow-up-date"))
                .body("qualification.keyPersons.EB.stance", equalTo("reached"));
    }

    @Test
    void qualificationIsMerged_whenItIsPatched() {
        // Given
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));

        // When
        Response answer = patchSummary(
                "acme",
                id,
                "{\"qualification\":{\"budget\":\"confirmed\",\"keyPersons\":{\"EB\":{\"need\":null},\"TB\":{\"stance\":\"opposes\"}}}}");

        // Then
        answer.then()
                .statusCode(200)
                .body(
                        "qualification",
                        equalTo(Map.of(
                                "budget",
                                "confirmed",
                                "keyPersons",
                                Map.of("EB", Map.of("stance", "reached"), "TB", Map.of("stance", "opposes")))));
    }

    @Test
    void nothingKnownStaysNothingKnown_whenOtherMembersArePatched() {
        // Given
        Map<String, Object> call = SubmittedCalls.answered(uniqueId());
        Map<String, Object> qualification = new LinkedHashMap<>();
        qualification.put("budget", null);
        call.put("qualification", qualification);
        String id = recorded("acme", call);

        // When
        Response answer = patchSummary("acme", id, Map.of("notes", "x"));

        // Then
        answer.then().statusCode(200).body("qualification", equalTo(qualification));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"outcom\":\"D\"}",
                "{\"outcom\":null}",
                "{\"qualification\":{\"budgets\":null}}",
                "{\"outcome\":\"E\"}",
                "[]",
                "\"C\"",
                "null",
                "{\"revision\":2}"
            })
    void patchIsRefused_whenItNamesWhatDoesNotExist(String patch) {
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));
        patchSummary("acme", id, patch).then().statusCode(422).body("errors", hasSize(1));
        call("acme", id).body("revision", equalTo(1));
    }

    @Test
    void nothingHappens_whenThePatchChangesNothing() {
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));
        for (String patch : List.of("{}", "{\"outcome\":\"D\"}", "{\"notes\":null}", "{\"doNotCall\":null}")) {
            patchSummary("acme", id, patch).then().statusCode(200).body("revision", equalTo(1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 200",
        "application/merge-patch+json, 200",
        "application/merge-patch+json;charset=UTF-8, 200",
        "text/plain, 415",
        "application/json-patch+json, 415"
    })
    void patchIsTaken_whenItsMediaTypeIsOne(String mediaType, int status) {
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));
        as("acme", "rep")
                .contentType(mediaType)
                .body("{\"notes\":\"x\"}".getBytes())
                .patch("/v1/calls/{id}/outcome", id)
                .then()
                .statusCode(status);
    }
}
