package io.tierline.call.erasure;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.batch;
import static io.tierline.call.calls.CallApi.patchAttribution;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.erasure.ErasureApi.NOW;
import static io.tierline.call.erasure.ErasureApi.call;
import static io.tierline.call.erasure.ErasureApi.erased;
import static io.tierline.call.erasure.ErasureApi.keepMonths;
import static io.tierline.call.erasure.ErasureApi.rows;
import static io.tierline.call.erasure.ErasureApi.uniquePhone;
import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.tierline.call.erasure.application.ApplyRetention;
import io.tierline.kit.database.Database;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An erasure takes the numbers by which follow-ups are told; how they stand it leaves. */
@QuarkusTest
class SettledFollowUpsTest {

    private static final Instant OLD =
            NOW.atZone(ZoneId.of("UTC")).minusMonths(12).toInstant().minus(30, DAYS);

    @Inject
    Database database;

    @Inject
    ApplyRetention retention;

    private final String tenant = uniqueTenant();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void followUpsStayAsTheyWere_andOpenOnesAreCancelled(boolean byAge) {
        // Given
        String phone = uniquePhone();
        String other = uniquePhone();
        String kept = promise(phone, "acme", "EB", OLD);
        String reached = recorded(tenant, of(call(phone, OLD.plusSeconds(60), "RJ", "words"), "acme", "UB"));
        String late = promise(phone, "acme", "EB", OLD.plusSeconds(120));
        String reachedLate = recorded(tenant, of(call(phone, OLD.plus(9, DAYS), "RJ", "words"), "acme", "UB"));
        String broken = promise(other, "initech", null, OLD);
        recorded(tenant, of(call(uniquePhone(), NOW.minus(1, DAYS), "D", "words"), "initech", null));
        assertThat(followUp(kept)).containsEntry("status", "done").containsEntry("kept", true);
        assertThat(followUp(broken)).containsEntry("status", "open").containsEntry("overdue", true);
        Map<String, Object> before = counts();

        // When
        erase(byAge, phone, other);

        // Then
        assertThat(followUp(kept))
                .containsEntry("phone", null)
                .containsEntry("status", "done")
                .containsEntry("kept", true)
                .containsEntry(
                        "doneBy",
                        Map.of(
                                "callId",
                                reached,
                                "startedAt",
                                OLD.plusSeconds(60).toString()));
        assertThat(followUp(late)).containsEntry("status", "done").containsEntry("kept", false);
        assertThat((Map<?, ?>) followUp(late).get("doneBy"))
                .isEqualTo(Map.of(
                        "callId", reachedLate, "startedAt", OLD.plus(9, DAYS).toString()));
        assertThat(followUp(broken))
                .containsEntry("status", "cancelled")
                .containsEntry("cancelReason", null)
                .containsEntry("doneBy", null)
                .containsEntry("kept", false)
                .containsEntry("overdue", false);
        Map<String, Object> after = new HashMap<>(before);
        after.put("overdue", 0);
        after.put("cancelled", 1);
        assertThat(before).containsEntry("overdue", 1).containsEntry("cancelled", 0);
        assertThat(counts()).isEqualTo(after);
    }

    @Test
    void openOneIsOnNoListOfWhatIsToBeDone_andIsNotBrokenLater() {
        // Given
        String phone = uniquePhone();
        String overdue = promise(phone, "acme", "EB", OLD);
        String another = uniquePhone();
        String ahead = promise(another, "acme", "EB", NOW.minus(1, DAYS), NOW.plus(2, DAYS));
        assertThat(ids("due=overdue")).containsExactly(overdue);
        assertThat(ids("status=open")).containsExactly(ahead, overdue);

        // When
        erased(tenant, phone);
        erased(tenant, another);

        // Then
        assertThat(ids("due=overdue")).isEmpty();
        assertThat(ids("status=open")).isEmpty();
        assertThat(ids("status=cancelled")).containsExactly(ahead, overdue);
        assertThat(followUp(ahead)).containsEntry("kept", null);
        as(tenant, "rep")
                .body(Map.of("followUpAt", NOW.toString()))
                .put("/v1/follow-ups/{id}", overdue)
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"));
    }

