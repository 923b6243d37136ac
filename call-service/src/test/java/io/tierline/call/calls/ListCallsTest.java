package io.tierline.call.calls;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.recordedAll;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls are found by whose they are, when they were and how they went; the latest first. */
@QuarkusTest
class ListCallsTest {

    /** A floor with five calls, one of them voided; a later one each hour. */
    private static final String FLOOR = uniqueTenant();

    /** Again and again the same, which changes nothing. */
    @BeforeEach
    void floorHasCalls() {
        recordedAll(
                FLOOR,
                List.of(
                        call("c1", 1, Map.of("outcome", "C", "meetingAt", "2026-11-27T14:00:00Z")),
                        call("c2", 2, Map.of("rep", "wang.fang", "team", "west-2", "campaign", "expo-2026")),
                        call("c3", 3, Map.of("direction", "inbound", "customerId", "initech")),
                        call("c4", 4, Map.of("telephony", Map.of("result", "SYSTEM_FAILURE"))),
                        call("c5", 5, Map.of("outcome", "NA")),
                        call("voided", 6, Map.of("outcome", "C"))));
        CallApi.delete(FLOOR, "voided").then().statusCode(204);
    }

    private static Map<String, Object> call(String id, int hour, Map<String, Object> more) {
        Map<String, Object> call = SubmittedCalls.unsummarised(id);
        call.put("startedAt", "2026-11-23T0%d:00:00Z".formatted(hour));
        call.putAll(more);
        return call;
    }

    private static RequestSpecification rep(String tenant) {
        return as(tenant, "rep");
    }

