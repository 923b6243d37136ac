package io.tierline.call.agenda;

import static io.tierline.call.agenda.AgendaApi.NOW;
import static io.tierline.call.agenda.AgendaApi.TODAY;
import static io.tierline.call.agenda.AgendaApi.TOMORROW;
import static io.tierline.call.agenda.AgendaApi.but;
import static io.tierline.call.agenda.AgendaApi.call;
import static io.tierline.call.agenda.AgendaApi.followUp;
import static io.tierline.call.agenda.AgendaApi.followUps;
import static io.tierline.call.agenda.AgendaApi.get;
import static io.tierline.call.agenda.AgendaApi.ids;
import static io.tierline.call.agenda.AgendaApi.noonFor;
import static io.tierline.call.agenda.AgendaApi.promise;
import static io.tierline.call.agenda.AgendaApi.promised;
import static io.tierline.call.agenda.AgendaApi.putFollowUp;
import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.delete;
import static io.tierline.call.calls.CallApi.putSummary;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.recordedAll;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tierline.call.calls.PublishedCalls;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call that was promised is done, kept, rescheduled or cancelled, and is found by when it is due. */
@QuarkusTest
class FollowUpsTest {

    private static final Instant EARLIER = NOW.minus(Duration.ofHours(1));
    private static final Instant SINCE = NOW.minus(Duration.ofMinutes(30));

    @Inject
    Pool pool;

    private final String tenant = uniqueTenant();

    @BeforeEach
    void itIsNoon() {
        noonFor(tenant);
    }

    @Test
    void promiseIsOpen_untilTheContactIsReached() {
        // When
        recorded(tenant, but(promise("pbx-1", EARLIER, NOW), "reason", "in a meeting"));

        // Then
        Map<String, Object> followUp = followUp(tenant, "pbx-1");
        assertThat(followUp)
                .containsEntry("customerId", "acme")
                .containsEntry("contactRole", "EB")
                .containsEntry("phone", "+8613800138000")
                .containsEntry("rep", "li.wei")
                .containsEntry("team", "east-1")
                .containsEntry("outcome", "FOLLOW_UP")
                .containsEntry("reason", "in a meeting")
                .containsEntry("followUpAt", NOW.toString())
                .containsEntry("agreedFor", NOW.toString())
                .containsEntry("moved", false)
                .containsEntry("revision", 1)
                .containsEntry("status", "open")
                .containsEntry("cancelReason", null)
                .containsEntry("doneBy", null)
                .containsEntry("kept", null)
                .containsEntry("overdue", false);
    }

