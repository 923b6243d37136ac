package io.tierline.call.calls;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.atOnce;
import static io.tierline.call.calls.CallApi.batch;
import static io.tierline.call.calls.CallApi.call;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueId;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.tierline.kit.testing.Tokens;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many calls in one request, each standing alone. */
@QuarkusTest
class RecordBatchTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource
    URI service;

    @Inject
    Pool pool;

    @Test
    void eachCallStandsAlone_inAMixedBatch() {
        // Given
        String known = recorded("acme", SubmittedCalls.answered(uniqueId()));
        String fresh = uniqueId();
        Map<String, Object> conflicting = SubmittedCalls.answered(known);
        conflicting.put("talkSeconds", 1);
        Map<String, Object> wrong = SubmittedCalls.answered(uniqueId());
        wrong.remove("startedAt");
        wrong.put("outcom", "D");

        // When
        ValidatableResponse answer = batch(
                "acme",
                List.of(SubmittedCalls.answered(fresh), wrong, SubmittedCalls.answered(known), conflicting, "call"));

        // Then
        answer.statusCode(200)
                .body("created", equalTo(1))
                .body("replayed", equalTo(1))
                .body("rejected", equalTo(3))
                .body("items.index", contains(0, 1, 2, 3, 4))
                .body("items.callId", contains(fresh, (String) wrong.get("callId"), known, known, null))
                .body("items.result", contains("created", "rejected", "replayed", "rejected", "rejected"))
                .body("items[0].problem", nullValue())
                .body("items[1].problem.status", equalTo(422))
                .body("items[1].problem.errors.pointer", contains("/startedAt", "/outcom"))
                .body("items[3].problem.code", equalTo("call-conflict"))
                .body("items[4].problem.errors[0].message", equalTo("must be an object"));
        call("acme", fresh).body("outcome", equalTo("D"));
        as("acme", "rep").get("/v1/calls/{id}", wrong.get("callId")).then().statusCode(404);
    }

    @Test
    void batchIsToBeSentAgain_whenACallCannotBeStoredNow() {
        // Given
        String tenant = uniqueTenant();
        String first = uniqueId();
        String second = uniqueId();
        List<Object> calls = List.of(SubmittedCalls.answered(first), SubmittedCalls.answered(second));
        run("CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '53100'; END$$");
        run("CREATE TRIGGER no_room BEFORE INSERT ON call FOR EACH ROW WHEN (NEW.call_id = '" + second
                + "') EXECUTE FUNCTION no_room()");

        // When
        try {
            batch(tenant, calls)
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("code", equalTo("database-unavailable"));
        } finally {
            run("DROP FUNCTION no_room CASCADE");
        }

        // Then
        batch(tenant, calls)
                .statusCode(200)
                .body("items.callId", contains(first, second))
                .body("rejected", equalTo(0));
    }

    @Test
    void linesStandAlone_whenTheBatchIsNdjson() {
        // Given
        String first = uniqueId();
        String last = uniqueId();
        String lines = "\n" + json(SubmittedCalls.answered(first)) + "\r\n{\"callId\":\"cut off\n  \n{\"callId\":1}\n"
                + "{\"callId\":\"a\",\"callId\":\"b\"}\n" + json(SubmittedCalls.answered(last));

        // When
        ValidatableResponse answer = ndjson("application/x-ndjson", lines.getBytes(UTF_8));

        // Then
        answer.statusCode(200)
                .body("created", equalTo(2))
                .body("items.index", contains(0, 1, 2, 3, 4))
                .body("items.callId", contains(first, null, null, null, last))
                .body("items.result", contains("created", "rejected", "rejected", "rejected", "created"))
                .body("items[1].problem.status", equalTo(400))
                .body("items[2].problem.status", equalTo(422))
                .body("items[3].problem.status", equalTo(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-ndjson", "application/ndjson", "application/x-ndjson; charset=utf-8"})
    void ndjsonIsTaken_underItsNames(String mediaType) {
        ndjson(mediaType, json(SubmittedCalls.answered(uniqueId())).getBytes(UTF_8))
                .statusCode(200)
                .body("created", equalTo(1));
    }

    @Test
    void firstOfABatchWins_whereverItsRepeatsAre() {
        // Given
        String tenant = uniqueTenant();
        List<Map<String, Object>> calls = new ArrayList<>();
        for (int i = 0; i < 2_100; i++) {
            Map<String, Object> call = SubmittedCalls.unsummarised("call-" + i % 700);
            call.put("talkSeconds", i < 700 ? 1 : i < 1_400 ? 2 : 1);
            calls.add(call);
        }

        // When
        ValidatableResponse answer = batch(tenant, calls);

        // Then
        answer.statusCode(200)
                .body("created", equalTo(700))
                .body("rejected", equalTo(700))
                .body("replayed", equalTo(700))
                .body("items[700..1399].result", everyItem(equalTo("rejected")));
        assertThat(PublishedCalls.upTo(tenant, "call-699", 1)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"[], 422", "{}, 422", "null, 422", "[{}, 400", "'', 400", "'[{\"notes\":\"\\u0000\"}]', 400"})
    void batchIsRefused_whenItIsNoArrayOfCalls(String body, int status) {
        as("acme", "telephony")
                .body(body)
                .post("/v1/calls/batch")
                .then()
                .statusCode(status)
                .contentType("application/problem+json");
    }

    @Test
    void batchIsRefused_whenItHoldsMoreThanFiveThousand() {
        batch("acme", "[" + "{},".repeat(5_000) + "{}]")
                .statusCode(422)
                .body("errors.message", contains("must hold 1 to 5000 calls; it holds more than 5000"));
        ndjson("application/x-ndjson", "{}\n".repeat(5_001).getBytes(UTF_8)).statusCode(422);
        ndjson("application/x-ndjson", "\n \n".getBytes(UTF_8)).statusCode(422);
        ndjson("application/x-ndjson", new byte[0]).statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "text/html", "application/merge-patch+json"})
    void batchIsRefused_whenItsMediaTypeIsNotTaken(String mediaType) {
        ndjson(mediaType, "[]".getBytes(UTF_8)).statusCode(415).contentType("application/problem+json");
    }

    @Test
    void batchIsReadAsJson_whenItDoesNotSayWhatItIs() throws Exception {
        // Given
        HttpRequest untyped = HttpRequest.newBuilder(service.resolve("/v1/calls/batch"))
                .header("Authorization", "Bearer " + Tokens.of("acme", "telephony"))
                .POST(HttpRequest.BodyPublishers.ofString("[" + json(SubmittedCalls.answered(uniqueId())) + "]"))
                .build();

        // When
        HttpResponse<String> answer = HttpClient.newHttpClient().send(untyped, HttpResponse.BodyHandlers.ofString());

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"created\":1");
    }

    @Test
    void fiveThousandCallsAreStoredAndPublishedOnce_whenSentTogether() {
        // Given
        String tenant = uniqueTenant();
        List<Map<String, Object>> calls = IntStream.range(0, 5_000)
                .mapToObj(i -> SubmittedCalls.toUnknownNumber("call-" + i, "+8613" + (100_000_000 + i % 500)))
                .toList();

        // When
        ValidatableResponse first = batch(tenant, calls);
        ValidatableResponse again = batch(tenant, calls);

        // Then
        first.statusCode(200).body("created", equalTo(5_000)).body("items", hasSize(5_000));
        again.statusCode(200).body("created", equalTo(0)).body("replayed", equalTo(5_000));
        List<String> customers = IntStream.range(0, 5_000)
                .mapToObj(i -> PublishedCalls.revision(tenant, "call-" + i, 1).key())
                .distinct()
                .toList();
        assertThat(customers).hasSize(500);
        assertThat(PublishedCalls.upTo(tenant, "call-4999", 1)).hasSize(1);
        assertThat(PublishedCalls.upTo(tenant, "call-0", 1)).hasSize(1);
    }

    @Test
    void batchIsRefused_whenItIsLargerThanSixteenMegabytes() {
        byte[] body = new byte[16 * 1024 * 1024 + 1];
        Arrays.fill(body, (byte) ' ');
        ndjson("application/json", body)
                .statusCode(413)
                .contentType("application/problem+json")
                .body("code", equalTo("too-large"));
    }

    @Test
    void overlappingBatchesDoNotBlockEachOther_whenTheyComeInAnyOrder() throws Exception {
        // Given
        String tenant = uniqueTenant();
        List<Map<String, Object>> calls = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            calls.add(SubmittedCalls.toUnknownNumber("call-" + i, "+8613" + (200_000_000 + i % 90)));
        }

        // When
        List<Map<String, Integer>> answers = atOnce(12, client -> {
            List<Map<String, Object>> mine = new ArrayList<>(calls);
            Collections.shuffle(mine, new Random(client));
            return batch(tenant, mine).statusCode(200).extract().<Map<String, Integer>>as(Map.class);
        });

        // Then
        assertThat(answers.stream().mapToInt(answer -> answer.get("created")).sum())
                .isEqualTo(400);
        assertThat(answers.stream().mapToInt(answer -> answer.get("rejected")).sum())
                .isZero();
        assertThat(answers.stream().mapToInt(answer -> answer.get("replayed")).sum())
                .isEqualTo(11 * 400);
        assertThat(PublishedCalls.upTo(tenant, "call-7", 1)).hasSize(1);
    }

    @Test
    void batchIsTheTenantsOwn_whenAnotherUsesTheSameIds() {
        // Given
        String mine = uniqueTenant();
        String theirs = uniqueTenant();
        batch(mine, List.of(SubmittedCalls.answered("c1"))).body("created", equalTo(1));

        // When
        ValidatableResponse answer = batch(theirs, List.of(SubmittedCalls.unsummarised("c1")));

        // Then
        answer.body("created", equalTo(1));
        call(mine, "c1").body("outcome", equalTo("D"));
        call(theirs, "c1").body("outcome", nullValue());
    }

    @Test
    void parameterIsRefused_whenItIsNotKnown() {
        as("acme", "telephony")
                .body("[]")
                .post("/v1/calls/batch?dryRun=true")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("?dryRun"));
        as(uniqueTenant(), "rep").get("/v1/calls").then().body("items", empty());
    }

    private static ValidatableResponse ndjson(String mediaType, byte[] body) {
        Response answer = as("acme", "telephony")
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType(mediaType)
                .body(body)
                .post("/v1/calls/batch");
        return answer.then();
    }

    private static String json(Map<String, Object> call) {
        try {
            return JSON.writeValueAsString(call);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(String sql) {
        pool.query(sql).executeAndAwait();
    }
}
