package io.tierline.analytics.rates.rest;

import static io.restassured.RestAssured.given;
import static io.tierline.analytics.fixtures.CallOutcomes.call;
import static io.tierline.analytics.fixtures.DirectoryEntries.company;
import static io.tierline.analytics.fixtures.DirectoryEntries.rep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tierline.analytics.fixtures.CallOutcomes;
import io.tierline.analytics.fixtures.SetClock;
import io.tierline.analytics.fixtures.Topic;
import io.tierline.kit.testing.Tokens;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoint as its callers meet it. */
@QuarkusTest
class SeriesResourceTest {

    private static final String DAYS = "interval=P1D&tz=UTC&from=2026-11-22T00:00:00Z&to=2026-11-25T00:00:00Z";

    @Inject
    Topic topic;

    @Inject
    SetClock clock;

    @Test
    void onlyWhoMayReadReads() {
        for (String role : List.of("bi", "manager", "rep", "admin")) {
            ask("series-access", role, "by=rep&" + DAYS).then().statusCode(200);
        }
        for (String role : List.of("telephony", "operator")) {
            ask("series-access", role, "by=rep&" + DAYS).then().statusCode(403);
        }
        given().get("/v1/rates/series?by=rep&" + DAYS).then().statusCode(401);
    }

    @Test
    void nobodySeesAnotherTenantsCalls() {
        topic.deliver("series-mine", call("1"));

        assertThat(answer("series-mine", "by=rep&" + DAYS).getList("series")).hasSize(1);
        for (String by : List.of("rep", "team", "campaign")) {
            assertThat(answer("series-theirs", "by=" + by + "&trailing=P7D&" + DAYS)
                            .getList("series"))
                    .isEmpty();
        }
        assertThat(answer("series-theirs", "by=company&trailing=P7D&" + DAYS)
                        .getList("series[0].points.trailing.rates.contact.denominator"))
                .isEqualTo(List.of(0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "interval=P1D&window=P7D                          | ?by",
                "by=rep&window=P7D                                | ?interval",
                "by=rep&window=P7D&interval=PT5M                  | ?interval",
                "by=rep&window=P7D&interval=P7D                   | ?interval",
                "by=rep&window=P7D&interval=P1D&tz=+08:00         | ?tz",
                "by=rep&window=P7D&interval=P1D&tz=Shanghai       | ?tz",
                "by=rep&window=P7D&interval=P1D&trailing=PT12H    | ?trailing",
                "by=rep&window=P7D&interval=P1W&trailing=P6D      | ?trailing",
                "by=rep&window=P7D&interval=P1D&trailing=P367D    | ?trailing",
                "by=rep&window=P7D&interval=P1D&trailing=P1W      | ?trailing",
                "by=rep&window=P7D&interval=PT1H&trailing=PT3601S | ?trailing",
                "by=rep&window=P7D&interval=P1D&per=customer      | ?per",
                "by=rep&window=P7D&interval=P1D&metrics=1         | ?metrics",
                "by=rep&interval=P1D                              | ?window",
                "by=x&interval=x&tz=x&trailing=x&window=x&rep=*&direction=x&metrics=x&format=x | ?by ?interval ?tz ?trailing ?window ?rep ?direction ?metrics ?format"
            })
    void badQuestionIsRefusedWithEveryFault(String query, String pointers) {
        List<String> found = ask("acme", "bi", query)
                .then()
                .statusCode(422)
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo("invalid"))
                .extract()
                .path("errors.pointer");
        assertThat(found).containsExactlyInAnyOrder(pointers.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PT15M&window=P32D",
                "PT1H&window=P126D",
                "PT15M&from=1970-01-01T00:00:00Z&to=9999-12-31T00:00:00Z",
                "P1W&from=1970-01-01T00:00:00Z&to=9999-12-31T00:00:00Z"
            })
    void morePointsThanAnybodyReadsAreRefused(String intervalAndPeriod) {
        ask("acme", "bi", "by=company&tz=UTC&interval=" + intervalAndPeriod)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("?interval"))
                .body("errors[0].message", containsString("ask for a longer interval or a shorter period"));
    }

    @Test
    void moreValuesThanAnAnswerHoldsAreRefused() {
        // Given seven reps: seven series of 2,160 points with 7 rates
        List<CallOutcomes> calls = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            calls.add(call("call-" + i).rep("rep-" + i));
        }
        topic.deliver("series-large", calls);
        String period = "&interval=PT1H&tz=UTC&from=2026-10-01T00:00:00Z&to=2026-12-30T00:00:00Z";

        // Then
        ask("series-large", "bi", "by=rep" + period)
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("?interval")));
        ask("series-large", "bi", "by=company" + period).then().statusCode(200);
    }

    @Test
    void pointsAreDaysOfTheCompany_unlessAnotherZoneIsAskedFor() {
        topic.deliverToDirectory("series-zone", company("Asia/Shanghai", "zh-CN"));
        topic.deliver(
                "series-zone", call("1").at("2026-11-22T15:59:59Z"), call("2").at("2026-11-22T16:00:00Z"));
        String period = "by=company&interval=P1D&from=2026-11-22T00:00:00Z&to=2026-11-23T16:00:00Z";

        JsonPath shanghai = answer("series-zone", period);
        JsonPath utc = answer("series-zone", period + "&tz=UTC");

        assertThat(shanghai.getString("tz")).isEqualTo("Asia/Shanghai");
        assertThat(shanghai.getList("series[0].points.from"))
                .isEqualTo(List.of("2026-11-22T00:00:00Z", "2026-11-22T16:00:00Z"));
        assertThat(shanghai.getList("series[0].points.dials")).isEqualTo(List.of(1, 1));
        assertThat(shanghai.getList("series[0].points.complete")).isEqualTo(List.of(false, true));
        assertThat(utc.getList("series[0].points.dials")).isEqualTo(List.of(2, 0));
        assertThat(utc.getList("series[0].points.complete")).isEqualTo(List.of(true, false));
    }

    @Test
    void windowEndsWithAPointThatIsCut() {
        clock.set("2026-12-02T09:30:30Z");
        topic.deliver(
                "series-window", call("1").at("2026-12-02T09:30:00Z"), call("2").at("2026-11-30T23:00:00Z"));

        JsonPath answer = answer("series-window", "by=company&interval=PT12H&tz=UTC&window=P1D&trailing=P2D");

        assertThat(answer.getList("series[0].points.to"))
                .isEqualTo(List.of("2026-12-01T12:00:00Z", "2026-12-02T00:00:00Z", "2026-12-02T09:31:00Z"));
        assertThat(answer.getList("series[0].points.complete")).isEqualTo(List.of(false, true, false));
        assertThat(answer.getList("series[0].points.dials")).isEqualTo(List.of(0, 0, 1));
        assertThat(answer.getList("series[0].points.trailing.rates.contact.numerator"))
                .isEqualTo(List.of(1, 1, 2));
    }

    @Test
    void repHasOneSeries_withTheLatestTeamAndItsName() {
        topic.deliverToDirectory("series-rep", rep("li.wei", "Li Wei"));
        topic.deliver(
                "series-rep",
                call("1").at("2026-11-22T09:00:00Z").team("west-2"),
                call("2").at("2026-11-24T09:00:00Z").team("east-1"),
                call("3").at("2026-11-25T09:00:00Z").team("south-3"));

        JsonPath answer = answer("series-rep", "by=rep&" + DAYS);

        assertThat(answer.getList("series.rep")).isEqualTo(List.of("li.wei"));
        assertThat(answer.getList("series.team")).isEqualTo(List.of("east-1"));
        assertThat(answer.getList("series.repName")).isEqualTo(List.of("Li Wei"));
        assertThat(answer.getList("series[0].points.dials")).isEqualTo(List.of(1, 0, 1));
    }

    @Test
    void tableSaysTheSame() throws Exception {
        // Given
        topic.deliver(
                "series-csv",
                call("1"),
                call("2").rep("-sum").outcome("NA").at("2026-11-24T01:30:00Z"),
                call("3").rep(null).team(null).pending());
        String query = "by=rep&trailing=P2D&" + DAYS;

        // When
        JsonNode answer = new ObjectMapper()
                .readTree(ask("series-csv", "bi", query)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
        List<String> lines = ask("series-csv", "bi", query + "&format=csv")
                .then()
                .statusCode(200)
                .contentType(equalTo("text/csv;charset=UTF-8"))
                .extract()
                .asString()
                .lines()
                .toList();

        // Then
        List<String> expected = new ArrayList<>();
        expected.add("from,to,by,rep,team,campaign,rate,value,numerator,denominator,low,high,dials,reached,engaged,"
                + "pending,failed,talkSeconds,interval,tz,complete,metrics,repName,teamName,trailing,trailingFrom,"
                + "trailingValue,trailingNumerator,trailingDenominator,trailingLow,trailingHigh");
        for (JsonNode series : answer.get("series")) {
            for (JsonNode point : series.get("points")) {
                point.get("rates").properties().forEach(rate -> {
                    JsonNode behind = point.get("trailing").get("rates").get(rate.getKey());
                    expected.add(String.join(
                            ",",
                            cells(point, "from", "to"),
                            "rep",
                            cells(series, "rep", "team", "campaign").replace("-sum", "'-sum"),
                            rate.getKey(),
                            cells(rate.getValue(), "value", "numerator", "denominator", "low", "high"),
                            cells(point, "dials", "reached", "engaged", "pending", "failed", "talkSeconds"),
                            "P1D,UTC",
                            cells(point, "complete"),
                            "0",
                            cells(series, "repName", "teamName"),
                            "P2D",
                            cells(point.get("trailing"), "from"),
                            cells(behind, "value", "numerator", "denominator", "low", "high")));
                });
            }
        }
        assertThat(expected).hasSize(1 + 3 * 3 * 7);
        assertThat(lines).isEqualTo(expected);
    }

    @Test
    void tableOfNothingIsItsHeader() {
        assertThat(ask("series-nothing", "bi", "format=csv&by=rep&" + DAYS).asString())
                .isEqualTo(String.join(",", SeriesAnswer.COLUMNS) + "\r\n");
    }

    @Test
    void documentedExampleIsTheRealAnswer() throws Exception {
        // Given
        List<CallOutcomes> calls = new ArrayList<>();
        Stream.of("NA", "NA", "NA", "WN", "CUT", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C")
                .forEach(outcome -> calls.add(call("call-" + calls.size())
                        .outcome(outcome)
                        .talkSeconds(outcome.equals("NA") || outcome.equals("WN") ? 0 : 95)));
        topic.deliverToDirectory("series-documentation", company("Asia/Shanghai", "zh-CN"));

        // When
        topic.deliver("series-documentation", calls);
        String answer = ask(
                        "series-documentation",
                        "bi",
                        "by=company&interval=P1D&from=2026-11-23T00:00:00%2B08:00&to=2026-11-24T12:00:00%2B08:00")
                .asString();

        // Then
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(SeriesExample.JSON)).isEqualTo(json.readTree(answer));
        assertThat(Files.readString(Path.of("README.md"))).contains(SeriesExample.JSON);
    }

    @Test
    void apiIsDescribed() {
        for (String path : List.of("/v1/rates/series", "/v1/best-hours")) {
            List<String> descriptions = given().get("/q/openapi?format=json")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("paths.'" + path + "'.get.parameters.description");
            assertThat(descriptions).hasSize(15).doesNotContainNull();
        }
    }

    private static String cells(JsonNode node, String... members) {
        return String.join(
                ",",
                Stream.of(members)
                        .map(member -> node.get(member).isNull()
                                ? ""
                                : node.get(member).asText())
                        .toList());
    }

    private static JsonPath answer(String tenant, String query) {
        return ask(tenant, "bi", query).then().statusCode(200).extract().jsonPath();
    }

    private static Response ask(String tenant, String role, String query) {
        return given().auth()
                .oauth2(Tokens.of(tenant, role))
                .urlEncodingEnabled(false)
                .get("/v1/rates/series?" + query);
    }
}
