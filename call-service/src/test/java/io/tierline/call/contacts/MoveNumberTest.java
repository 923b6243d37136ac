package io.tierline.call.contacts;

import static io.restassured.RestAssured.given;
import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.atOnce;
import static io.tierline.call.calls.CallApi.call;
import static io.tierline.call.calls.CallApi.delete;
import static io.tierline.call.calls.CallApi.patchAttribution;
import static io.tierline.call.calls.CallApi.putSummary;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.recordedAll;
import static io.tierline.call.calls.CallApi.uniqueId;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.contacts.ContactsApi.callTo;
import static io.tierline.call.contacts.ContactsApi.chenJie;
import static io.tierline.call.contacts.ContactsApi.contact;
import static io.tierline.call.contacts.ContactsApi.kept;
import static io.tierline.call.contacts.ContactsApi.phone;
import static io.tierline.call.contacts.ContactsApi.put;
import static io.tierline.call.contacts.ContactsApi.unlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tierline.call.calls.HangUps;
import io.tierline.call.calls.PublishedCalls;
import io.tierline.kit.testing.Tokens;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A number goes to another customer, and its calls go with it. */
@QuarkusTest
class MoveNumberTest {

    @TestHTTPResource
    URI service;

    @Inject
    DataSource database;

    @Test
    void callsFollowTheirNumber_eachAsAFurtherRevisionThatTravelsOn() {
        // Given
        String tenant = uniqueTenant();
        String id = recorded(tenant, callTo(uniqueId(), phone(1)));
        String lead = contact(tenant, phone(1)).extract().path("customerId");

        // When
        kept(tenant, phone(1), chenJie());

        // Then
        call(tenant, id)
                .body("customerId", equalTo("acme"))
                .body("contactRole", equalTo("EB"))
                .body("revision", equalTo(2));
        as(tenant, "manager")
                .get("/v1/calls/{id}/revisions", id)
                .then()
                .body("items.change", contains("recorded", "attributed"))
                .body("items.call.customerId", contains(lead, "acme"));
        PublishedCalls.Event moved = PublishedCalls.revision(tenant, id, 2);
        assertThat(moved.key()).isEqualTo(tenant + "/acme");
        assertThat(moved.json().getString("previousCustomerId")).isEqualTo(lead);
        assertThat(moved.json().getString("contactRole")).isEqualTo("EB");
        assertThat(moved.value()).doesNotContain("Chen").doesNotContain("00000001");
    }

    @Test
    void movedCallIsStillTheSameCall_whenItIsPostedAgain() {
        // Given
        String tenant = uniqueTenant();
        Map<String, Object> submitted = callTo(uniqueId(), phone(1));
        String id = recorded(tenant, submitted);

        // When
        kept(tenant, phone(1), chenJie());

        // Then
        as(tenant, "telephony")
                .body(submitted)
                .post("/v1/calls")
                .then()
                .statusCode(200)
                .body("result", equalTo("replayed"))
                .body("customerId", equalTo("acme"))
                .body("revision", equalTo(2));
        assertThat(PublishedCalls.revision(tenant, id, 2).json().getString("customerId"))
                .isEqualTo("acme");
    }

    @Test
    void nothingMoves_whenTheSameIsSaidAgainOrOnlyTheNameChanges() {
        // Given
        String tenant = uniqueTenant();
        String id = recorded(tenant, callTo(uniqueId(), phone(1)));
        kept(tenant, phone(1), chenJie());

        // When
        kept(tenant, phone(1), chenJie());
        kept(tenant, phone(1), contact("acme", "Chen Jie (CFO)", "TB", "chen.jie"));

        // Then
        call(tenant, id).body("revision", equalTo(2)).body("contactRole", equalTo("EB"));
    }

