package io.tierline.call.agenda;

import static io.tierline.call.agenda.AgendaApi.NOW;
import static io.tierline.call.agenda.AgendaApi.TODAY;
import static io.tierline.call.agenda.AgendaApi.TOMORROW;
import static io.tierline.call.agenda.AgendaApi.booking;
import static io.tierline.call.agenda.AgendaApi.but;
import static io.tierline.call.agenda.AgendaApi.call;
import static io.tierline.call.agenda.AgendaApi.get;
import static io.tierline.call.agenda.AgendaApi.ids;
import static io.tierline.call.agenda.AgendaApi.noonFor;
import static io.tierline.call.agenda.AgendaApi.putMeeting;
import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.delete;
import static io.tierline.call.calls.CallApi.patchSummary;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.recordedAll;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tierline.call.calls.PublishedCalls;
import io.tierline.kit.testing.Contract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A meeting that was booked is held, missed or moved, and is found by when it is. */
@QuarkusTest
class MeetingsTest {

    private static final Contract CONTRACT = Contract.of("call-service", "call-outcome", "v1");
    private static final Instant EARLIER = NOW.minus(Duration.ofDays(9));

    private final String tenant = uniqueTenant();

    @BeforeEach
    void itIsNoon() {
        noonFor(tenant);
    }

    @Test
    void meetingIsOpen_untilSomebodySaysWhatBecameOfIt() {
        // Given
        recorded(tenant, but(booking("pbx-1", EARLIER, NOW), "reason", "wants a demo"));
        get(tenant, "/v1/meetings")
                .then()
                .statusCode(200)
                .body("items[0].callId", equalTo("pbx-1"))
                .body("items[0].revision", equalTo(1))
                .body("items[0].customerId", equalTo("acme"))
                .body("items[0].contactRole", equalTo("EB"))
                .body("items[0].phone", equalTo("+8613800138000"))
                .body("items[0].rep", equalTo("li.wei"))
                .body("items[0].team", equalTo("east-1"))
                .body("items[0].reason", equalTo("wants a demo"))
                .body("items[0].meetingAt", equalTo(NOW.toString()))
                .body("items[0].agreedFor", equalTo(NOW.toString()))
                .body("items[0].moves", equalTo(0))
                .body("items[0].result", equalTo("open"))
                .body("next", nullValue());

        // When
        for (int i = 0; i < 2; i++) {
            putMeeting(tenant, "pbx-1", Map.of("result", "held"))
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"2\"")
                    .body("result", equalTo("held"))
                    .body("revision", equalTo(2));
        }

