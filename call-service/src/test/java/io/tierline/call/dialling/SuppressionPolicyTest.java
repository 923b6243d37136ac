package io.tierline.call.dialling;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.dialling.DiallingApi.putPolicy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A company decides when numbers may be dialled. */
@QuarkusTest
class SuppressionPolicyTest {

    private static final String DEFAULT = """
            {"suspended":{"reverifyAfterDays":30},"noRoute":{"days":2,"trunks":2},
             "longNa":{"attempts":6,"days":4,"dayParts":2,"withinDays":30,"restDays":30,"rounds":2,
                       "afternoonFrom":"12:00","eveningFrom":"18:00"},
             "coolOff":{"noNeedDays":90,"rjDays":30},
             "hours":{"from":"09:00","to":"20:00","holidays":[],
                      "weekdays":["monday","tuesday","wednesday","thursday","friday","saturday","sunday"]},
             "frequency":{"attemptsPerDay":3},"trunkBurst":{"numbers":20,"minutes":60,"percent":50}}""";

    @Test
    void everyThresholdHasADefault() throws Exception {
        ValidatableResponse answer = policy(uniqueTenant()).header("ETag", "\"0\"");

        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(answer.extract().asString())).isEqualTo(json.readTree(DEFAULT));
    }

    @Test
    void whatIsLeftOutIsAtItsDefault() {
        // Given
        String tenant = uniqueTenant();
        putPolicy(tenant, Map.of("frequency", Map.of("attemptsPerDay", 5), "longNa", Map.of("attempts", 8)))
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("frequency.attemptsPerDay", equalTo(5))
                .body("longNa.attempts", equalTo(8))
                .body("longNa.days", equalTo(4));

        // When
        putPolicy(
                tenant,
                Map.of(
                        "hours",
                        Map.of(
                                "from",
                                "08:30",
                                "to",
                                "24:00",
                                "weekdays",
                                List.of("sunday", "monday"),
                                "holidays",
                                List.of("2026-10-02", "2026-10-01"))));

        // Then
        policy(tenant)
                .header("ETag", "\"2\"")
                .body("frequency.attemptsPerDay", equalTo(3))
                .body("longNa.attempts", equalTo(6))
                .body("hours.from", equalTo("08:30"))
                .body("hours.to", equalTo("24:00"))
                .body("hours.weekdays", contains("monday", "sunday"))
                .body("hours.holidays", contains("2026-10-01", "2026-10-02"));
        policy(uniqueTenant()).body("hours.from", equalTo("09:00"));
    }

    @Test
    void staleChangeIsRefused() {
        // Given
        String tenant = uniqueTenant();
        putPolicy(tenant, Map.of("frequency", Map.of("attemptsPerDay", 5)));

        // When
        as(tenant, "manager")
                .header("If-Match", "\"0\"")
                .body(Map.of())
                .put("/v1/policies/suppression")
                .then()
                .statusCode(412)
                .body("code", equalTo("stale"));

        // Then
        policy(tenant).header("ETag", "\"1\"").body("frequency.attemptsPerDay", equalTo(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                              | ``",
                "{\"hour\":{}}                                   | /hour",
                "{\"hours\":[]}                                  | /hours",
                "{\"hours\":{\"from\":\"9:00\"}}                 | /hours/from",
                "{\"hours\":{\"from\":\"24:00\"}}                | /hours/from",
                "{\"hours\":{\"from\":\"20:00\"}}                | /hours/to",
                "{\"hours\":{\"to\":\"25:00\"}}                  | /hours/to",
                "{\"hours\":{\"weekdays\":[]}}                   | /hours/weekdays",
                "{\"hours\":{\"weekdays\":[\"MONDAY\"]}}         | /hours/weekdays",
                "{\"hours\":{\"weekdays\":\"monday\"}}           | /hours/weekdays",
                "{\"hours\":{\"holidays\":[\"1 May\"]}}          | /hours/holidays",
                "{\"hours\":{\"holidays\":[\"2026-10-01\",\"2026-10-01\"]}} | /hours/holidays",
                "{\"suspended\":{\"reverifyAfterDays\":0}}       | /suspended/reverifyAfterDays",
                "{\"suspended\":{\"reverifyAfterDays\":\"30\"}}  | /suspended/reverifyAfterDays",
                "{\"noRoute\":{\"days\":0,\"trunks\":31}}        | /noRoute/days /noRoute/trunks",
                "{\"longNa\":{\"withinDays\":3}}                 | /longNa/days",
                "{\"longNa\":{\"dayParts\":4}}                   | /longNa/dayParts",
                "{\"longNa\":{\"eveningFrom\":\"12:00\"}}        | /longNa/eveningFrom",
                "{\"coolOff\":{\"rjDays\":-1}}                   | /coolOff/rjDays",
                "{\"frequency\":{\"attemptsPerDay\":0}}          | /frequency/attemptsPerDay",
                "{\"trunkBurst\":{\"numbers\":1,\"minutes\":1441,\"percent\":101}} | /trunkBurst/numbers /trunkBurst/minutes /trunkBurst/percent",
                "{\"a\":1,\"coolOff\":{\"b\":1},\"frequency\":7} | /a /coolOff/b /frequency"
            })
    void badPolicyIsRefusedWithEveryFault(String body, String pointers) {
        // Given
        String tenant = uniqueTenant();

        // When
        List<String> found =
                putPolicy(tenant, body).then().statusCode(422).extract().path("errors.pointer");

        // Then
        assertThat(found).containsExactlyInAnyOrder(pointers.isEmpty() ? new String[] {""} : pointers.split(" "));
        policy(tenant).header("ETag", "\"0\"");
    }

    private static ValidatableResponse policy(String tenant) {
        return as(tenant, "rep").get("/v1/policies/suppression").then().statusCode(200);
    }
}