    @Test
    void promiseIsDoneByTheFirstCallThatReachedTheContact() {
        // Given
        promised(tenant, "pbx-1");

        // When
        recordedAll(
                tenant,
                List.of(
                        call("pbx-4", SINCE.plusSeconds(120), "C"),
                        call("pbx-3", SINCE.plusSeconds(60), "D"),
                        call("pbx-2", SINCE, "CUT")));

        // Then
        assertThat(followUp(tenant, "pbx-1"))
                .containsEntry("status", "done")
                .containsEntry("kept", true)
                .containsEntry(
                        "doneBy",
                        Map.of(
                                "callId",
                                "pbx-3",
                                "startedAt",
                                SINCE.plusSeconds(60).toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "BL, done, true",
        "CUT, open, true",
        "RJ, done, true",
        "NO_NEED, done, true",
        "FOLLOW_UP, done, true",
        "D, done, true",
        "C, done, true",
        "NA, open, true",
        "WN, open, true",
        "'', open, true"
    })
    void promiseIsKeptByEveryAttempt_andDoneByOneThatReached(String outcome, String status, boolean kept) {
        // Given
        promised(tenant, "pbx-1");

        // When
        recorded(tenant, call("pbx-2", SINCE, outcome.isEmpty() ? null : outcome));

        // Then
        assertThat(followUp(tenant, "pbx-1")).containsEntry("status", status).containsEntry("kept", kept);
    }

    @ParameterizedTest
    @CsvSource({
        "outbound, NO_ANSWER, open, true",
        "outbound, SYSTEM_FAILURE, open, ",
        "inbound, NO_ANSWER, open, ",
        "inbound, ANSWERED, open, true"
    })
    void networksFailure_andACustomerWhomWeDidNotAnswer_areNoAttempts(
            String direction, String result, String status, Boolean kept) {
        // Given
        promised(tenant, "pbx-1");

        // When
        recorded(
                tenant, but(call("pbx-2", SINCE, null), "direction", direction, "telephony", Map.of("result", result)));

        // Then
        assertThat(followUp(tenant, "pbx-1")).containsEntry("status", status).containsEntry("kept", kept);
    }

    @ParameterizedTest(name = "promised to {0} {1}, called {2} {3}")
    @CsvSource({
        // The same number is the same contact, whatever the role; another number is not, although the role is the same.
        "+8613800138000, EB, +8613800138000, UB, done",
        "+8613800138000, EB, +8613900001111, EB, open",
        "+8613800138000, , +8613900001111, , open",
        // Where one of the calls has no number, the role decides.
        "+8613800138000, EB, , EB, done",
        "+8613800138000, EB, , UB, open",
        "+8613800138000, EB, , , open",
        "+8613800138000, , , EB, open",
        ", EB, +8613900001111, EB, done",
        ", EB, +8613900001111, UB, open",
        ", EB, , , open",
        // A promise to nobody in particular is one to the customer.
        ", , +8613900001111, UB, done",
        ", , , , done"
    })
    void promiseIsToTheContact(String phone, String role, String otherPhone, String otherRole, String status) {
        // Given
        recorded(tenant, but(promise("pbx-1", EARLIER, NOW), "phone", phone, "contactRole", role));

        // When
        recorded(tenant, but(call("pbx-2", SINCE, "D"), "phone", otherPhone, "contactRole", otherRole));

        // Then
        assertThat(followUp(tenant, "pbx-1")).containsEntry("status", status);
    }

    @Test
    void promiseIsToThePerson_whoMayHaveSeveralNumbers() {
        // Given
        promised(tenant, "pbx-1");
        recorded(tenant, but(call("pbx-2", SINCE, "D"), "phone", "+8613900001111"));
        recorded(tenant, but(promise("pbx-3", EARLIER, NOW), "phone", "+8613900002222", "customerId", "initech"));
        assertThat(followUp(tenant, "pbx-1")).containsEntry("status", "open");

        // When
        person("p1", "+8613800138000", "+8613900001111");

        // Then
        assertThat(followUp(tenant, "pbx-1")).containsEntry("status", "done");
        person("p1", "+8613900002222");
        recorded(tenant, but(call("pbx-4", SINCE, "D"), "phone", "+8613900001111", "customerId", "initech"));
        assertThat(followUp(tenant, "pbx-3")).as("another customer's person").containsEntry("status", "open");
    }

    private void person(String id, String... phones) {
        pool.preparedQuery("update contact set person_id = $2 where tenant = $1 and phone = any ($3)")
                .execute(Tuple.of(tenant, id, phones))
                .await()
                .indefinitely();
    }

    @Test
    void callToAnotherCustomer_anEarlierOne_andAVoidedOne_doNothing() {
        // Given
        promised(tenant, "pbx-1");

        // When
        recorded(tenant, but(call("pbx-2", SINCE, "D"), "customerId", "initech"));
        recorded(tenant, call("pbx-3", EARLIER.minusSeconds(1), "D"));
        recorded(tenant, call("pbx-4", SINCE, "D"));
        delete(tenant, "pbx-4").then().statusCode(204);

        // Then
        assertThat(followUp(tenant, "pbx-1")).containsEntry("status", "open").containsEntry("kept", null);
    }

    @Test
    void ofTwoCallsAtTheSameTime_theOneWithTheHigherIdIsTheLater() {
        // Given
        promised(tenant, "pbx-5");

        // When
        recorded(tenant, call("pbx-4", EARLIER, "D"));

        // Then
        assertThat(followUp(tenant, "pbx-5")).containsEntry("status", "open");
        recorded(tenant, call("pbx-6", EARLIER, "D"));
        assertThat(followUp(tenant, "pbx-5")).containsEntry("status", "done");
    }

    @Test
    void voidedPromiseIsNone() {
        promised(tenant, "pbx-1");

        // When
        delete(tenant, "pbx-1").then().statusCode(204);

        // Then
        assertThat(ids(tenant, "/v1/follow-ups")).isEmpty();
        putFollowUp(tenant, "pbx-1", Map.of("cancelled", true))
                .then()
                .statusCode(409)
                .body("code", equalTo("call-voided"));
    }

    @Test
    void followUpIsRescheduled_andTheSameAgainChangesNothing() {
        // Given
        promised(tenant, "pbx-1");

        // When
        for (int i = 0; i < 2; i++) {
            putFollowUp(tenant, "pbx-1", Map.of("followUpAt", TOMORROW.toString()))
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"2\"")
                    .body("followUpAt", equalTo(TOMORROW.toString()))
                    .body("agreedFor", equalTo(NOW.toString()))
                    .body("moved", equalTo(true))
                    .body("status", equalTo("open"))
                    .body("revision", equalTo(2));
        }

        // Then
        assertThat(ids(tenant, "/v1/follow-ups?due=today")).isEmpty();
        assertThat(ids(tenant, "/v1/follow-ups?due=tomorrow")).isEqualTo("pbx-1");
        as(tenant, "rep")
                .get("/v1/calls/pbx-1")
                .then()
                .body("followUpAt", equalTo(NOW.toString()))
                .body("agenda.followUpAt", equalTo(TOMORROW.toString()))
                .body("agenda.followUpCancelled", equalTo(false));
        as(tenant, "rep")
                .get("/v1/calls/pbx-1/revisions")
                .then()
                .body("items.change", contains("recorded", "follow-up-changed"))
                .body("items[0].call.agenda", nullValue());
        JsonPath event = PublishedCalls.revision(tenant, "pbx-1", 2).json();
        assertThat(event.getString("followUpAt")).isEqualTo(TOMORROW.toString());
        assertThat(event.getBoolean("followUpCancelled")).isFalse();
    }

