package io.tierline.call.calls;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.call;
import static io.tierline.call.calls.CallApi.patchSummary;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueId;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A manager looks at a contradiction and lets it stand. */
@QuarkusTest
class DismissFlagTest {

    private final String tenant = uniqueTenant();

    @Test
    void flagLeavesTheCallTheListAndTheEvent_andSaysWhoDismissedIt() {
        // Given
        String id = talkedButNotConnected();
        as(tenant, "manager").get("/v1/calls?flag=talked-but-na").then().body("items.callId", contains(id));

        // When
        dismiss(id, "talked-but-na").statusCode(200).header("ETag", "\"2\"");

        // Then
        call(tenant, id).body("flags", empty(), "dismissedFlags", contains("talked-but-na"));
        as(tenant, "manager").get("/v1/calls?flag=talked-but-na").then().body("items", empty());
        as(tenant, "manager")
                .get("/v1/calls/{id}/revisions", id)
                .then()
                .body("items.change", contains("recorded", "flag-dismissed"));
        assertThat(PublishedCalls.revision(tenant, id, 2).json().getList("flags"))
                .isEmpty();
    }

    @Test
    void dismissingTwiceChangesNothing() {
        String id = talkedButNotConnected();

        dismiss(id, "talked-but-na").header("ETag", "\"2\"");
        dismiss(id, "talked-but-na").statusCode(200).header("ETag", "\"2\"");
    }

    @Test
    void callIsCheckedAnew_whenItsSummaryChanges() {
        // Given
        String id = talkedButNotConnected();
        dismiss(id, "talked-but-na").statusCode(200);

        // When
        patchSummary(tenant, id, Map.of("notes", "the line was odd")).then().statusCode(200);

        // Then
        call(tenant, id).body("flags", contains("talked-but-na"), "dismissedFlags", empty());
    }

    @Test
    void whatIsDismissedStays_whenTheCallIsGivenToAnother() {
        String id = talkedButNotConnected();
        dismiss(id, "talked-but-na").statusCode(200);

        CallApi.patchAttribution(tenant, id, Map.of("rep", "chen.jie")).then().statusCode(200);

        call(tenant, id).body("flags", empty(), "dismissedFlags", contains("talked-but-na"));
    }

    @Test
    void flagThatTheCallDoesNotHaveIsNotFound() {
        dismiss(talkedButNotConnected(), "cut-by-us").statusCode(404).body("code", equalTo("no-such-flag"));
        dismiss(uniqueId(), "cut-by-us").statusCode(404).body("code", equalTo("no-such-call"));
    }

    @Test
    void whoActsOnAFormerRevisionIsRefused() {
        String id = talkedButNotConnected();
        patchSummary(tenant, id, Map.of("notes", "odd")).then().statusCode(200);

        as(tenant, "manager")
                .header("If-Match", "\"1\"")
                .post("/v1/calls/{id}/flags/talked-but-na/dismissal", id)
                .then()
                .statusCode(412);
    }

    private String talkedButNotConnected() {
        Map<String, Object> call = SubmittedCalls.unsummarised(uniqueId());
        call.put("outcome", "NA");
        return recorded(tenant, call);
    }

    private ValidatableResponse dismiss(String id, String flag) {
        return as(tenant, "manager")
                .post("/v1/calls/{id}/flags/{flag}/dismissal", id, flag)
                .then();
    }
}