        // Then
        assertThat(ids(tenant, "/v1/meetings?result=held")).isEqualTo("pbx-1");
        as(tenant, "rep")
                .get("/v1/calls/pbx-1/revisions")
                .then()
                .body("items.change", contains("recorded", "meeting-changed"))
                .body("items[1].call.agenda.meetingResult", equalTo("held"));
    }

    @Test
    void everyResultIsPublished_andConformsToTheContract() {
        // Given
        recorded(tenant, booking("pbx-1", EARLIER, NOW));

        // When
        putMeeting(tenant, "pbx-1", Map.of("result", "missed")).then().statusCode(200);
        putMeeting(tenant, "pbx-1", Map.of("result", "moved", "meetingAt", TOMORROW.toString()))
                .then()
                .statusCode(200)
                .body("result", equalTo("open"))
                .body("moves", equalTo(1));
        putMeeting(tenant, "pbx-1", Map.of("result", "held")).then().statusCode(200);

        // Then
        List<String> events = List.of(event(2), event(3), event(4));
        assertThat(events)
                .allSatisfy(event -> assertThat(CONTRACT.faultsOf(event)).isEmpty());
        assertThat(events.stream().map(event -> JsonPath.from(event).getString("meetingResult")))
                .containsExactly("missed", null, "held");
        assertThat(events.stream().map(event -> JsonPath.from(event).getString("meetingAt")))
                .containsExactly(NOW.toString(), TOMORROW.toString(), TOMORROW.toString());
        assertThat(events.stream().map(event -> JsonPath.from(event).getInt("meetingMoves")))
                .containsExactly(0, 1, 1);
    }

    private String event(int revision) {
        return PublishedCalls.revision(tenant, "pbx-1", revision).value();
    }

    @Test
    void resultIsCorrected_andTakenBack() {
        // Given
        recorded(tenant, booking("pbx-1", EARLIER, NOW));
        putMeeting(tenant, "pbx-1", Map.of("result", "missed")).then().statusCode(200);

        // When
        putMeeting(tenant, "pbx-1", Map.of("result", "held"))
                .then()
                .statusCode(200)
                .body("result", equalTo("held"))
                .body("revision", equalTo(3));

        // Then
        for (int i = 0; i < 2; i++) {
            putMeeting(tenant, "pbx-1", Map.of("result", "moved", "meetingAt", NOW.toString()))
                    .then()
                    .statusCode(200)
                    .body("result", equalTo("open"))
                    .body("moves", equalTo(0))
                    .body("revision", equalTo(4));
        }
    }

    @ParameterizedTest
    @CsvSource({"D, true", "C, false", "'', true"})
    void thereIsNoMeeting_withoutTheOutcomeCAndATime(String outcome, boolean withTime) {
        // Given
        recorded(
                tenant,
                but(
                        call("pbx-1", EARLIER, outcome.isEmpty() ? null : outcome),
                        "meetingAt",
                        withTime ? NOW.toString() : null));

        // Then
        for (Map<String, String> change :
                List.of(Map.of("result", "held"), Map.of("result", "moved", "meetingAt", NOW.toString()))) {
            putMeeting(tenant, "pbx-1", change).then().statusCode(409).body("code", equalTo("no-meeting"));
        }
        assertThat(ids(tenant, "/v1/meetings")).isEmpty();
    }

    @Test
    void voidedCallBookedNoMeeting() {
        recorded(tenant, booking("pbx-1", EARLIER, NOW));

        // When
        delete(tenant, "pbx-1").then().statusCode(204);

        // Then
        assertThat(ids(tenant, "/v1/meetings")).isEmpty();
        putMeeting(tenant, "pbx-1", Map.of("result", "held"))
                .then()
                .statusCode(409)
                .body("code", equalTo("call-voided"));
    }

    @Test
    void summaryWithAnotherOutcomeTakesTheMeetingAway() {
        // Given
        recorded(tenant, booking("pbx-1", EARLIER, NOW));
        putMeeting(tenant, "pbx-1", Map.of("result", "missed")).then().statusCode(200);

        // When
        patchSummary(tenant, "pbx-1", Map.of("notes", "called to say sorry"))
                .then()
                .statusCode(200);
        assertThat(ids(tenant, "/v1/meetings?result=missed")).isEqualTo("pbx-1");
        patchSummary(tenant, "pbx-1", Map.of("outcome", "D")).then().statusCode(200);

        // Then
        assertThat(ids(tenant, "/v1/meetings")).isEmpty();
        patchSummary(tenant, "pbx-1", Map.of("outcome", "C")).then().statusCode(200);
        assertThat(ids(tenant, "/v1/meetings?result=open")).isEqualTo("pbx-1");
    }

    @Test
    void staleResultIsRefused_unlessItIsSoAlready() {
        // Given
        recorded(tenant, booking("pbx-1", EARLIER, NOW));
        putMeeting(tenant, "pbx-1", Map.of("result", "held")).then().statusCode(200);

        // Then
        with("\"1\"", "missed").then().statusCode(412);
        with("\"1\"", "held").then().statusCode(200).header("ETag", "\"2\"");
        with("\"2\"", "missed").then().statusCode(200).header("ETag", "\"3\"");
    }

    private io.restassured.response.Response with(String ifMatch, String result) {
        return as(tenant, "rep")
                .header("If-Match", ifMatch)
                .body(Map.of("result", result))
                .put("/v1/meetings/pbx-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /result",
                "{\"result\":null} | /result",
                "{\"result\":\"open\"} | /result",
                "{\"result\":1} | /result",
                "{\"result\":\"moved\"} | /meetingAt",
                "{\"result\":\"moved\",\"meetingAt\":null} | /meetingAt",
                "{\"result\":\"moved\",\"meetingAt\":\"soon\"} | /meetingAt",
                "{\"result\":\"held\",\"meetingAt\":\"2026-11-25T10:00:00Z\"} | /meetingAt",
                "{\"result\":\"held\",\"at\":1} | /at",
                "[] | ''"
            })
    void changeThatCannotBeIsRefused(String body, String pointer) {
        recorded(tenant, booking("pbx-1", EARLIER, NOW));

        putMeeting(tenant, "pbx-1", body).then().statusCode(422).body("errors.pointer", hasItem(pointer));
        as(tenant, "rep").get("/v1/calls/pbx-1").then().body("revision", equalTo(1));
    }

    /** One held yesterday, one missed, one unreported, one at each end of today, one next week. */
    private void meetings() {
        recordedAll(
                tenant,
                List.of(
                        booking("held", EARLIER, TODAY.minusSeconds(7_200)),
                        booking("missed", EARLIER, TODAY.minusSeconds(3_600)),
                        booking("unreported", EARLIER, TODAY.minusSeconds(1)),
                        booking("today-first", EARLIER, TODAY),
                        booking("today-last", EARLIER, TOMORROW.minusSeconds(1)),
                        but(
                                booking("other", EARLIER, TOMORROW.minusSeconds(10)),
                                "rep",
                                "wang.fang",
                                "team",
                                "west-2",
                                "customerId",
                                "initech"),
                        booking("moved", EARLIER, TODAY)));
        putMeeting(tenant, "held", Map.of("result", "held")).then().statusCode(200);
        putMeeting(tenant, "missed", Map.of("result", "missed")).then().statusCode(200);
        putMeeting(
                        tenant,
                        "moved",
                        Map.of(
                                "result",
                                "moved",
                                "meetingAt",
                                TODAY.plusSeconds(7 * 86_400 - 1).toString()))
                .then()
                .statusCode(200);
    }

    @Test
    void listsAreByTheCompanysDays() {
        meetings();

        assertThat(ids(tenant, "/v1/meetings?due=today")).isEqualTo("today-first other today-last");
        assertThat(ids(tenant, "/v1/meetings?due=week")).isEqualTo("today-first other today-last moved");
        assertThat(ids(tenant, "/v1/meetings?due=tomorrow")).isEmpty();
        assertThat(ids(tenant, "/v1/meetings?due=overdue")).isEqualTo("unreported");
        assertThat(ids(tenant, "/v1/meetings?result=held")).isEqualTo("held");
        assertThat(ids(tenant, "/v1/meetings?result=missed")).isEqualTo("missed");
        assertThat(ids(tenant, "/v1/meetings?result=open&to=" + TODAY)).isEqualTo("unreported");
        assertThat(ids(tenant, "/v1/meetings?rep=wang.fang")).isEqualTo("other");
        assertThat(ids(tenant, "/v1/meetings?team=west-2")).isEqualTo("other");
        assertThat(ids(tenant, "/v1/meetings?customer=initech")).isEqualTo("other");
        assertThat(ids(tenant, "/v1/meetings")).isEqualTo("moved today-last other today-first unreported missed held");
        get(tenant, "/v1/meetings?due=overdue&result=held")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("?result"));
        String next = get(tenant, "/v1/meetings?limit=1").jsonPath().getString("next");
        assertThat(ids(tenant, "/v1/meetings?limit=1&cursor=" + next)).isEqualTo("today-last");
    }

    @Test
    void summaryCountsTheMeetingsOfThePeriod() {
        // Given
        meetings();
        String period = "from=%s&to=%s".formatted(TODAY.minus(Duration.ofDays(1)), TODAY.plus(Duration.ofDays(8)));

        // When
        JsonPath byRep = get(tenant, "/v1/meetings/summary?" + period)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        // Then
        assertThat(byRep.getList("rows"))
                .containsExactly(
                        row("li.wei", "east-1", 6, 1, 1, 1, 2, 2), row("wang.fang", "west-2", 1, 0, 0, 0, 1, 0));
        assertThat(get(tenant, "/v1/meetings/summary?by=team&rep=wang.fang&" + period)
                        .jsonPath()
                        .getList("rows"))
                .containsExactly(row(null, "west-2", 1, 0, 0, 0, 1, 0));
        assertThat(get(tenant, "/v1/meetings/summary?format=csv&rep=wang.fang&" + period)
                        .asString()
                        .lines())
                .containsExactly(
                        "from,to,by,rep,team,agreed,held,missed,moved,open,unreported",
                        "%s,%s,rep,wang.fang,west-2,1,0,0,0,1,0"
                                .formatted(TODAY.minus(Duration.ofDays(1)), TODAY.plus(Duration.ofDays(8))));
    }

    private static Map<String, Object> row(
            String rep, String team, int agreed, int held, int missed, int moved, int open, int unreported) {
        return but(
                Map.of(),
                "rep",
                rep,
                "team",
                team,
                "agreed",
                agreed,
                "held",
                held,
                "missed",
                missed,
                "moved",
                moved,
                "open",
                open,
                "unreported",
                unreported);
    }
}