    @Test
    void promiseStaysOpen_whenAColleagueWhoWasCalledIsErased() {
        // Given
        String colleague = uniquePhone();
        String promise = promise(uniquePhone(), "acme", "EB", OLD);
        recorded(tenant, of(call(colleague, OLD.plusSeconds(60), "D", "words"), "acme", "EB"));

        // When
        erased(tenant, colleague);
        recorded(tenant, of(call(colleague, OLD.plusSeconds(90), "D", "words"), "acme", "EB"));

        // Then
        assertThat(followUp(promise)).containsEntry("status", "open").containsEntry("overdue", true);
    }

    @Test
    void promiseStaysDone_whenTheCallThatDidItIsErasedBeforeIt() {
        // Given: a call that had the number of somebody else once
        String phone = uniquePhone();
        String former = uniquePhone();
        String promise = promise(phone, "acme", "EB", OLD);
        String reached = recorded(tenant, of(call(phone, OLD.plusSeconds(60), "D", "words"), "acme", "EB"));
        patchAttribution(tenant, reached, Map.of("contactRole", "UB")).then().statusCode(200);
        rows(
                database,
                "update call_revision set state = state || jsonb_build_object('phone', $2::text) where tenant = $1",
                tenant,
                former);
        Map<String, Object> done = followUp(promise);
        assertThat(done).containsEntry("status", "done");

        // When
        erased(tenant, former);
        Map<String, Object> afterTheCall = followUp(promise);
        erased(tenant, phone);

        // Then
        assertThat(rows(database, "select 1 from call where tenant = $1 and not erased", tenant))
                .isEmpty();
        assertThat(afterTheCall).isEqualTo(done);
        assertThat(followUp(promise))
                .containsEntry("phone", null)
                .containsEntry("doneBy", done.get("doneBy"))
                .containsEntry("kept", true);
    }

    @Test
    void promiseStaysDone_whenTheCallThatDidItIsErasedInAnEarlierPiece() {
        // Given
        String phone = uniquePhone();
        Map<String, Object> promise = of(call(phone, OLD, "FOLLOW_UP", "words"), "acme", "EB");
        promise.put("callId", "z-promise");
        promise.put("followUpAt", OLD.toString());
        Map<String, Object> reached = of(call(phone, OLD.plusSeconds(60), "D", "words"), "acme", "UB");
        reached.put("callId", "a-reached");
        List<Map<String, Object>> calls = new ArrayList<>(List.of(promise, reached));
        for (int i = 0; i < 600; i++) {
            calls.add(of(call(phone, OLD.minusSeconds(i + 1), "NA", "words"), "acme", "EB"));
        }
        batch(tenant, calls).body("created", equalTo(602));

        // When
        erased(tenant, phone);

        // Then
        assertThat(followUp("z-promise")).containsEntry("status", "done").containsEntry("kept", true);
    }

    private void erase(boolean byAge, String... phones) {
        if (byAge) {
            keepMonths(tenant, 12);
            retention.apply(tenant, NOW).await().atMost(Duration.ofMinutes(1));
        } else {
            List.of(phones).forEach(phone -> erased(tenant, phone));
        }
    }

    private String promise(String phone, String customer, String role, Instant at) {
        return promise(phone, customer, role, at, at.plusSeconds(3_600));
    }

    private String promise(String phone, String customer, String role, Instant at, Instant due) {
        Map<String, Object> call = of(call(phone, at, "FOLLOW_UP", "words"), customer, role);
        call.put("followUpAt", due.toString());
        return recorded(tenant, call);
    }

    private static Map<String, Object> of(Map<String, Object> call, String customer, String role) {
        call.put("customerId", customer);
        call.put("contactRole", role);
        return call;
    }

    private Map<String, Object> followUp(String callId) {
        return as(tenant, "rep")
                .get("/v1/follow-ups")
                .then()
                .statusCode(200)
                .extract()
                .path("items.find { it.callId == '" + callId + "' }");
    }

    private List<String> ids(String query) {
        return as(tenant, "rep")
                .get("/v1/follow-ups?" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("items.callId");
    }

    private Map<String, Object> counts() {
        return as(tenant, "rep")
                .urlEncodingEnabled(false)
                .get("/v1/follow-ups/summary?from=%s&to=%s".formatted(OLD.minus(1, DAYS), OLD.plus(20, DAYS)))
                .then()
                .statusCode(200)
                .extract()
                .path("rows[0]");
    }
}
