package io.tierline.analytics.diagnosis;

import static io.restassured.RestAssured.given;
import static io.tierline.analytics.fixtures.CallOutcomes.call;
import static io.tierline.analytics.fixtures.DirectoryEntries.company;
import static io.tierline.analytics.fixtures.Rates.EVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tierline.analytics.fixtures.CallOutcomes;
import io.tierline.analytics.fixtures.Topic;
import io.tierline.kit.testing.Tokens;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The best hours to call as their readers meet them; that the numbers are right: SeriesRecountTest. */
@QuarkusTest
class BestHoursResourceTest {

    private static final String WEEK = "from=2026-11-23T00:00:00Z&to=2026-11-30T00:00:00Z";

    @Inject
    Topic topic;

    private final List<CallOutcomes> calls = new ArrayList<>();

    @Test
    void onlyWhoMayReadReads() {
        for (String role : List.of("bi", "manager", "rep", "admin")) {
            ask("hours-access", role, WEEK).then().statusCode(200);
        }
        for (String role : List.of("telephony", "operator")) {
            ask("hours-access", role, WEEK).then().statusCode(403);
        }
        given().get("/v1/best-hours?" + WEEK).then().statusCode(401);
    }

    @Test
    void othersCallsAreNotSeen() {
        // Given
        made("2026-11-23T01:30:00Z", 30, 30);
        topic.deliver("hours-ours", calls);

        // Then
        assertThat(answer("hours-ours", WEEK).getList("ranking")).hasSize(1);
        assertThat(answer("hours-theirs", WEEK).getList("ranking")).isEmpty();
        assertThat(answer("hours-theirs", WEEK).getList("hours.dials"))
                .hasSize(168)
                .containsOnly(0);
    }

    @Test
    void bestHoursAreThoseThatAreSurelyGood_byTheCompanysClock() {
        // Given: Monday 9:30 in Shanghai 20 of 40, Tuesday 18:30 30 of 40, and one lucky call on Sunday
        topic.deliverToDirectory("hours-best", company("Asia/Shanghai", "zh-CN"));
        made("2026-11-23T01:30:00Z", 20, 40);
        made("2026-11-24T10:30:00Z", 30, 40);
        made("2026-11-29T01:30:00Z", 1, 1);
        topic.deliver("hours-best", calls);

        // When
        JsonPath answer = answer("hours-best", WEEK);

        // Then
        assertThat(answer.getString("tz")).isEqualTo("Asia/Shanghai");
        assertThat(answer.getString("metric")).isEqualTo("contact");
        assertThat(answer.getList("ranking.weekday")).isEqualTo(List.of(2, 1));
        assertThat(answer.getList("ranking.hour")).isEqualTo(List.of(18, 9));
        assertThat(answer.getList("ranking.weekdayName")).isEqualTo(List.of("星期二", "星期一"));
        assertThat(answer.getDouble("ranking[0].share.value")).isEqualTo(0.75);
        assertThat(answer.getInt("hours[9].reached")).isEqualTo(20);
        assertThat(answer.getMap("hours[10].share"))
                .containsEntry("value", null)
                .containsEntry("denominator", 0);
        assertThat(answer("hours-best", WEEK + "&atLeast=1").getList("ranking.weekday"))
                .isEqualTo(List.of(2, 1, 7));
        assertThat(answer("hours-best", WEEK + "&best=lowest&metric=invalid&tz=UTC")
                        .getList("ranking.hour"))
                .isEqualTo(List.of(1, 10));
    }

    @Test
    void weekdaysHaveTheNamesOfTheLanguageAskedFor() {
        given().auth()
                .oauth2(Tokens.of("hours-names", "bi"))
                .header("Accept-Language", "en-GB")
                .get("/v1/best-hours?" + WEEK)
                .then()
                .body("hours[0].weekdayName", equalTo("Monday"))
                .body("hours[167].weekdayName", equalTo("Sunday"));
    }

    @Test
    void tableHasALineForEveryHourOfAWeek() {
        // Given
        made("2026-11-23T01:30:00Z", 5, 20);
        topic.deliver("hours-csv", calls);

        // When
        List<String> lines = ask("hours-csv", "bi", WEEK + "&format=csv&tz=UTC")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .extract()
                .asString()
                .lines()
                .toList();

        // Then
        String question = "2026-11-23T00:00:00Z,2026-11-30T00:00:00Z,UTC,contact,0,highest,20,";
        assertThat(lines).hasSize(169);
        assertThat(lines.get(0))
                .isEqualTo("from,to,tz,metric,metrics,best,atLeast,weekday,weekdayName,hour,dials,reached,place,value,"
                        + "numerator,denominator,low,high");
        assertThat(lines.get(2)).startsWith(question + "1,Monday,1,20,5,1,0.25,5,20,0.11");
        assertThat(lines.get(3)).isEqualTo(question + "1,Monday,2,0,0,,,0,0,,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from=2026-01-01T00:00:00Z&to=2027-01-02T00:00:00.000001Z | ?to",
                "window=P7D&tz=Mars/Olympus                               | ?tz",
                "window=P7D&atLeast=0                                     | ?atLeast",
                "window=P7D&metric=luck                                   | ?metric",
                "window=P7D&metrics=9                                     | ?metrics",
                "window=P7D&by=rep                                        | ?by",
                "window=x&tz=x&best=x&atLeast=x&metrics=x&team=*&format=x | ?window ?tz ?best ?atLeast ?metrics ?team ?format"
            })
    void badQuestionIsRefusedWithEveryFault(String query, String pointers) {
        List<String> found = ask("hours-faults", "bi", query)
                .then()
                .statusCode(422)
                .extract()
                .path("errors.pointer");
        assertThat(found).containsExactlyInAnyOrder(pointers.split(" "));
    }

    @Test
    void periodMayBe366DaysLong() {
        ask("hours-long", "bi", "from=2026-01-01T00:00:00Z&to=2027-01-02T00:00:00Z&tz=Asia/Kathmandu")
                .then()
                .statusCode(200);
        ask("hours-long", "bi", EVER).then().statusCode(422).body("errors[0].message", containsString("366 days"));
    }

    /** Calls of one moment, some of which reach somebody. */
    private void made(String at, int reached, int dials) {
        for (int i = 0; i < dials; i++) {
            calls.add(call(at + "-" + i).at(at).outcome(i < reached ? "D" : "NA"));
        }
    }

    private static JsonPath answer(String tenant, String query) {
        return ask(tenant, "bi", query).then().statusCode(200).extract().jsonPath();
    }

    private static Response ask(String tenant, String role, String query) {
        return given().auth()
                .oauth2(Tokens.of(tenant, role))
                .urlEncodingEnabled(false)
                .get("/v1/best-hours?" + query);
    }
}
