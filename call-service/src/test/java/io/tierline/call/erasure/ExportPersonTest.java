package io.tierline.call.erasure;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.batch;
import static io.tierline.call.calls.CallApi.delete;
import static io.tierline.call.calls.CallApi.putSummary;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.erasure.ErasureApi.NOW;
import static io.tierline.call.erasure.ErasureApi.call;
import static io.tierline.call.erasure.ErasureApi.describe;
import static io.tierline.call.erasure.ErasureApi.erased;
import static io.tierline.call.erasure.ErasureApi.export;
import static io.tierline.call.erasure.ErasureApi.postFixture;
import static io.tierline.call.erasure.ErasureApi.uniquePhone;
import static io.tierline.call.erasure.ErasureApi.uniqueWords;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tierline.kit.database.Database;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Persons are given all that is kept of them. */
@QuarkusTest
class ExportPersonTest {

    @Inject
    Database database;

    @Test
    void exportHoldsWhatAnErasureWouldTakeAway() {
        // Given
        String tenant = uniqueTenant();
        String mobile = uniquePhone();
        String desk = uniquePhone();
        Map<String, Object> call = call(mobile, NOW.minusSeconds(120), "D", "first");
        call.put("customerId", "acme");
        String id = recorded(tenant, call);
        putSummary(tenant, id, Map.of("outcome", "C", "notes", "second words", "reason", "second reason"))
                .then()
                .statusCode(200);
        Map<String, Object> voided = call(desk, NOW.minusSeconds(60), "D", "by mistake");
        voided.put("customerId", "acme");
        delete(tenant, recorded(tenant, voided)).then().statusCode(204);
        postFixture(tenant, "twilio?rep=li.wei", "twilio-completed.form", desk)
                .then()
                .statusCode(201);
        as(tenant, "manager")
                .body(Map.of("phone", desk, "reason", "asked by letter"))
                .post("/v1/suppressions")
                .then()
                .statusCode(200);
        describe(database, tenant, mobile, "Wang Fang", "p-1");
        describe(database, tenant, desk, "Wang Fang", "p-1");

        // When
        JsonPath export = export(tenant, desk);

        // Then
        assertThat(export.getList("numbers.phone")).containsExactlyInAnyOrder(mobile, desk);
        assertThat(export.getList("numbers.name")).containsOnly("Wang Fang");
        assertThat(export.getList("marks.reason")).containsExactly("asked by letter");
        assertThat(export.getList("calls.callId"))
                .containsExactly("tw:CA00000000000000000000000000000001", id, voided.get("callId"));
        assertThat(export.getList("calls[1].revisions.notes")).containsExactly("notes: first", "second words");
        assertThat(export.getList("calls[1].revisions.reason")).containsExactly("reason: first", "second reason");
        assertThat(export.getList("calls[1].revisions.phone")).containsOnly(mobile);
        assertThat(export.getString("calls[1].revisions[0].recordingUrl")).isEqualTo(call.get("recordingUrl"));
        assertThat(export.getList("calls[1].revisions.change")).containsExactly("recorded", "summarised");
        assertThat(export.getString("calls[0].telephonyRecords[0].phone")).isEqualTo(desk);
        assertThat(export.getString("calls[0].telephonyRecords[0].recordingUrl"))
                .startsWith("https://api.twilio.com/");
        assertThat(export.getBoolean("calls[2].revisions[1].voided")).isTrue();
    }

    @Test
    void revisionShowsEveryMemberOfACall() {
        // Given
        String tenant = uniqueTenant();
        String phone = uniquePhone();
        Map<String, Object> call = call(phone, NOW.minusSeconds(60), "D", uniqueWords());
        call.put("telephony", Map.of("source", "freeswitch", "result", "ANSWERED", "trunk", "gw-1"));
        call.put("qualification", Map.of("budget", "confirmed"));
        String id = recorded(tenant, call);

        // Then
        Map<String, Object> shown =
                as(tenant, "manager").get("/v1/calls/{id}", id).jsonPath().getMap("");
        shown.remove("callId");
        assertThat(export(tenant, phone).<String, Object>getMap("calls[0].revisions[0]"))
                .containsAllEntriesOf(shown);
    }

    @Test
    void exportIsAFile_howeverManyCallsThereAre() {
        // Given
        String tenant = uniqueTenant();
        String phone = uniquePhone();
        List<Map<String, Object>> calls = new ArrayList<>();
        for (int i = 0; i < 450; i++) {
            calls.add(call(phone, NOW.minusSeconds(1_000 - i), "FOLLOW_UP", "words"));
        }
        batch(tenant, calls).statusCode(200);

        // When
        JsonPath export = as(tenant, "admin")
                .get("/v1/contacts/{phone}/export", phone)
                .then()
                .statusCode(200)
                .header("Content-Disposition", startsWith("attachment"))
                .extract()
                .jsonPath();

        // Then
        assertThat(export.getList("calls.callId"))
                .isEqualTo(calls.stream().map(call -> call.get("callId")).toList());
    }

    @Test
    void nothingIsThereToExport_onceThePersonIsErased() {
        // Given
        String tenant = uniqueTenant();
        String phone = uniquePhone();
        recorded(tenant, call(phone, NOW.minusSeconds(60), "BL", "words"));
        erased(tenant, phone);

        // Then
        as(tenant, "manager").get("/v1/contacts/{phone}/export", phone).then().statusCode(404);
    }
}