    @Test
    void callsStay_whenSomethingElseWasSaidOfThem() {
        // Given
        String tenant = uniqueTenant();
        kept(tenant, phone(1), contact("acme", "Chen Jie", "EB", null));
        kept(tenant, phone(2), contact("acme", "Wu Min", "UB", null));
        String ofAnotherNumber = recorded(tenant, callTo(uniqueId(), phone(2)));
        String ofAThirdCustomer = recorded(tenant, callTo(uniqueId(), phone(1), "umbrella", null));
        String attributed = recorded(tenant, callTo(uniqueId(), phone(1)));
        patchAttribution(tenant, attributed, Map.of("customerId", "umbrella"))
                .then()
                .statusCode(200);
        String voided = recorded(tenant, callTo(uniqueId(), phone(1)));
        delete(tenant, voided).then().statusCode(204);
        String withAnotherRole = recorded(tenant, callTo(uniqueId(), phone(1), "acme", "UB"));

        // When
        kept(tenant, phone(1), contact("initech", "Chen Jie", "TB", null));

        // Then
        call(tenant, ofAnotherNumber).body("customerId", equalTo("acme")).body("revision", equalTo(1));
        call(tenant, ofAThirdCustomer).body("customerId", equalTo("umbrella")).body("revision", equalTo(1));
        call(tenant, attributed).body("customerId", equalTo("umbrella")).body("revision", equalTo(2));
        call(tenant, voided).body("customerId", equalTo("acme")).body("revision", equalTo(2));
        call(tenant, withAnotherRole).body("customerId", equalTo("initech")).body("contactRole", equalTo("UB"));
    }

    @Test
    void personsOtherNumbersStay_whenOneMoves() {
        // Given
        String tenant = uniqueTenant();
        kept(tenant, phone(1), chenJie());
        kept(tenant, phone(2), chenJie());
        String id = recorded(tenant, callTo(uniqueId(), phone(2)));

        // When
        kept(tenant, phone(1), contact("initech", "Chen Jie", "UB", "chen.jie"));

        // Then
        contact(tenant, phone(2))
                .body("customerId", equalTo("acme"))
                .body("role", equalTo("EB"))
                .body("numbers", empty());
        call(tenant, id).body("revision", equalTo(1));
    }

    @Test
    void telephonyFindsTheCallWhereItIsNow_whenItReportsMoreOfIt() {
        // Given
        String tenant = uniqueTenant();
        Map<String, String> report = new HashMap<>(Map.of(
                "uniqueid", "1795397400.26",
                "linkedid", "1795397400.26",
                "sequence", "17",
                "src", "1001",
                "dst", "13800000001",
                "start", "1795397400",
                "billsec", "0",
                "disposition", "NO ANSWER",
                "userfield", "rep=li.wei"));
        report.put("dstchannel", "PJSIP/gw-1-0000001b");
        String id = postReport(tenant, report).path("callId");
        kept(tenant, phone(1), chenJie());

        // When
        report.put("end", "1795397455");
        report.put("disposition", "ANSWERED");
        report.put("billsec", "25");
        report.put("sequence", "18");
        postReport(tenant, report);

        // Then
        call(tenant, id)
                .body("customerId", equalTo("acme"))
                .body("contactRole", equalTo("EB"))
                .body("talkSeconds", equalTo(25));
    }

    @Test
    void allCallsFollow_whenThereAreManyOfThem() {
        // Given
        String tenant = uniqueTenant();
        List<Map<String, Object>> calls = new ArrayList<>();
        for (int i = 0; i < 1_201; i++) {
            calls.add(callTo("call-" + i, phone(1)));
        }
        recordedAll(tenant, calls);

        // When
        kept(tenant, phone(1), chenJie());

        // Then
        assertThat(customersOfCalls(tenant)).hasSize(1_201).containsOnly("acme");
        for (int i : List.of(0, 499, 500, 999, 1_000, 1_200)) {
            assertThat(PublishedCalls.revision(tenant, "call-" + i, 2).json().getString("previousCustomerId"))
                    .startsWith("lead-");
        }
    }

    // At the same time

