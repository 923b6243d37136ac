package io.tierline.call.calls;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.call;
import static io.tierline.call.calls.CallApi.delete;
import static io.tierline.call.calls.CallApi.patchAttribution;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A manager says whose call it was. */
@QuarkusTest
class AttributeCallTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "rep, wang.fang, wang.fang",
                "team, west-2, west-2",
                "team, -, -",
                "customerId, initech, initech",
                "contactRole, TB, TB",
                "contactRole, -, -",
                "startedAt, 2026-11-22T18:00:00+08:00, 2026-11-22T10:00:00Z"
            })
    void callIsAttributed_whenAManagerSaysSo(String member, String value, String shown) {
        // Given
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));
        Map<String, Object> change = new LinkedHashMap<>();
        change.put(member, value);

        // When
        Response answer = patchAttribution("acme", id, change);

        // Then
        answer.then().statusCode(200).header("ETag", "\"2\"").body(member, equalTo(shown));
        call("acme", id).body(member, equalTo(shown)).body("outcome", equalTo("D"));
        assertThat(PublishedCalls.revision("acme", id, 2).json().getString(member))
                .isEqualTo(shown);
    }

    @Test
    void eventTellsWhereTheCallWas_whenItMovesToAnotherCustomer() {
        // Given
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));

        // When
        patchAttribution("acme", id, Map.of("customerId", "initech")).then().statusCode(200);
        patchAttribution("acme", id, Map.of("rep", "wang.fang")).then().statusCode(200);
        patchAttribution("acme", id, Map.of("customerId", "acme")).then().statusCode(200);

        // Then
        PublishedCalls.Event moved = PublishedCalls.revision("acme", id, 2);
        assertThat(moved.key()).isEqualTo("acme/initech");
        assertThat(moved.json().getString("customerId")).isEqualTo("initech");
        assertThat(moved.json().getString("previousCustomerId")).isEqualTo("acme");
        PublishedCalls.Event changedAfterwards = PublishedCalls.revision("acme", id, 3);
        assertThat(changedAfterwards.key()).isEqualTo("acme/initech");
        assertThat(changedAfterwards.json().getString("previousCustomerId")).isNull();
        assertThat(PublishedCalls.upTo("acme", id, 4)).anySatisfy(back -> {
            assertThat(back.key()).isEqualTo("acme/acme");
            assertThat(back.json().getString("previousCustomerId")).isEqualTo("initech");
        });
    }

    @Test
    void nothingHappens_whenTheAttributionIsTheSameAlready() {
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));
        for (String patch : List.of("{}", "{\"rep\":\"li.wei\"}", "{\"startedAt\":\"2026-11-23T01:30:00Z\"}")) {
            patchAttribution("acme", id, patch).then().statusCode(200).body("revision", equalTo(1));
        }
    }

    @Test
    void replayIsStillAReplay_whenTheCallWasMoved() {
        // Given
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));
        patchAttribution("acme", id, Map.of("customerId", "initech")).then().statusCode(200);

        // When
        Response answer =
                as("acme", "telephony").body(SubmittedCalls.answered(id)).post("/v1/calls");

        // Then
        answer.then().statusCode(200).body("result", equalTo("replayed")).body("customerId", equalTo("initech"));
    }

    @Test
    void everyFaultIsNamed_whenAnAttributionIsWrongInManyWays() {
        // Given
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("rep", null);
        change.put("team", "with space");
        change.put("customerId", null);
        change.put("contactRole", "CFO");
        change.put("startedAt", Instant.now().plusSeconds(400).toString());
        change.put("outcome", null);

        // When
        Response answer = patchAttribution("acme", id, change);

        // Then
        answer.then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder("/rep", "/team", "/customerId", "/contactRole", "/startedAt", "/outcome"));
        call("acme", id).body("revision", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"wang.fang\""})
    void bodyIsRefused_whenItIsNoPatch(String body) {
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));
        patchAttribution("acme", id, body).then().statusCode(422);
    }

    @Test
    void callKeepsNoRep_whenItNeverHadOne() {
        // Given
        Map<String, Object> call = SubmittedCalls.unsummarised(uniqueId());
        call.remove("rep");
        call.put("telephony", Map.of("result", "NO_ANSWER"));
        String id = recorded("acme", call);

        // When
        Response answer = patchAttribution("acme", id, "{\"rep\":null,\"team\":\"west-2\"}");

        // Then
        answer.then().statusCode(200).body("team", equalTo("west-2"));
    }

    @Test
    void changeIsRefused_whenItIsStaleOrTheCallVoided() {
        // Given
        String id = recorded("acme", SubmittedCalls.answered(uniqueId()));
        patchAttribution("acme", id, Map.of("rep", "wang.fang")).then().statusCode(200);

        // When
        Response stale = as("acme", "manager")
                .header("If-Match", "\"1\"")
                .body(Map.of("rep", "zhao.min"))
                .patch("/v1/calls/{id}/attribution", id);
        delete("acme", id).then().statusCode(204);
        Response voided = patchAttribution("acme", id, Map.of("rep", "zhao.min"));

        // Then
        stale.then().statusCode(412).body("code", equalTo("stale"));
        voided.then().statusCode(409).body("code", equalTo("call-voided"));
    }
}
