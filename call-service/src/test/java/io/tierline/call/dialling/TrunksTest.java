package io.tierline.call.dialling;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.putSummary;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.recordedAll;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.dialling.DiallingApi.NOW;
import static io.tierline.call.dialling.DiallingApi.alwaysOpenTenant;
import static io.tierline.call.dialling.DiallingApi.calls;
import static io.tierline.call.dialling.DiallingApi.check;
import static io.tierline.call.dialling.DiallingApi.phone;
import static io.tierline.call.dialling.DiallingApi.reason;
import static io.tierline.call.dialling.DiallingApi.telephony;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A trunk that fails with many numbers alike is to blame, and not they. */
@QuarkusTest
class TrunksTest {

    private static final Instant YESTERDAY = NOW.minus(Duration.ofHours(20)).truncatedTo(ChronoUnit.HOURS);
    private static final String BAD = "NUMBER_DOES_NOT_EXIST";

    @Test
    void numbersAreBad_whileTheyAreTooFewToBlameTheTrunk_andGoodAgainWithOneMore() {
        // Given
        String tenant = alwaysOpenTenant();
        recordedAll(tenant, calls(0, 19, YESTERDAY, BAD, "gw-1"));
        assertThat(reasons(tenant, 19)).containsExactly("WN");

        // When
        recordedAll(tenant, calls(19, 1, YESTERDAY.plus(Duration.ofMinutes(59)), BAD, "gw-1"));

        // Then
        assertThat(reasons(tenant, 20)).containsExactly((String) null);
        assertThat(reason(tenant, phone(0))).isNull();
    }

    @Test
    void trunkIsNotToBlame_whenMostOfItsCallsGoThrough() {
        // Given
        String tenant = alwaysOpenTenant();
        recordedAll(tenant, calls(0, 20, YESTERDAY, BAD, "gw-1"));
        recordedAll(tenant, calls(100, 20, YESTERDAY, "BUSY", "gw-1"));
        assertThat(reasons(tenant, 20)).containsExactly((String) null);

        // When
        recordedAll(tenant, calls(200, 1, YESTERDAY, "BUSY", "gw-1"));

        // Then
        assertThat(reasons(tenant, 20)).containsExactly("WN");
    }

    @Test
    void otherTrunksOtherFailuresAndCallsWithoutATrunkDoNotAddUp() {
        // Given
        String tenant = alwaysOpenTenant();
        recordedAll(tenant, calls(0, 10, YESTERDAY, BAD, "gw-1"));
        recordedAll(tenant, calls(10, 10, YESTERDAY, BAD, "gw-2"));
        recordedAll(tenant, calls(20, 10, YESTERDAY, "BAD_FORMAT", "gw-1"));
        recordedAll(tenant, calls(30, 30, YESTERDAY, BAD, null));

        // Then
        assertThat(reasons(tenant, 60)).containsExactly("WN");
    }

    @Test
    void repsWordIsNeverTakenBack() {
        // Given
        String tenant = alwaysOpenTenant();
        List<Map<String, Object>> calls = calls(0, 21, YESTERDAY, BAD, "gw-1");
        recordedAll(tenant, calls);

        // When
        putSummary(tenant, (String) calls.get(0).get("callId"), Map.of("outcome", "WN"))
                .then()
                .statusCode(200);

        // Then
        assertThat(reason(tenant, phone(0))).isEqualTo("WN");
        assertThat(reason(tenant, phone(1))).isNull();
    }

    @Test
    void callOutsideTheBurstStillCounts() {
        // Given
        String tenant = alwaysOpenTenant();
        recordedAll(tenant, calls(0, 20, YESTERDAY, BAD, "gw-1"));

        // When
        recorded(tenant, telephony(phone(0), YESTERDAY.minus(Duration.ofDays(1)), BAD, "gw-1"));

        // Then
        assertThat(reason(tenant, phone(0))).isEqualTo("WN");
        assertThat(reason(tenant, phone(1))).isNull();
    }