    @Test
    void callIsTakenAlong_whenItHasFoundItsCustomerButIsNotStoredYet() throws Exception {
        // Given
        String tenant = uniqueTenant();
        String lead = call(tenant, recorded(tenant, callTo(uniqueId(), phone(1))))
                .extract()
                .path("customerId");
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            holdUp(other, tenant, "held-up");
            CompletableFuture<Response> recording = CompletableFuture.supplyAsync(() ->
                    as(tenant, "telephony").body(callTo("held-up", phone(1))).post("/v1/calls"));
            await().until(() -> isWaiting("with input as (select * from unnest(%"));

            // When
            CompletableFuture<Response> moving = CompletableFuture.supplyAsync(() -> put(tenant, phone(1), chenJie()));
            await().until(() -> moving.isDone() || isWaiting("select contact.* from (select phone from unnest(%"));
            other.rollback();

            // Then
            recording.get().then().statusCode(201).body("customerId", equalTo(lead));
            moving.get().then().statusCode(200);
        }
        call(tenant, "held-up").body("customerId", equalTo("acme")).body("revision", equalTo(2));
        assertThat(PublishedCalls.revision(tenant, "held-up", 2).json().getString("previousCustomerId"))
                .isEqualTo(lead);
    }

    @Test
    void noCallIsLeftBehind_whenItComesInWhileItsNumberMoves() throws Exception {
        // Given
        String tenant = uniqueTenant();

        // When
        List<Integer> statuses = atOnce(12, client -> {
            int worst = 0;
            for (int i = 0; i < 20; i++) {
                String phone = phone(i % 3);
                worst = Math.max(
                        worst,
                        client < 3
                                // Never the same customer twice, which would find again what was once left behind.
                                ? put(tenant, phone, contact("c-" + client + "-" + i, null, null, null))
                                        .statusCode()
                                : as(tenant, "telephony")
                                        .body(callTo("call-" + client + "-" + i, phone))
                                        .post("/v1/calls")
                                        .statusCode());
            }
            return worst;
        });

        // Then
        assertThat(statuses).allMatch(status -> status <= 201);
        for (int i = 0; i < 3; i++) {
            String customer = contact(tenant, phone(i)).extract().path("customerId");
            String number = phone(i);
            assertThat(calls(tenant))
                    .filteredOn(call -> call.get("phone").equals(number))
                    .isNotEmpty()
                    .allSatisfy(call -> assertThat(call.get("customerId")).isEqualTo(customer));
        }
        assertThat(calls(tenant)).hasSize(180);
    }

    @Test
    void summaryAndMoveAreBothThere_whenTheyMeet() throws Exception {
        // Given
        String tenant = uniqueTenant();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ids.add(recorded(tenant, callTo(uniqueId(), phone(1))));
        }

        // When
        List<Integer> statuses = atOnce(
                9,
                client -> (client == 8
                                ? put(tenant, phone(1), chenJie())
                                : putSummary(tenant, ids.get(client), Map.of("outcome", "RJ")))
                        .statusCode());

        // Then
        assertThat(statuses).containsOnly(200);
        ids.forEach(id -> call(tenant, id)
                .body("customerId", equalTo("acme"))
                .body("outcome", equalTo("RJ"))
                .body("revision", equalTo(3)));
    }

    @Test
    void numberHasMovedWholeOrNotAtAll_whenItsMoverHangsUp() {
        // Given
        String tenant = uniqueTenant();
        List<Map<String, Object>> calls = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            calls.add(callTo("call-" + i, phone(1)));
        }
        recordedAll(tenant, calls);
        String token = Tokens.of(tenant, "manager");

        // When
        for (int i = 0; i < 20; i++) {
            String customer = i % 2 == 0 ? "acme" : "initech";
            HangUps.send(
                    service, "PUT", "/v1/contacts/" + phone(1), token, contact(customer, null, null, null), i % 3 == 0);
        }

        // Then
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            kept(tenant, phone(1), chenJie());
            assertThat(customersOfCalls(tenant)).hasSize(300).containsOnly("acme");
        });
    }

    @Test
    void numberMoves_whenItsMoverHangsUpAndNeverComesBack() {
        // Given
        String tenant = uniqueTenant();
        String id = recorded(tenant, callTo(uniqueId(), phone(1)));

        // When
        HangUps.send(service, "PUT", "/v1/contacts/" + phone(1), Tokens.of(tenant, "manager"), chenJie(), false);

        // Then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> call(tenant, id).body("customerId", equalTo("acme")));
    }

    // The wrong person

    @Test
    void callsLeaveTheCustomer_whenTheNumberReachedTheWrongPerson() {
        // Given
        String tenant = uniqueTenant();
        kept(tenant, phone(1), chenJie());
        kept(tenant, phone(2), chenJie());
        String id = recorded(tenant, callTo(uniqueId(), phone(1)));
        String withAnotherRole = recorded(tenant, callTo(uniqueId(), phone(1), "acme", "UB"));
        String elsewhere = recorded(tenant, callTo(uniqueId(), phone(1), "umbrella", "UB"));

        // When
        Response unlinked = unlink(tenant, phone(1));

        // Then
        String lead = unlinked.path("customerId");
        unlinked.then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("customerId", startsWith("lead-"))
                .body("name", nullValue())
                .body("role", nullValue())
                .body("personId", nullValue())
                .body("numbers", empty());
        call(tenant, id).body("customerId", equalTo(lead)).body("contactRole", nullValue());
        call(tenant, withAnotherRole).body("customerId", equalTo(lead)).body("contactRole", nullValue());
        call(tenant, elsewhere).body("customerId", equalTo("umbrella")).body("contactRole", equalTo("UB"));
        contact(tenant, phone(2)).body("name", equalTo("Chen Jie")).body("numbers", empty());
        PublishedCalls.Event moved = PublishedCalls.revision(tenant, id, 2);
        assertThat(moved.key()).isEqualTo(tenant + "/" + lead);
        assertThat(moved.json().getString("previousCustomerId")).isEqualTo("acme");
        assertThat(moved.json().getString("contactRole")).isNull();
        call(tenant, recorded(tenant, callTo(uniqueId(), phone(1)))).body("customerId", equalTo(lead));
    }

    @Test
    void strangerStaysAsHeIs_whenTheNumberIsUnlinkedAgain() {
        // Given
        String tenant = uniqueTenant();
        kept(tenant, phone(1), chenJie());
        String first = unlink(tenant, phone(1)).asString();

        // When
        Response again = unlink(tenant, phone(1));

        // Then
        again.then().statusCode(200);
        assertThat(again.asString()).isEqualTo(first);
    }

    @Test
    void unlinkingIsRefused_whenTheContactIsUnknownOrHasChanged() {
        // Given
        String tenant = uniqueTenant();
        kept(tenant, phone(1), chenJie());

        // When
        Response unknown = unlink(tenant, phone(2));
        Response stale =
                as(tenant, "manager").header("If-Match", "\"2\"").post("/v1/contacts/{phone}/unlinking", phone(1));

        // Then
        unknown.then().statusCode(404).body("code", equalTo("no-such-contact"));
        as(tenant, "rep").get("/v1/contacts/{phone}", phone(2)).then().statusCode(404);
        stale.then().statusCode(412);
        contact(tenant, phone(1)).body("customerId", equalTo("acme"));
    }

    /** Makes whoever stores a call under this id wait until the transaction ends. */
    private static void holdUp(Connection transaction, String tenant, String callId) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(
                "insert into call (tenant, call_id, revision, customer_id, direction, started_at, status, flags, voided,"
                        + " fingerprint, change, changed_at, changed_by) values (?, ?, 1, 'acme', 'OUTBOUND', now(),"
                        + " 'PENDING', '{}', false, '', 'RECORDED', now(), '')")) {
            insert.setString(1, tenant);
            insert.setString(2, callId);
            insert.executeUpdate();
        }
    }

    /** Whether a statement that begins like this waits for a lock. */
    private boolean isWaiting(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement waiting = connection.prepareStatement(
                        "select from pg_stat_activity where wait_event_type = 'Lock' and query like ?")) {
            waiting.setString(1, statement);
            return waiting.executeQuery().next();
        }
    }

    private static Response postReport(String tenant, Map<String, String> report) {
        Response answer = given().auth()
                .oauth2(Tokens.of(tenant, "telephony"))
                .formParams(report)
                .post("/v1/telephony/asterisk");
        answer.then().statusCode(oneOf(200, 201));
        return answer;
    }

    private static List<String> customersOfCalls(String tenant) {
        return calls(tenant).stream()
                .map(call -> (String) call.get("customerId"))
                .toList();
    }

    private static List<Map<String, Object>> calls(String tenant) {
        List<Map<String, Object>> calls = new ArrayList<>();
        Map<String, String> page = new HashMap<>(Map.of("limit", "500"));
        do {
            Response answer = as(tenant, "rep").queryParams(page).get("/v1/calls");
            calls.addAll(answer.path("items"));
            page.put("cursor", answer.path("next"));
        } while (page.get("cursor") != null);
        return calls;
    }
}
