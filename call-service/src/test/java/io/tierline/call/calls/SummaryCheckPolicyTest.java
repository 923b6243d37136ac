package io.tierline.call.calls;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.call;
import static io.tierline.call.calls.CallApi.putSummary;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueId;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A company says from where on a summary contradicts what was measured. */
@QuarkusTest
class SummaryCheckPolicyTest {

    private final String tenant = uniqueTenant();

    @Test
    void everyThresholdHasADefault_andWhatIsLeftOutIsAtIt() {
        // Given
        policy(tenant)
                .header("ETag", "\"0\"")
                .body("talkedButNaSeconds", equalTo(30))
                .body("noNeedTooShortSeconds", equalTo(20))
                .body("cutTooLongSeconds", equalTo(180))
                .body("off", empty())
                .body("suggestCutUnderSeconds", equalTo(15));
        put(Map.of("talkedButNaSeconds", 45)).then().statusCode(200).header("ETag", "\"1\"");

        // When
        put(Map.of("off", List.of("no-meeting-date", "cut-by-us")));

        // Then
        policy(tenant)
                .header("ETag", "\"2\"")
                .body("talkedButNaSeconds", equalTo(30))
                .body("off", contains("cut-by-us", "no-meeting-date"));
        policy(uniqueTenant()).body("off", empty());
    }

    @Test
    void policyHoldsForSummariesThatComeAfterIt() {
        // Given
        String before = talked(40);
        putSummary(tenant, before, Map.of("outcome", "NA"));

        // When
        put(Map.of("talkedButNaSeconds", 41, "off", List.of("no-follow-up-date")))
                .then()
                .statusCode(200);

        // Then
        String after = talked(40);
        putSummary(tenant, after, Map.of("outcome", "NA")).then().body("flags", empty());
        putSummary(tenant, talked(41), Map.of("outcome", "NA")).then().body("flags", contains("talked-but-na"));
        putSummary(tenant, talked(41), Map.of("outcome", "D")).then().body("flags", empty());
        call(tenant, before).body("flags", contains("talked-but-na"));
        as(tenant, "manager").get("/v1/calls?flag=talked-but-na").then().body("items.size()", equalTo(2));
    }

    @Test
    void everyFaultIsTold_andNothingIsChanged() {
        put(Map.of(
                        "talkedButNaSeconds",
                        0,
                        "noNeedTooShortSeconds",
                        -1,
                        "cutTooLongSeconds",
                        86_401,
                        "off",
                        List.of("no-such-flag"),
                        "suggestCutUnderSeconds",
                        "15",
                        "mood",
                        "good"))
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/talkedButNaSeconds",
                                "/noNeedTooShortSeconds",
                                "/cutTooLongSeconds",
                                "/off",
                                "/suggestCutUnderSeconds",
                                "/mood"));
        put(Map.of("off", List.of("cut-by-us", "cut-by-us"))).then().statusCode(422);
        put(Map.of("off", "cut-by-us")).then().statusCode(422);
        policy(tenant).header("ETag", "\"0\"");
    }

    @Test
    void staleChangeIsRefused() {
        put(Map.of("talkedButNaSeconds", 45)).then().statusCode(200);

        as(tenant, "manager")
                .header("If-Match", "\"0\"")
                .body(Map.of("talkedButNaSeconds", 50))
                .put("/v1/policies/summary-check")
                .then()
                .statusCode(412);

        policy(tenant).body("talkedButNaSeconds", equalTo(45));
    }

    private String talked(int seconds) {
        Map<String, Object> call = SubmittedCalls.unsummarised(uniqueId());
        call.put("talkSeconds", seconds);
        return recorded(tenant, call);
    }

    private Response put(Object policy) {
        return as(tenant, "manager").body(policy).put("/v1/policies/summary-check");
    }

    private static ValidatableResponse policy(String tenant) {
        return as(tenant, "rep").get("/v1/policies/summary-check").then().statusCode(200);
    }
}