    @Test
    void trunkTellsHowItFailed() {
        // Given
        String tenant = alwaysOpenTenant();
        recordedAll(tenant, calls(0, 30, YESTERDAY, BAD, "gw-1"));
        recordedAll(tenant, calls(100, 10, YESTERDAY, "BUSY", "gw-1"));
        recordedAll(tenant, calls(200, 5, YESTERDAY, BAD, "gw-2"));

        // Then
        trunks(tenant, "")
                .body("items.trunk", contains("gw-1", "gw-2"))
                .body("items.calls", contains(40, 5))
                .body("items.state", contains("ok", "ok"))
                .body("items[0].failure", equalTo(BAD))
                .body("items[0].numbers", equalTo(30))
                .body("items[0].since", equalTo(YESTERDAY.toString()))
                .body("items[0].until", equalTo(YESTERDAY.plusSeconds(60).toString()))
                .body("items[0].share", equalTo(0.75f))
                .body("items[0].bursts", hasSize(1))
                .body("items[0].bursts[0].calls", equalTo(30))
                .body("items[1].failure", nullValue())
                .body("items[1].bursts", empty())
                .body("next", nullValue());
    }

    @Test
    void trunkIsSuspect_whenItHasJustFailed() {
        // Given
        String tenant = alwaysOpenTenant();
        recordedAll(tenant, calls(0, 20, Instant.now().minus(Duration.ofMinutes(50)), "NO_ROUTE", "gw-1"));
        recordedAll(tenant, calls(0, 20, Instant.now().minus(Duration.ofMinutes(70)), "NO_ROUTE", "gw-2"));

        // Then
        trunks(tenant, "").body("items.state", contains("suspect", "ok"));
    }

    @Test
    void periodHasTheBurstsThatReachIntoIt() {
        // Given
        String tenant = alwaysOpenTenant();
        recordedAll(tenant, calls(0, 19, YESTERDAY, BAD, "gw-1"));
        recordedAll(tenant, calls(19, 1, YESTERDAY.plus(Duration.ofMinutes(30)), BAD, "gw-1"));

        // Then
        Instant later = YESTERDAY.plus(Duration.ofMinutes(10));
        trunks(tenant, "?from=" + later).body("items.calls", contains(1)).body("items[0].numbers", equalTo(20));
        trunks(tenant, "?from=" + YESTERDAY.plus(Duration.ofMinutes(31))).body("items", empty());
        trunks(tenant, "?to=" + YESTERDAY).body("items", empty());
        trunks(tenant, "?to=" + YESTERDAY.plusSeconds(1)).body("items.calls", contains(19));
        trunks(uniqueTenant(), "").body("items", empty());
    }

    @Test
    void periodMayHaveSevenDays_whereverInAMinuteItBegins() {
        as(uniqueTenant(), "manager")
                .get("/v1/trunks?from=2026-11-17T00:00:30Z&to=2026-11-24T00:00:30Z")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday, ?from",
        "from=2026-11-24T00:00:00Z&to=2026-11-24T00:00:00Z, ?from",
        "from=2026-11-16T23:59:59Z&to=2026-11-24T00:00:00Z, ?from",
        "trunk=gw-1, ?trunk"
    })
    void badQuestionIsRefused(String query, String pointer) {
        as(uniqueTenant(), "manager")
                .get("/v1/trunks?" + query)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains(pointer));
    }

    /** Why the first numbers may not be dialled, each reason once. */
    private static Set<String> reasons(String tenant, int numbers) {
        List<String> phones =
                IntStream.range(0, numbers).mapToObj(DiallingApi::phone).toList();
        List<String> reasons = check(tenant, Map.of("phones", phones))
                .then()
                .statusCode(200)
                .extract()
                .path("items.reason");
        return new HashSet<>(reasons);
    }

    private static ValidatableResponse trunks(String tenant, String query) {
        return as(tenant, "telephony").get("/v1/trunks" + query).then().statusCode(200);
    }
}
