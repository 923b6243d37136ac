package io.tierline.analytics.rates.rest;

import static io.restassured.RestAssured.given;
import static io.tierline.analytics.fixtures.CallOutcomes.call;
import static io.tierline.analytics.fixtures.DirectoryEntries.rep;
import static io.tierline.analytics.fixtures.DirectoryEntries.team;
import static io.tierline.analytics.fixtures.Rates.A_YEAR;
import static io.tierline.analytics.fixtures.Rates.EVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.tierline.analytics.fixtures.CallOutcomes;
import io.tierline.analytics.fixtures.Rates;
import io.tierline.analytics.fixtures.Topic;
import io.tierline.kit.testing.Management;
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
class RatesResourceTest {

    @Inject
    Topic topic;

    // ---- who may

    @ParameterizedTest
    @ValueSource(strings = {"bi", "manager", "rep", "admin"})
    void mayRead(String role) {
        given().auth()
                .oauth2(Tokens.of("acme", role))
                .get("/v1/rates?by=rep&window=P7D")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"telephony", "operator", "nobody"})
    void mayNotRead(String role) {
        isProblem(
                given().auth().oauth2(Tokens.of("acme", role)).get("/v1/rates?by=rep&window=P7D"), 403, "not-allowed");
    }

    @Test
    void withoutATokenNothingIsAnswered() {
        isProblem(given().get("/v1/rates?by=rep&window=P7D"), 401, "not-authenticated");
        isProblem(
                given().auth().oauth2(Tokens.expired("acme", "bi")).get("/v1/rates?by=rep&window=P7D"),
                401,
                "not-authenticated");
    }

    @Test
    void tokenWithoutATenantIsRefused() {
        isProblem(
                given().auth().oauth2(Tokens.withoutTenant("bi")).get("/v1/rates?by=rep&window=P7D"), 403, "no-tenant");
    }

    @Test
    void tokenMayComeAsThePasswordOfBasic() {
        given().auth()
                .preemptive()
                .basic("excel", Tokens.of("acme", "bi"))
                .get("/v1/rates?by=rep&window=P7D")
                .then()
                .statusCode(200);
    }

    @Test
    void nobodySeesAnotherTenantsCalls() {
        topic.deliver("mine", call("1"));

        assertThat(Rates.rows("mine", "by=company&" + EVER)).hasSize(1);
        for (String by : List.of("rep", "team", "campaign", "company")) {
            for (String how :
                    List.of("", "&per=customer", "&firstCalls=true", "&prior=true", "&includeFlagged=false")) {
                assertThat(Rates.rows("somebody-elses", "by=" + by + how + "&" + A_YEAR))
                        .isEmpty();
            }
        }
        refused("by=company&tenant=mine&" + EVER, "?tenant");
    }

    // ---- what is refused

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "window=P7D                                                      | ?by",
                "by=month&window=P7D                                             | ?by",
                "by=&window=P7D                                                  | ?by",
                "by=rep                                                          | ?window",
                "by=rep&window=P7D&from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z | ?window",
                "by=rep&window=P7D&to=2026-11-24T00:00:00Z                       | ?window",
                "by=rep&window=P1M                                               | ?window",
                "by=rep&window=P1Y                                               | ?window",
                "by=rep&window=P367D                                             | ?window",
                "by=rep&window=P366DT1S                                          | ?window",
                "by=rep&window=PT0S                                              | ?window",
                "by=rep&window=-P7D                                              | ?window",
                "by=rep&window=week                                              | ?window",
                "by=rep&window=                                                  | ?window",
                "by=rep&from=2026-11-23T00:00:00Z                                | ?to",
                "by=rep&to=2026-11-23T00:00:00Z                                  | ?from",
                "by=rep&from=2026-11-23T00:00:00Z&to=2026-11-23T00:00:00Z        | ?to",
                "by=rep&from=2026-11-23T00:00:00Z&to=2026-11-22T00:00:00Z        | ?to",
                "by=rep&from=2026-11-23T00:00:00%2B08:00&to=2026-11-22T16:00:00Z | ?to",
                "by=rep&from=2026-11-23&to=2026-11-24T00:00:00Z                  | ?from",
                "by=rep&per=customer&from=2025-01-01T00:00:00Z&to=2026-01-02T00:00:01Z | ?to",
                "by=rep&from=2026-11-23T00:00:00&to=yesterday                    | ?from ?to",
                "by=rep&window=P7D&rep=li%20wei                                  | ?rep",
                "by=rep&window=P7D&team=                                         | ?team",
                "by=rep&window=P7D&campaign=%E5%B1%95                            | ?campaign",
                "by=rep&window=P7D&direction=both                                | ?direction",
                "by=rep&window=P7D&format=xml                                    | ?format",
                "by=rep&window=P7D&firstCalls=yes                                | ?firstCalls",
                "by=rep&window=P7D&includeFlagged=0                              | ?includeFlagged",
                "by=rep&window=P7D&prior=1                                       | ?prior",
                "by=rep&window=P7D&per=rep                                       | ?per",
                "by=rep&window=P7D&metrics=-1                                    | ?metrics",
                "by=rep&window=P7D&metrics=1                                     | ?metrics",
                "by=rep&from=1970-01-02T00:00:00Z&to=1970-02-01T00:00:00Z&prior=true | ?prior",
                "by=rep&from=1970-01-01T00:00:00Z&to=9999-12-31T00:00:00Z&prior=true | ?prior",
                "by=rep&window=P7D&windows=P7D                                   | ?windows",
                "by=x&window=y&from=z&rep=*&team=*&campaign=*&direction=x&format=x&per=x&prior=x&metrics=x&firstCalls=x&includeFlagged=x | ?by ?window ?from ?window ?rep ?team ?campaign ?direction ?format ?per ?prior ?metrics ?firstCalls ?includeFlagged"
            })
    void badQuestionIsRefusedWithEveryFault(String query, String pointers) {
        refused(query, pointers.split(" "));
    }

    @Test
    void longestWindowIs366Days() {
        Rates.ask("acme", "by=rep&window=P366D").then().statusCode(200);
        Rates.ask("acme", "by=rep&window=PT8784H").then().statusCode(200);
    }

    @Test
    void formThatIsNotOnOfferIsRefused() {
        isProblem(accepting("acme", "application/xml", "by=rep&window=P7D"), 406, "not-acceptable");
    }

    // ---- forms of the answer

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*                                      |             | application/json",
                "application/json                         |             | application/json",
                "text/csv                                 |             | text/csv",
                "application/json;q=0.5, text/csv         |             | text/csv",
                "text/csv;q=0.5, application/json         |             | application/json",
                "text/html, application/xhtml+xml, */*    |             | application/json",
                "*/*                                      | &format=csv | text/csv",
                "application/json                         | &format=csv | text/csv",
                "text/csv                                 | &format=json | application/json"
            })
    void callerChoosesTheForm(String accept, String format, String type) {
        accepting("acme", accept, "by=rep&window=P7D" + (format == null ? "" : format))
                .then()
                .statusCode(200)
                .contentType(startsWith(type));
    }

    @Test
    void csvHasOneLinePerRowAndRate() {
        topic.deliver(
                "csv",
                call("1").rep("-li").outcome("D").talkSeconds(60),
                call("2").rep("-li").outcome("NA").talkSeconds(0),
                call("3").rep(null).team(null).pending().talkSeconds(30));

        String csv = Rates.ask("csv", "format=csv&by=rep&from=2026-11-23T08:00:00%2B08:00&to=2026-11-24T00:00:00Z")
                .then()
                .contentType(equalTo("text/csv;charset=UTF-8"))
                .extract()
                .asString();

        String row = "2026-11-23T00:00:00Z,2026-11-24T00:00:00Z,rep,'-li,east-1,,";
        String counts = ",2,1,1,0,0,60,call,0,,,,,,,,";
        String none = "2026-11-23T00:00:00Z,2026-11-24T00:00:00Z,rep,,,,";
        assertThat(csv)
                .isEqualTo(String.join(
                        "\r\n",
                        "from,to,by,rep,team,campaign,rate,value,numerator,denominator,low,high,"
                                + "dials,reached,engaged,pending,failed,talkSeconds,per,metrics,repName,teamName,"
                                + "priorValue,priorNumerator,priorDenominator,priorLow,priorHigh,change",
                        row + "contact,0.5,1,2,0.09453120463920085,0.9054687953607992" + counts,
                        row + "validContact,0.5,1,2,0.09453120463920085,0.9054687953607992" + counts,
                        row + "invalid,0.0,0,2,0.0,0.6576197760453506" + counts,
                        row + "hangUp,0.0,0,1,0.0,0.7934506882081973" + counts,
                        row + "engagement,1.0,1,1,0.20654931179180275,1.0" + counts,
                        row + "conversion,0.0,0,1,0.0,0.7934506882081973" + counts,
                        row + "lead,1.0,1,1,0.20654931179180275,1.0" + counts,
                        none + "contact,,0,0,,,0,0,0,1,0,30,call,0,,,,,,,,",
                        none + "validContact,,0,0,,,0,0,0,1,0,30,call,0,,,,,,,,",
                        none + "invalid,,0,0,,,0,0,0,1,0,30,call,0,,,,,,,,",
                        none + "hangUp,,0,0,,,0,0,0,1,0,30,call,0,,,,,,,,",
                        none + "engagement,,0,0,,,0,0,0,1,0,30,call,0,,,,,,,,",
                        none + "conversion,,0,0,,,0,0,0,1,0,30,call,0,,,,,,,,",
                        none + "lead,,0,0,,,0,0,0,1,0,30,call,0,,,,,,,,",
                        ""));
    }

    @Test
    void csvOfNothingIsItsHeader() {
        assertThat(Rates.ask("nothing", "format=csv&by=rep&" + EVER).asString())
                .isEqualTo(String.join(",", RatesCsv.COLUMNS) + "\r\n");
    }

    // ---- what is promised elsewhere

    @Test
    void documentedExampleIsTheRealAnswer() throws Exception {
        // Given
        List<CallOutcomes> calls = new ArrayList<>();
        Stream.of("NA", "NA", "NA", "WN", "CUT", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C")
                .forEach(outcome -> calls.add(call("call-" + calls.size())
                        .outcome(outcome)
                        .talkSeconds(outcome.equals("NA") || outcome.equals("WN") ? 0 : 95)));
        calls.add(call("waiting").pending());

        topic.deliverToDirectory("documentation", rep("li.wei", "Li Wei"), team("east-1", "East 1"));

        // When
        topic.deliver("documentation", calls);
        String answer = Rates.ask(
                        "documentation", "by=rep&from=2026-11-23T00:00:00%2B08:00&to=2026-11-24T00:00:00%2B08:00")
                .asString();

        // Then
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(RatesExample.JSON)).isEqualTo(json.readTree(answer));
        assertThat(Files.readString(Path.of("README.md"))).contains(RatesExample.JSON);
        given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body(
                        "paths.'/v1/rates'.get.responses.'200'.content.'application/json'.examples.'The day of one rep'.value.rows[0].rep",
                        equalTo("li.wei"));
    }

    @Test
    void apiIsDescribed() {
        ValidatableResponse api = given().get("/q/openapi?format=json").then().statusCode(200);

        api.body("info.title", equalTo("Tierline analytics"));
        List<String> parameters = api.extract().path("paths.'/v1/rates'.get.parameters.name");
        assertThat(parameters)
                .containsExactlyInAnyOrder(
                        "by",
                        "window",
                        "from",
                        "to",
                        "rep",
                        "team",
                        "campaign",
                        "direction",
                        "firstCalls",
                        "includeFlagged",
                        "per",
                        "prior",
                        "metrics",
                        "format");
        List<String> descriptions = api.extract().path("paths.'/v1/rates'.get.parameters.description");
        assertThat(descriptions).hasSize(14).doesNotContainNull();
    }

    @Test
    void metricsTellWhatIsConsumed() {
        topic.deliver("metrics", call("1"), call("1"));

        Management.get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("tierline_analytics_records_consumed_total{topic=\"tierline.call-outcomes\"}"))
                .body(containsString("tierline_analytics_calls_changed_total"))
                .body(containsString("kafka_consumer_fetch_manager_records_lag_max"));
    }

    private static Response accepting(String tenant, String accept, String query) {
        return given().auth()
                .oauth2(Tokens.of(tenant, "bi"))
                .accept(accept)
                .urlEncodingEnabled(false)
                .get("/v1/rates?" + query);
    }

    private static void refused(String query, String... pointers) {
        List<String> found =
                isProblem(Rates.ask("acme", query), 422, "invalid").extract().path("errors.pointer");
        assertThat(found).containsExactlyInAnyOrder(pointers);
    }

    private static ValidatableResponse isProblem(Response response, int status, String code) {
        return response.then()
                .statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("status", equalTo(status))
                .body("code", equalTo(code));
    }
}
