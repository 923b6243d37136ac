package io.tierline.call.calls;

import static io.restassured.RestAssured.given;
import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.uniqueId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tierline.kit.testing.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RecordCallsTest {

    @Test
    void callIsStored_whenPosted() {
        // Given
        String id = uniqueId();

        // When
        Response answer =
                as("acme", "telephony").body(SubmittedCalls.answered(id)).post("/v1/calls");

        // Then
        answer.then()
                .statusCode(201)
                .header("Location", matchesPattern(".*/v1/calls/" + id))
                .header("ETag", "\"1\"")
                .body("result", equalTo("created"))
                .body("callId", equalTo(id))
                .body("revision", equalTo(1))
                .body("status", equalTo("summarised"))
                .body("outcome", equalTo("D"))
                .body("phone", equalTo("+8613800138000"))
                .body("startedAt", equalTo("2026-11-23T01:30:00Z"))
                .body("flags", empty())
                .body("direction", equalTo("outbound"))
                .body("meetingAt", nullValue())
                .body("qualification.keyPersons.EB.stance", equalTo("reached"));
        as("acme", "rep")
                .get("/v1/calls/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("customerId", equalTo("acme"))
                .body("telephony.result", equalTo("ANSWERED"));
    }

    @Test
    void sameCallIsReplayed_whenPostedAgainInOtherWords() {
        // Given
        String id = uniqueId();
        as("acme", "telephony")
                .body(SubmittedCalls.answered(id))
                .post("/v1/calls")
                .then()
                .statusCode(201);
        Map<String, Object> reworded = SubmittedCalls.answered(id);
        reworded.put("startedAt", "2026-11-23T01:30:00.000Z");
        reworded.put("phone", "+86 138-0013-8000");
        reworded.put("campaign", null);

        // When
        Response answer = as("acme", "telephony").body(reworded).post("/v1/calls");

        // Then
        answer.then().statusCode(200).body("result", equalTo("replayed")).body("revision", equalTo(1));
    }

    @Test
    void replayAnswersTheCorrectedCall_whenItWasCorrectedMeanwhile() {
        // Given
        String id = uniqueId();
        as("acme", "telephony")
                .body(SubmittedCalls.answered(id))
                .post("/v1/calls")
                .then()
                .statusCode(201);
        as("acme", "rep")
                .body(Map.of("outcome", "CUT"))
                .put("/v1/calls/" + id + "/outcome")
                .then()
                .statusCode(200);

        // When
        Response answer =
                as("acme", "telephony").body(SubmittedCalls.answered(id)).post("/v1/calls");

        // Then
        answer.then()
                .statusCode(200)
                .body("result", equalTo("replayed"))
                .body("outcome", equalTo("CUT"))
                .body("revision", equalTo(2));
    }

    @Test
    void otherCallIsRefused_whenItsIdIsTaken() {
        // Given
        String id = uniqueId();
        as("acme", "telephony")
                .body(SubmittedCalls.answered(id))
                .post("/v1/calls")
                .then()
                .statusCode(201);
        Map<String, Object> other = SubmittedCalls.answered(id);
        other.put("talkSeconds", 96);

        // When
        Response answer = as("acme", "telephony").body(other).post("/v1/calls");

        // Then
        answer.then().statusCode(409).contentType("application/problem+json").body("code", equalTo("call-conflict"));
        as("acme", "rep").get("/v1/calls/" + id).then().body("talkSeconds", equalTo(95));
    }

    @Test
    void oneCallIsStored_whenTheSameArrivesManyTimesAtOnce() throws Exception {
        // Given
        String id = uniqueId();
        ExecutorService clients = Executors.newFixedThreadPool(16);
        Callable<String> post = () -> as("acme", "telephony")
                .body(SubmittedCalls.answered(id))
                .post("/v1/calls")
                .path("result");

        // When
        List<Future<String>> answers =
                clients.invokeAll(IntStream.range(0, 64).mapToObj(i -> post).toList());
        clients.shutdown();

        // Then
        List<String> results = new ArrayList<>();
        for (Future<String> answer : answers) {
            results.add(answer.get());
        }
        assertThat(results).containsOnly("created", "replayed").containsOnlyOnce("created");
        assertThat(PublishedCalls.of("acme", id)).hasSize(1);
    }

    @Test
    void eachTenantHasItsOwnCall_whenIdsAreTheSame() {
        // Given
        String id = uniqueId();
        as("acme", "telephony")
                .body(SubmittedCalls.answered(id))
                .post("/v1/calls")
                .then()
                .statusCode(201);

        // When
        Response read = as("globex", "admin").get("/v1/calls/" + id);
        Map<String, Object> theirs = SubmittedCalls.answered(id);
        theirs.put("talkSeconds", 7);
        Response posted = as("globex", "telephony").body(theirs).post("/v1/calls");

        // Then
        read.then().statusCode(404).body("code", equalTo("no-such-call"));
        posted.then().statusCode(201).body("talkSeconds", equalTo(7));
        as("acme", "rep").get("/v1/calls/" + id).then().body("talkSeconds", equalTo(95));
    }

    @Test
    void everyFaultIsNamed_whenACallIsWrongInManyWays() {
        // Given
        Map<String, Object> call = SubmittedCalls.answered("with space");
        call.put("phone", "12");
        call.put("startedAt", Instant.now().plusSeconds(400).toString());
        call.put("talkSeconds", "95");
        call.put("outcome", "E");
        call.put("outcom", "D");
        call.put("telephony", Map.of("result", "MAYBE", "extra", 1));
        call.put("qualification", Map.of("keyPersons", Map.of("EB", Map.of("stance", "likes"))));
        call.remove("rep");

        // When
        Response answer = as("acme", "telephony").body(call).post("/v1/calls");

        // Then
        answer.then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid"))
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/callId",
                                "/phone",
                                "/startedAt",
                                "/talkSeconds",
                                "/outcome",
                                "/outcom",
                                "/telephony/result",
                                "/telephony/extra",
                                "/qualification/keyPersons/EB/stance",
                                "/rep"));
        as("acme", "rep").get("/v1/calls?rep=li.wei&limit=500").then().body("items.callId", not(hasItem("with space")));
    }

    @ParameterizedTest
    @CsvSource({
        "{, 400",
        "'', 400",
        "[], 422",
        "'{\"callId\":\"a\",\"callId\":\"b\"}', 400",
        "'{\"notes\":\"\\u0000\"}', 400",
        "'{\"notes\":\"\\ud800\"}', 400",
        "{} {}, 400",
        "{}, 422"
    })
    void bodyIsRefused_whenItIsNoCall(String body, int status) {
        as("acme", "telephony")
                .body(body)
                .post("/v1/calls")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", notNullValue());
    }

    @Test
    void bodyIsRefused_whenItIsTooLarge() {
        // Given
        Map<String, Object> call = SubmittedCalls.answered(uniqueId());
        call.put("notes", "x".repeat(70_000));

        // When
        Response answer = as("acme", "telephony").body(call).post("/v1/calls");

        // Then
        answer.then().statusCode(413).body("code", equalTo("too-large"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "ANSWERED, 12, pending, -",
                "UNKNOWN, 12, pending, -",
                "-, 12, pending, -",
                "NO_ANSWER, 25, summarised, NA",
                "BUSY, 3, summarised, NA",
                "POWERED_OFF, 3, summarised, NA",
                "UNREACHABLE, 3, summarised, NA",
                "REJECTED, 5, summarised, NA",
                "VOICEMAIL, 20, summarised, NA",
                "CALLER_CANCEL, 9, failed, -",
                "CALLER_CANCEL, 10, summarised, NA",
                "CALLER_CANCEL, -, failed, -",
                "NUMBER_DOES_NOT_EXIST, 0, summarised, WN",
                "NUMBER_CHANGED, 0, summarised, WN",
                "BAD_FORMAT, 0, summarised, WN",
                "SUSPENDED, 0, summarised, WN",
                "NO_ROUTE, 0, failed, -",
                "SYSTEM_FAILURE, 0, failed, -",
                "CALLER_ID_BLOCKED, 0, failed, -",
                "SUPPRESSED_BY_CALLEE, 0, failed, -"
            })
    void statusFollowsFromTheTelephony_whenTheRepSaysNothing(
            String result, Integer ringSeconds, String status, String outcome) {
        // Given
        Map<String, Object> call = SubmittedCalls.unsummarised(uniqueId());
        call.put("ringSeconds", ringSeconds);
        if (result != null) {
            call.put("telephony", Map.of("result", result));
        }

        // When
        Response answer = as("acme", "telephony").body(call).post("/v1/calls");

        // Then
        answer.then().statusCode(201).body("status", equalTo(status)).body("outcome", equalTo(outcome));
    }

    @Test
    void repsOutcomeWins_whenTheTelephonySaysOtherwise() {
        // Given
        Map<String, Object> call = SubmittedCalls.unsummarised(uniqueId());
        call.put("telephony", Map.of("result", "ANSWERED"));
        call.put("outcome", "WN");

        // When
        Response answer = as("acme", "telephony").body(call).post("/v1/calls");

        // Then
        answer.then().statusCode(201).body("status", equalTo("summarised")).body("outcome", equalTo("WN"));
    }

    @Test
    void repIsNotNeeded_whenNobodyAnswered() {
        // Given
        Map<String, Object> call = SubmittedCalls.unsummarised(uniqueId());
        call.remove("rep");
        call.put("telephony", Map.of("result", "NO_ANSWER"));

        // When
        Response answer = as("acme", "telephony").body(call).post("/v1/calls");

        // Then
        answer.then().statusCode(201).body("rep", nullValue());
    }

    @Test
    void numberKeepsItsLead_whenItIsDialledAgain() {
        // Given
        Map<String, Object> first = SubmittedCalls.toUnknownNumber(uniqueId(), "+8613900001111");
        Map<String, Object> second = SubmittedCalls.toUnknownNumber(uniqueId(), "139 0000 1111");

        // When
        String lead = as("acme", "telephony").body(first).post("/v1/calls").path("customerId");
        String again = as("acme", "telephony").body(second).post("/v1/calls").path("customerId");
        String elsewhere =
                as("globex", "telephony").body(first).post("/v1/calls").path("customerId");

        // Then
        assertThat(lead).matches("lead-[0-9A-HJKMNP-TV-Z]{26}").isEqualTo(again).isNotEqualTo(elsewhere);
    }

    @Test
    void numberFindsItsCustomerAndRole_whenTheyWereNamedBefore() {
        // Given
        Map<String, Object> named = SubmittedCalls.toUnknownNumber(uniqueId(), "+8613900002222");
        named.put("customerId", "initech");
        named.put("contactRole", "UB");
        as("acme", "telephony").body(named).post("/v1/calls").then().statusCode(201);

        // When
        Response answer = as("acme", "telephony")
                .body(SubmittedCalls.toUnknownNumber(uniqueId(), "+8613900002222"))
                .post("/v1/calls");

        // Then
        answer.then().statusCode(201).body("customerId", equalTo("initech")).body("contactRole", equalTo("UB"));
    }

    @Test
    void eventTellsTheCallAndNothingPersonal_whenItIsStored() {
        // Given
        String id = uniqueId();
        Map<String, Object> call = SubmittedCalls.answered(id);
        call.put("notes", "private: likes tea");
        call.put("reason", "private: budget");

        // When
        as("acme", "telephony").body(call).post("/v1/calls").then().statusCode(201);

        // Then
        PublishedCalls.Event event = PublishedCalls.of("acme", id).get(0);
        assertThat(event.key()).isEqualTo("acme/acme");
        assertThat(event.headers())
                .containsEntry("ce_id", id + "/1")
                .containsEntry("ce_type", "call-outcome.v1")
                .containsEntry("ce_source", "/call-service/acme")
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("content-type", "application/json")
                .containsKey("ce_time");
        assertThat(event.value()).doesNotContain("13800138000").doesNotContain("private");
    }

    @Test
    void requestIsRefused_whenTheTokenIsMissingOrOfAnotherRole() {
        given().body("{}")
                .contentType("application/json")
                .post("/v1/calls")
                .then()
                .statusCode(401);
        for (String role : List.of("rep", "bi", "manager", "operator")) {
            as("acme", role).body("{}").post("/v1/calls").then().statusCode(403);
            as("acme", role).body("[]").post("/v1/calls/batch").then().statusCode(403);
        }
        as("acme", "bi").get("/v1/calls").then().statusCode(403);
        given().auth()
                .preemptive()
                .basic("pbx", Tokens.of("acme", "telephony"))
                .contentType("application/json")
                .body(SubmittedCalls.answered(uniqueId()))
                .post("/v1/calls")
                .then()
                .statusCode(201);
    }
}