    @Test
    void latestCallsComeFirst_andVoidedOnesNotAtAll() {
        rep(FLOOR)
                .get("/v1/calls")
                .then()
                .statusCode(200)
                .body("items.callId", contains("c5", "c4", "c3", "c2", "c1"))
                .body("next", nullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "customer=acme, c5 c4 c2 c1",
        "customer=initech, c3",
        "rep=wang.fang, c2",
        "team=west-2, c2",
        "team=east-1, c5 c4 c3 c1",
        "campaign=expo-2026, c2",
        "outcome=C, c1",
        "outcome=NA, c5",
        "status=summarised, c5 c1",
        "status=pending, c3 c2",
        "status=failed, c4",
        "direction=inbound, c3",
        "direction=outbound, c5 c4 c2 c1",
        "flag=talked-but-na, c5",
        "from=2026-11-23T03:00:00Z, c5 c4 c3",
        "from=2026-11-23T03:00:00.000001Z, c5 c4",
        "to=2026-11-23T03:00:00Z, c2 c1",
        "to=2026-11-23T11:00:00.000001%2B08:00, c3 c2 c1",
        "from=2026-11-23T03:00:00Z&to=2026-11-23T03:00:00Z, ''",
        "customer=acme&rep=li.wei&team=east-1&status=summarised&outcome=C&direction=outbound&from=2026-11-23T01:00:00Z&to=2026-11-23T02:00:00Z, c1",
        "customer=initech&rep=wang.fang, ''",
        "customer=nobody, ''"
    })
    void callsAreFound_byEveryFilter(String query, String ids) {
        // When
        List<String> found = rep(FLOOR)
                .urlEncodingEnabled(false)
                .get("/v1/calls?" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("items.callId");

        // Then
        assertThat(String.join(" ", found)).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource({
        "outcome=E, ?outcome",
        "outcome=c, ?outcome",
        "status=PENDING, ?status",
        "direction=sideways, ?direction",
        "from=yesterday, ?from",
        "to=2026-11-23, ?to",
        "limit=0, ?limit",
        "limit=501, ?limit",
        "limit=ten, ?limit",
        "rep=%20, ?rep",
        "custumer=acme, ?custumer",
        "cursor=!!, ?cursor",
        "cursor=%20, ?cursor",
        "flag=%00, ?flag",
        "customer=%00, ?customer"
    })
    void listIsRefused_whenAParameterCannotBe(String query, String pointer) {
        rep(FLOOR)
                .urlEncodingEnabled(false)
                .get("/v1/calls?" + query)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains(pointer));
    }

    @Test
    void everyFaultIsNamed_whenAListIsAskedForInManyWrongWays() {
        rep(FLOOR)
                .get("/v1/calls?outcome=E&status=done&limit=0&from=x")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("?outcome", "?status", "?limit", "?from"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "null",
                "[\"2026-11-23T01:30:00Z\"]",
                "[\"x\",\"c1\"]",
                "[null,\"c1\"]",
                "[\"+999999999-01-01T00:00:00Z\",\"c1\"]",
                "[\"-999999999-01-01T00:00:00Z\",\"c1\"]",
                "[\"2026-11-23T01:30:00Z\",\"\\u0000\"]",
                "[\"2026-11-23T01:30:00Z\",\"\"]"
            })
    void cursorIsRefused_whenItIsNoneOfOurs(String content) {
        String cursor = Base64.getUrlEncoder().encodeToString(content.getBytes(UTF_8));
        rep(FLOOR).get("/v1/calls?cursor=" + cursor).then().statusCode(422).body("errors.pointer", contains("?cursor"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 500})
    void everyCallIsOnExactlyOnePage_whenHundredsStartedAtTheSameMoment(int limit) {
        // Given
        String tenant = uniqueTenant();
        int calls = limit == 1 ? 12 : 620;
        recordedAll(
                tenant,
                IntStream.range(0, calls)
                        .mapToObj(i -> SubmittedCalls.unsummarised("call-" + i))
                        .toList());

        // When
        List<String> seen = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonPath page = rep(tenant)
                    .get("/v1/calls?limit=" + limit + (next.isEmpty() ? "" : "&cursor=" + next))
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            List<String> ids = page.getList("items.callId");
            assertThat(ids).hasSizeLessThanOrEqualTo(limit);
            seen.addAll(ids);
            next = page.getString("next");
        }

        // Then
        assertThat(seen).hasSize(calls).doesNotHaveDuplicates();
    }

    @Test
    void pageHasFiftyCalls_unlessAskedOtherwise() {
        // Given
        String tenant = uniqueTenant();
        recordedAll(
                tenant,
                IntStream.range(0, 51)
                        .mapToObj(i -> SubmittedCalls.unsummarised("call-" + i))
                        .toList());

        // When
        Response answer = rep(tenant).get("/v1/calls");

        // Then
        answer.then().body("items", hasSize(50)).body("next", notNullValue());
    }

    @Test
    void lastPageHasNoNext_whenItIsExactlyFull() {
        rep(FLOOR).get("/v1/calls?limit=5").then().body("items", hasSize(5)).body("next", nullValue());
    }

    @Test
    void othersSeeNothing_evenWithACursorFromHere() {
        // Given
        String cursor = rep(FLOOR).get("/v1/calls?limit=1").path("next");

        // When
        Response answer = rep(uniqueTenant()).get("/v1/calls?cursor=" + cursor);

        // Then
        answer.then().statusCode(200).body("items", empty()).body("next", equalTo(null));
    }

    @Test
    void listFollows_whenACallIsCorrected() {
        // Given
        String tenant = uniqueTenant();
        recordedAll(tenant, List.of(SubmittedCalls.unsummarised("c1")));
        rep(tenant).get("/v1/calls?status=pending").then().body("items", hasSize(1));

        // When
        CallApi.putSummary(tenant, "c1", Summaries.meeting()).then().statusCode(200);
        CallApi.patchAttribution(tenant, "c1", Map.of("rep", "wang.fang"))
                .then()
                .statusCode(200);

        // Then
        rep(tenant).get("/v1/calls?status=pending").then().body("items", empty());
        rep(tenant).get("/v1/calls?rep=li.wei").then().body("items", empty());
        rep(tenant).get("/v1/calls?outcome=C&rep=wang.fang").then().body("items.callId", contains("c1"));
    }
}