    @Test
    void followUpThatWasDoneIsCancelled_andIsDoneAgainWithATime() {
        // Given
        promised(tenant, "pbx-1");
        recorded(tenant, call("pbx-2", SINCE, "D"));

        // When
        for (int i = 0; i < 2; i++) {
            putFollowUp(tenant, "pbx-1", Map.of("cancelled", true, "reason", "closed down"))
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"2\"")
                    .body("status", equalTo("cancelled"))
                    .body("cancelReason", equalTo("closed down"))
                    .body("doneBy", nullValue())
                    .body("kept", nullValue());
        }

        // Then
        JsonPath event = PublishedCalls.revision(tenant, "pbx-1", 2).json();
        assertThat(event.getBoolean("followUpCancelled")).isTrue();
        assertThat(PublishedCalls.revision(tenant, "pbx-1", 2).value()).doesNotContain("closed down");
        putFollowUp(tenant, "pbx-1", Map.of("followUpAt", NOW.toString()))
                .then()
                .statusCode(200)
                .body("status", equalTo("done"))
                .body("cancelReason", nullValue())
                .body("moved", equalTo(false));
    }

    @Test
    void cancelledFollowUpOpensAgainWithATime_andOneThatWasDoneStaysDone() {
        // Given
        promised(tenant, "pbx-1");
        putFollowUp(tenant, "pbx-1", Map.of("cancelled", true)).then().statusCode(200);

        // When
        putFollowUp(tenant, "pbx-1", Map.of("followUpAt", NOW.toString()))
                .then()
                .statusCode(200)
                .body("status", equalTo("open"));
        recorded(tenant, call("pbx-2", SINCE, "D"));

        // Then
        putFollowUp(tenant, "pbx-1", Map.of("followUpAt", TOMORROW.toString()))
                .then()
                .statusCode(200)
                .body("status", equalTo("done"))
                .body("doneBy.callId", equalTo("pbx-2"));
    }

    @Test
    void summaryThatKeepsTheTime_leavesTheNewOne_andOneWithAnotherTimeBeginsAnew() {
        // Given
        promised(tenant, "pbx-1");
        putFollowUp(tenant, "pbx-1", Map.of("followUpAt", TOMORROW.toString()))
                .then()
                .statusCode(200);

        // When
        putSummary(tenant, "pbx-1", Map.of("outcome", "D", "followUpAt", NOW.toString()))
                .then()
                .statusCode(200);

        // Then
        assertThat(followUp(tenant, "pbx-1")).containsEntry("followUpAt", TOMORROW.toString());
        putSummary(tenant, "pbx-1", Map.of("outcome", "D", "followUpAt", SINCE.toString()))
                .then()
                .statusCode(200);
        assertThat(followUp(tenant, "pbx-1"))
                .containsEntry("followUpAt", SINCE.toString())
                .containsEntry("moved", false);
        putSummary(tenant, "pbx-1", Map.of("outcome", "D")).then().statusCode(200);
        assertThat(ids(tenant, "/v1/follow-ups")).isEmpty();
        putFollowUp(tenant, "pbx-1", Map.of("cancelled", true))
                .then()
                .statusCode(409)
                .body("code", equalTo("no-follow-up"));
    }

    @Test
    void staleChangeIsRefused_unlessItIsSoAlready() {
        // Given
        promised(tenant, "pbx-1");
        Map<String, Object> change = Map.of("followUpAt", TOMORROW.toString());
        putFollowUp(tenant, "pbx-1", change).then().statusCode(200);

        // When
        int stale = as(tenant, "rep")
                .header("If-Match", "\"1\"")
                .body(Map.of("cancelled", true))
                .put("/v1/follow-ups/pbx-1")
                .statusCode();

        // Then
        assertThat(stale).isEqualTo(412);
        as(tenant, "rep")
                .header("If-Match", "\"1\"")
                .body(change)
                .put("/v1/follow-ups/pbx-1")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        as(tenant, "rep")
                .header("If-Match", "\"2\"")
                .body(Map.of("cancelled", true))
                .put("/v1/follow-ups/pbx-1")
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"");
    }

    @Test
    void callMayHaveAnyId() {
        promised(tenant, "summary");

        putFollowUp(tenant, "summary", Map.of("cancelled", true))
                .then()
                .statusCode(200)
                .body("callId", equalTo("summary"));
        putFollowUp(tenant, "no id", Map.of("cancelled", true))
                .then()
                .statusCode(404)
                .body("code", equalTo("no-such-call"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /followUpAt",
                "{\"followUpAt\":null} | /followUpAt",
                "{\"followUpAt\":\"tomorrow\"} | /followUpAt",
                "{\"followUpAt\":\"2026-11-25\"} | /followUpAt",
                "{\"followUpAt\":\"2026-11-25T10:00:00Z\",\"cancelled\":true} | /followUpAt",
                "{\"cancelled\":false} | /cancelled",
                "{\"cancelled\":\"true\"} | /cancelled",
                "{\"cancelled\":true,\"reason\":\"\"} | /reason",
                "{\"followUpAt\":\"2026-11-25T10:00:00Z\",\"reason\":\"busy\"} | /reason",
                "{\"followUpAt\":\"2026-11-25T10:00:00Z\",\"status\":\"open\"} | /status",
                "[] | ''"
            })
    void changeThatCannotBeIsRefused(String body, String pointer) {
        promised(tenant, "pbx-1");

        putFollowUp(tenant, "pbx-1", body).then().statusCode(422).body("errors.pointer", hasItem(pointer));
        assertThat(followUp(tenant, "pbx-1")).containsEntry("revision", 1);
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        putFollowUp(tenant, "pbx-1", "{\"followUpAt\":1,\"cancelled\":false,\"reason\":\"\",\"x\":1}")
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder("/followUpAt", "/followUpAt", "/cancelled", "/reason", "/reason", "/x"));
        putFollowUp(tenant, "pbx-1", "{").then().statusCode(400);
    }

    /** Due yesterday, at both ends of today, at both ends of tomorrow, in the week and after it. */
    private void everyDay() {
        Instant before = TODAY.minus(Duration.ofDays(9));
        Map<String, Instant> due = Map.of(
                "old", TODAY.minus(Duration.ofDays(8)),
                "yesterday", TODAY.minusSeconds(1),
                "today-first", TODAY,
                "today-last", TOMORROW.minusSeconds(1),
                "tomorrow-first", TOMORROW,
                "tomorrow-last", TOMORROW.plusSeconds(86_399),
                "week-last", TODAY.plusSeconds(7 * 86_400 - 1),
                "next-week", TODAY.plusSeconds(7 * 86_400));
        List<Map<String, Object>> calls = new ArrayList<>();
        due.forEach((id, at) -> calls.add(but(promise(id, before, at), "customerId", "c-" + id, "phone", null)));
        calls.add(but(call("reached", before.plusSeconds(1), "D"), "customerId", "c-old", "phone", null));
        recordedAll(tenant, calls);
        putFollowUp(tenant, "today-last", Map.of("cancelled", true)).then().statusCode(200);
    }

    @Test
    void listsAreByTheCompanysDays() {
        everyDay();

        assertThat(ids(tenant, "/v1/follow-ups?due=overdue")).isEqualTo("yesterday");
        assertThat(ids(tenant, "/v1/follow-ups?due=today")).isEqualTo("today-first today-last");
        assertThat(ids(tenant, "/v1/follow-ups?due=tomorrow")).isEqualTo("tomorrow-first tomorrow-last");
        assertThat(ids(tenant, "/v1/follow-ups?due=week"))
                .isEqualTo("today-first today-last tomorrow-first tomorrow-last week-last");
        assertThat(ids(tenant, "/v1/follow-ups?due=today&status=open")).isEqualTo("today-first");
        assertThat(ids(tenant, "/v1/follow-ups?status=done")).isEqualTo("old");
        assertThat(ids(tenant, "/v1/follow-ups?status=cancelled")).isEqualTo("today-last");
        assertThat(ids(tenant, "/v1/follow-ups?customer=c-old&rep=li.wei&team=east-1"))
                .isEqualTo("old");
        assertThat(ids(tenant, "/v1/follow-ups?rep=nobody")).isEmpty();
        assertThat(ids(tenant, "/v1/follow-ups?team=west-2")).isEmpty();
        assertThat(ids(tenant, "/v1/follow-ups?from=" + TOMORROW + "&to=" + TOMORROW.plusSeconds(1)))
                .isEqualTo("tomorrow-first");
        assertThat(ids(tenant, "/v1/follow-ups?to=" + TOMORROW)).isEqualTo("today-last today-first yesterday old");
    }

    @Test
    void newestOverdueComesFirst_andPagesGoOnWhereTheLastOneEnded() {
        // Given
        List<Map<String, Object>> calls = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Instant at = TODAY.minus(Duration.ofDays(9)).plusSeconds(i);
            // Some of them due at the same moment.
            calls.add(but(
                    promise("pbx-" + i, at, TODAY.minus(Duration.ofDays(1 + i / 2))),
                    "customerId",
                    "c-" + i,
                    "phone",
                    null));
        }
        recordedAll(tenant, calls);

        // When
        List<String> backwards = pages("/v1/follow-ups?due=overdue&limit=2");
        List<String> forwards = pages("/v1/follow-ups?limit=2&from=" + TODAY.minus(Duration.ofDays(10)));

        // Then
        assertThat(backwards).containsExactly("pbx-1", "pbx-0", "pbx-3", "pbx-2", "pbx-5", "pbx-4", "pbx-6");
        assertThat(forwards).containsExactly("pbx-6", "pbx-4", "pbx-5", "pbx-2", "pbx-3", "pbx-0", "pbx-1");
    }

    private List<String> pages(String query) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page =
                    get(tenant, query + cursor).then().statusCode(200).extract().jsonPath();
            ids.addAll(page.getList("items.callId"));
            cursor = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        } while (cursor != null);
        return ids;
    }

    @Test
    void pageIsShort_ratherThanLookingAtEverything() {
        // Given: one open follow-up behind more done ones than a page looks at
        recorded(tenant, but(promise("last", EARLIER.minusSeconds(10), TODAY), "customerId", "open", "phone", null));
        for (int batch = 0; batch < 2; batch++) {
            int first = batch * 3_000;
            recordedAll(
                    tenant,
                    IntStream.range(first, first + 3_000)
                            .mapToObj(i -> but(
                                    promise("done-" + i, EARLIER, TODAY.plusSeconds(1 + i)),
                                    "customerId",
                                    "c-" + i / 100,
                                    "phone",
                                    null))
                            .toList());
        }
        recordedAll(
                tenant,
                IntStream.range(0, 60)
                        .mapToObj(i -> but(call("reached-" + i, SINCE, "D"), "customerId", "c-" + i, "phone", null))
                        .toList());

        // When
        JsonPath page = followUps(tenant, "status=open&limit=1").extract().jsonPath();

        // Then
        assertThat(page.getList("items")).isEmpty();
        assertThat(page.getString("next")).isNotNull();
        followUps(tenant, "status=open&limit=1&cursor=" + page.getString("next"))
                .body("items.callId", contains("last"))
                .body("next", nullValue());
        get(tenant, "/v1/follow-ups/summary?from=%s&to=%s".formatted(TODAY, TOMORROW))
                .then()
                .statusCode(200)
                .body("rows[0].opened", equalTo(6_001))
                .body("rows[0].done", equalTo(6_000));
    }

    @ParameterizedTest
    @CsvSource({
        "due=yesterday, ?due",
        "due=TODAY, ?due",
        "due=today&from=2026-11-25T00:00:00Z, ?due",
        "due=today&to=2026-11-25T00:00:00Z, ?due",
        "due=overdue&status=done, ?status",
        "status=late, ?status",
        "rep=a%20b, ?rep",
        "from=yesterday, ?from",
        "limit=0, ?limit",
        "limit=501, ?limit",
        "cursor=x, ?cursor",
        "cursor=WyJhIiwiYiJd, ?cursor",
        "cursor=WyIyMDI2LTExLTI1VDAwOjAwOjAwWiIsImEgYiJd, ?cursor",
        "status=, ?status",
        "phone=1, ?phone"
    })
    void listThatCannotBeIsRefused(String query, String pointer) {
        get(tenant, "/v1/follow-ups?" + query).then().statusCode(422).body("errors.pointer", contains(pointer));
    }

    @Test
    void summaryCountsWhatIsDueInThePeriod() {
        // Given
        everyDay();
        recorded(
                tenant,
                but(
                        promise("other", TODAY.minus(Duration.ofDays(2)), TODAY.minusSeconds(60)),
                        "rep",
                        "wang.fang",
                        "team",
                        "west-2",
                        "customerId",
                        "umbrella",
                        "phone",
                        null));
        recorded(tenant, but(call("late", TODAY.plusSeconds(1), "CUT"), "customerId", "umbrella", "phone", null));
        putFollowUp(
                        tenant,
                        "next-week",
                        Map.of("followUpAt", TODAY.plusSeconds(5).toString()))
                .then()
                .statusCode(200);
        String period = "from=%s&to=%s".formatted(TODAY.minus(Duration.ofDays(8)), TOMORROW);

        // When
        JsonPath byRep = get(tenant, "/v1/follow-ups/summary?" + period)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        // Then
        assertThat(byRep.getString("by")).isEqualTo("rep");
        assertThat(byRep.getString("from"))
                .isEqualTo(TODAY.minus(Duration.ofDays(8)).toString());
        assertThat(byRep.getList("rows"))
                .containsExactly(
                        row("li.wei", "east-1", 5, 1, 1, 1, 1, 1, 1), row("wang.fang", "west-2", 1, 0, 0, 1, 0, 1, 0));
        assertThat(get(tenant, "/v1/follow-ups/summary?by=team&team=west-2&" + period)
                        .jsonPath()
                        .getList("rows"))
                .containsExactly(row(null, "west-2", 1, 0, 0, 1, 0, 1, 0));
        assertThat(get(tenant, "/v1/follow-ups/summary?format=csv&rep=wang.fang&" + period)
                        .then()
                        .statusCode(200)
                        .contentType("text/csv")
                        .extract()
                        .asString()
                        .lines())
                .containsExactly(
                        "from,to,by,rep,team,opened,done,kept,broken,cancelled,overdue,moved",
                        "%s,%s,rep,wang.fang,west-2,1,0,0,1,0,1,0"
                                .formatted(TODAY.minus(Duration.ofDays(8)), TOMORROW));
        assertThat(as(tenant, "rep")
                        .accept("text/csv")
                        .urlEncodingEnabled(false)
                        .get("/v1/follow-ups/summary?" + period)
                        .contentType())
                .startsWith("text/csv");
    }

    private static Map<String, Object> row(
            String rep,
            String team,
            int opened,
            int done,
            int kept,
            int broken,
            int cancelled,
            int overdue,
            int moved) {
        return but(
                Map.of(),
                "rep",
                rep,
                "team",
                team,
                "opened",
                opened,
                "done",
                done,
                "kept",
                kept,
                "broken",
                broken,
                "cancelled",
                cancelled,
                "overdue",
                overdue,
                "moved",
                moved);
    }

    @ParameterizedTest
    @CsvSource({
        "by=rep, ?from ?to",
        "from=2026-01-01T00:00:00Z, ?to",
        "from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:00Z, ?from",
        "from=2026-01-01T00:00:00Z&to=2027-01-02T00:00:01Z, ?from",
        "from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&by=campaign, ?by",
        "from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&format=xml, ?format",
        "from=x&to=y&by=z, ?from ?to ?by"
    })
    void summaryThatCannotBeIsRefused(String query, String pointers) {
        for (String list : List.of("follow-ups", "meetings")) {
            List<String> found = get(tenant, "/v1/" + list + "/summary?" + query)
                    .then()
                    .statusCode(422)
                    .extract()
                    .path("errors.pointer");
            assertThat(found).containsExactlyInAnyOrder(pointers.split(" "));
        }
        get(tenant, "/v1/follow-ups/summary?from=2026-01-01T00:00:00Z&to=2027-01-02T00:00:00Z")
                .then()
                .statusCode(200);
    }
}
