package io.tierline.call.dialling;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.batch;
import static io.tierline.call.calls.CallApi.delete;
import static io.tierline.call.calls.CallApi.putSummary;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.recordedAll;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.dialling.DiallingApi.alwaysOpenTenant;
import static io.tierline.call.dialling.DiallingApi.check;
import static io.tierline.call.dialling.DiallingApi.daysAgo;
import static io.tierline.call.dialling.DiallingApi.given;
import static io.tierline.call.dialling.DiallingApi.number;
import static io.tierline.call.dialling.DiallingApi.phone;
import static io.tierline.call.dialling.DiallingApi.putPolicy;
import static io.tierline.call.dialling.DiallingApi.reason;
import static io.tierline.call.dialling.DiallingApi.telephony;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** May I dial? */
@QuarkusTest
class MayIDialTest {

    private static final String PHONE = phone(138_000);

    @Test
    void numberThatNobodyCalledIsDialable() {
        number(alwaysOpenTenant(), PHONE)
                .body("phone", equalTo(PHONE))
                .body("dialable", equalTo(true))
                .body("$", hasKey("reason"))
                .body("reason", nullValue())
                .body("since", nullValue())
                .body("until", nullValue());
    }

    @Test
    void answerTellsWhySinceWhenAndUntilWhen() {
        // Given
        String tenant = alwaysOpenTenant();
        Instant at = daysAgo(5);
        recorded(tenant, given(PHONE, at, "NO_NEED"));

        // Then
        number(tenant, PHONE)
                .body("dialable", equalTo(false))
                .body("reason", equalTo("COOL_OFF"))
                .body("since", equalTo(at.toString()))
                .body("until", equalTo(at.plus(Duration.ofDays(90)).toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"138 0000 0001", "13800000001", "+86 138-0000-0001", "0086 13800000001"})
    void numberMayBeWrittenInAnyWay(String written) {
        // Given
        String tenant = alwaysOpenTenant();
        recorded(tenant, given(phone(1), daysAgo(1), "BL"));

        // Then
        number(tenant, written).body("phone", equalTo(phone(1))).body("reason", equalTo("BL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "acme", "+86", "+86138000000000000000000000", "\u0000"})
    void whatIsNoNumberIsRefused(String written) {
        as(uniqueTenant(), "telephony")
                .get("/v1/numbers/{phone}", written)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/phone"));
    }

    @Test
    void customersWishSuppresses() {
        // Given
        String tenant = alwaysOpenTenant();
        Map<String, Object> call = given(PHONE, daysAgo(1), "CUT");
        call.put("doNotCall", true);

        // When
        recorded(tenant, call);

        // Then
        assertThat(reason(tenant, PHONE)).isEqualTo("DNC");
    }

    // ---- as if it had always been so

    @Test
    void correctedCallGivesTheAnswerOfTheCorrection() {
        // Given
        String tenant = alwaysOpenTenant();
        String callId = recorded(tenant, given(PHONE, daysAgo(1), "BL"));

        // When
        putSummary(tenant, callId, Map.of("outcome", "CUT")).then().statusCode(200);
        // Then
        assertThat(reason(tenant, PHONE)).isNull();

        // When
        putSummary(tenant, callId, Map.of("outcome", "RJ")).then().statusCode(200);
        // Then
        assertThat(reason(tenant, PHONE)).isEqualTo("COOL_OFF");
    }

    @Test
    void voidedCallTellsNothing() {
        // Given
        String tenant = alwaysOpenTenant();
        String callId = recorded(tenant, given(PHONE, daysAgo(1), "BL"));

        // When
        delete(tenant, callId).then().statusCode(204);

        // Then
        assertThat(reason(tenant, PHONE)).isNull();
    }

    @Test
    void callThatMovesInTimeMovesTheAnswer() {
        // Given
        String tenant = alwaysOpenTenant();
        String callId = recorded(tenant, given(PHONE, daysAgo(100), "NO_NEED"));
        assertThat(reason(tenant, PHONE)).isNull();

        // When
        as(tenant, "manager")
                .body(Map.of("startedAt", daysAgo(80).toString()))
                .patch("/v1/calls/{id}/attribution", callId)
                .then()
                .statusCode(200);

        // Then
        assertThat(reason(tenant, PHONE)).isEqualTo("COOL_OFF");
    }

    @Test
    void lateCallThatReachedSomebodyShowsThatTheNumberWasGood_onlyWhenItWasLater() {
        // Given
        String tenant = alwaysOpenTenant();
        recorded(tenant, given(PHONE, daysAgo(5), "WN"));

        // When
        recorded(tenant, given(PHONE, daysAgo(6), "CUT"));
        // Then
        assertThat(reason(tenant, PHONE)).isEqualTo("WN");

        // When
        recorded(tenant, given(PHONE, daysAgo(4), "CUT"));
        // Then
        assertThat(reason(tenant, PHONE)).isNull();
    }

    @Test
    void numberRestsAfterManyAttemptsInVain() {
        // Given
        String tenant = alwaysOpenTenant();
        List<Map<String, Object>> calls = new ArrayList<>();
        Instant midnight = daysAgo(10).truncatedTo(ChronoUnit.DAYS);
        for (int day = 0; day < 6; day++) {
            Instant at = midnight.plus(Duration.ofHours(24 * day + (day % 2 == 0 ? 10 : 14)));
            calls.add(telephony(PHONE, at, "NO_ANSWER", "gw-1"));
        }

        // When
        recordedAll(tenant, calls.subList(1, 6));
        // Then
        assertThat(reason(tenant, PHONE)).isNull();

        // When
        recordedAll(tenant, calls.subList(0, 1));
        // Then
        assertThat(reason(tenant, PHONE)).isEqualTo("LONG_NA");
    }

    // ---- policy

    @Test
    void policyHoldsForCallsOfThePastToo() {
        // Given
        String tenant = alwaysOpenTenant();
        recorded(tenant, given(PHONE, daysAgo(50), "RJ"));
        assertThat(reason(tenant, PHONE)).isNull();

        // When
        putPolicy(tenant, Map.of("coolOff", Map.of("rjDays", 60), "hours", Map.of("from", "00:00", "to", "24:00")))
                .then()
                .statusCode(200);

        // Then
        assertThat(reason(tenant, PHONE)).isEqualTo("COOL_OFF");
    }

    @Test
    void nobodyIsCalledOnHolidays() {
        // Given
        String tenant = uniqueTenant();
        String today = Instant.now().toString().substring(0, 10);
        String tomorrow = Instant.now().plus(Duration.ofDays(1)).toString().substring(0, 10);

        // When
        putPolicy(
                tenant, Map.of("hours", Map.of("from", "00:00", "to", "24:00", "holidays", List.of(today, tomorrow))));

        // Then
        number(tenant, PHONE)
                .body("reason", equalTo("HOURS"))
                .body(
                        "until",
                        equalTo(Instant.parse(tomorrow + "T00:00:00Z")
                                .plus(Duration.ofDays(1))
                                .toString()));
    }

    // ---- many at once

    @Test
    void manyAreAnsweredInTheirOrder_andABadOneDoesNotStopTheOthers() {
        // Given
        String tenant = alwaysOpenTenant();
        recorded(tenant, given(phone(1), daysAgo(1), "BL"));
        recorded(tenant, given(phone(2), daysAgo(1), "WN"));

        // When
        check(
                        tenant,
                        "{\"phones\":[\"138 0000 0003\",\"" + phone(2) + "\",\"nonsense\",\"" + phone(1) + "\",7,\""
                                + phone(2) + "\"]}")
                .then()
                .statusCode(200)
                // Then
                .body("items.phone", contains(phone(3), phone(2), "nonsense", phone(1), null, phone(2)))
                .body("items.dialable", contains(true, false, false, false, false, false))
                .body("items.reason", contains(null, "WN", null, "BL", null, "WN"))
                .body("items[2].problem.code", equalTo("invalid"))
                .body("items[2].problem.errors[0].pointer", equalTo("/phones/2"))
                .body("items[4].problem.errors[0].pointer", equalTo("/phones/4"))
                .body("items[0]", hasKey("problem"))
                .body("items[0].problem", nullValue());
    }

    @Test
    void fiveThousandAreAnsweredAtOnce() {
        // Given
        String tenant = alwaysOpenTenant();
        List<Map<String, Object>> calls = new ArrayList<>();
        IntStream.range(0, 5_000)
                .forEach(i -> calls.add(given(phone(i), daysAgo(1 + i % 20), i % 2 == 0 ? "WN" : "CUT")));
        batch(tenant, calls).statusCode(200).body("created", equalTo(5_000));
        List<String> phones =
                IntStream.range(0, 5_000).mapToObj(DiallingApi::phone).toList();

        // When
        List<Boolean> dialable = check(tenant, Map.of("phones", phones))
                .then()
                .statusCode(200)
                .extract()
                .path("items.dialable");

        // Then
        assertThat(dialable)
                .isEqualTo(IntStream.range(0, 5_000).mapToObj(i -> i % 2 == 1).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                 | /phones",
                "{\"phones\":null}                  | /phones",
                "{\"phones\":[]}                    | /phones",
                "{\"phones\":\"+8613800138000\"}    | /phones",
                "{\"phones\":[\"1\"],\"phone\":\"\"} | /phone",
                "[]                                 | ``"
            })
    void badQuestionIsRefused(String body, String pointer) {
        List<String> pointers =
                check(uniqueTenant(), body).then().statusCode(422).extract().path("errors.pointer");
        assertThat(pointers).contains(pointer);
    }

    @Test
    void moreThanFiveThousandAreRefused() {
        List<String> phones =
                IntStream.range(0, 5_001).mapToObj(DiallingApi::phone).toList();

        check(uniqueTenant(), Map.of("phones", phones)).then().statusCode(422).body("errors", hasSize(1));
    }

    @Test
    void everyTenantHasItsOwnCalls() {
        // Given
        String tenant = alwaysOpenTenant();
        recorded(tenant, given(PHONE, daysAgo(1), "BL"));

        // Then
        assertThat(reason(alwaysOpenTenant(), PHONE)).isNull();
        assertThat(reason(tenant, PHONE)).isEqualTo("BL");
    }
}
