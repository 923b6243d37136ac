package io.tierline.analytics.discipline.rest;

import static io.restassured.RestAssured.given;
import static io.tierline.analytics.fixtures.CallOutcomes.call;
import static io.tierline.analytics.fixtures.DirectoryEntries.company;
import static io.tierline.analytics.fixtures.DirectoryEntries.rep;
import static io.tierline.analytics.fixtures.DirectoryEntries.team;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.analytics.fixtures.CallOutcomes;
import io.tierline.analytics.fixtures.Questions;
import io.tierline.analytics.fixtures.SetClock;
import io.tierline.analytics.fixtures.Topic;
import io.tierline.kit.testing.Tokens;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether work besides calling gets done. Each test has a tenant of its own; in Shanghai it is Wednesday, 08:00. */
@QuarkusTest
class DisciplineResourceTest {

    private static final String WEEK = "from=2026-11-22T16:00:00Z&to=2026-11-29T16:00:00Z";

    @Inject
    Topic topic;

    @Inject
    SetClock clock;

    @BeforeEach
    void itIsTheMorning() {
        clock.set("2026-11-25T00:00:00Z");
    }

    // ---- who may, and what is refused

    @ParameterizedTest
    @ValueSource(strings = {"bi", "manager", "rep", "admin"})
    void mayRead(String role) {
        given().auth()
                .oauth2(Tokens.of("acme", role))
                .get("/v1/discipline?by=rep&window=P7D")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"telephony", "operator", "nobody"})
    void mayNotRead(String role) {
        given().auth()
                .oauth2(Tokens.of("acme", role))
                .get("/v1/discipline?by=rep&window=P7D")
                .then()
                .statusCode(403);
    }

    @Test
    void withoutATokenNothingIsAnswered() {
        given().get("/v1/discipline?by=rep&window=P7D").then().statusCode(401);
    }

    @Test
    void nobodySeesAnotherTenantsCalls() {
        // Given a promise of ours, and a call to the same customer by somebody else
        topic.deliver(
                "discipline-mine",
                promised("1"),
                call("2").customer("initech").outcome("C").with("meetingAt", "2026-11-24T06:00:00Z"));
        topic.deliver("discipline-else", call("2").at("2026-11-23T02:00:00Z").outcome("D"));

        assertThat(Questions.rows("discipline-mine", "/v1/discipline?by=company&" + WEEK))
                .singleElement()
                .satisfies(row ->
                        assertThat(row.at("/followUps/missed").longValue()).isEqualTo(1));
        assertThat(Questions.rows("discipline-else", "/v1/discipline?by=company&" + WEEK))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.at("/summaries/calls").longValue()).isEqualTo(1);
                    assertThat(row.at("/followUps/due").longValue()).isZero();
                    assertThat(row.at("/meetings/booked").longValue()).isZero();
                });
        assertThat(Questions.rows("discipline-nobody", "/v1/discipline?by=company&" + WEEK))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "window=P7D                                                     | ?by",
                "by=campaign&window=P7D                                         | ?by",
                "by=rep                                                         | ?window",
                "by=rep&from=2026-01-01T00:00:00Z&to=2027-01-02T00:00:01Z       | ?to",
                "by=rep&window=P7D&firstCalls=false                             | ?firstCalls",
                "by=rep&window=P7D&includeFlagged=true                          | ?includeFlagged",
                "by=rep&window=P7D&tenant=acme                                  | ?tenant",
                "by=x&window=y&rep=*&team=*&campaign=*&direction=x&format=x     | ?by ?window ?rep ?team ?campaign ?direction ?format"
            })
    void badQuestionIsRefusedWithEveryFault(String query, String pointers) {
        Questions.refused("/v1/discipline?" + query, pointers.split(" "));
    }

    // ---- summaries

    @Test
    void onlyCallsThatARepCanTellOfAreToBeSummarised() {
        topic.deliver(
                "discipline-whose",
                call("told"),
                call("told-that-nobody-answered").outcome("NA"),
                call("telephony-told").outcome("NA").with("summarisedAt", null),
                call("told-before-that-was-kept").without("summarisedAt"),
                call("waits").pending(),
                call("failed").failed(),
                call("voided").voided(),
                call("inbound").inbound(),
                call("before").at("2026-11-22T15:59:59Z"));

        JsonNode summaries = onlyRow("discipline-whose").get("summaries");
        assertThat(summaries.get("calls").longValue()).isEqualTo(4);
        assertThat(summaries.get("pending").longValue()).isEqualTo(1);
        assertThat(summaries.get("timed").longValue()).isEqualTo(2);
    }

    @Test
    void timeRunsFromTheEndOfTheTalk() {
        topic.deliver(
                "discipline-times",
                told("1", "2026-11-23T01:31:00Z"), // while they talked: at once
                told("2", "2026-11-23T01:31:45.9Z"), // 10 s
                told("3", "2026-11-23T01:36:35Z"), // 300 s
                told("4", "2026-11-23T01:36:36Z"), // 301 s
                told("5", "2026-11-23T15:59:59Z"), // just within the day of Shanghai
                told("6", "2026-11-23T16:00:00Z"), // just over
                call("7").pending());
        topic.deliverToDirectory("discipline-times", company("Asia/Shanghai", "zh-CN"));

        JsonNode summaries = onlyRow("discipline-times").get("summaries");
        assertThat(summaries.get("timed").longValue()).isEqualTo(6);
        assertThat(summaries.get("medianSeconds").longValue()).isEqualTo(300);
        assertThat(summaries.get("p90Seconds").longValue()).isEqualTo(52_105);
        assertThat(summaries.get("meanSeconds").longValue())
                .isEqualTo(Math.round((0 + 10 + 300 + 301 + 52_104 + 52_105) / 6.0));
        assertThat(summaries.get("oldestPendingSeconds").longValue()).isEqualTo(46 * 3_600 + 28 * 60 + 25);
        assertShare(summaries.get("withinFiveMinutes"), 3, 7);
        assertShare(summaries.get("sameDay"), 5, 7);
    }

    @Test
    void pendingCallIsHeldAgainstNobody_beforeItsTimeIsUp() {
        clock.set("2026-11-23T01:36:35Z");
        topic.deliver("discipline-early", call("1").pending());

        JsonNode summaries = onlyRow("discipline-early").get("summaries");
        assertThat(summaries.get("oldestPendingSeconds").longValue()).isEqualTo(300);
        assertShare(summaries.get("withinFiveMinutes"), 0, 0);
        assertThat(summaries.at("/withinFiveMinutes/value").isNull()).isTrue();
        assertThat(summaries.get("medianSeconds").isNull()).isTrue();
    }

    @Test
    void pendingCallContradictsNothing() {
        topic.deliver(
                "discipline-flagged",
                call("1").with("flags", List.of("talked-but-na")),
                call("2"),
                call("3").pending());

        assertThat(onlyRow("discipline-flagged").at("/summaries/flagged").longValue())
                .isEqualTo(1);
        assertShare(onlyRow("discipline-flagged").at("/summaries/flaggedShare"), 1, 2);
    }

    // ---- follow-ups: promised on Monday 01:30 for Tuesday 06:00 UTC to acme's EB, which in Shanghai ends at 16:00 UTC

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "in vain                    | 2026-11-24T03:00:00Z | EB | outbound | NA      | acme  | kept",
                "reached                    | 2026-11-23T03:00:00Z | EB | outbound | RJ      | acme  | kept",
                "not said yet               | 2026-11-24T03:00:00Z | EB | outbound | pending | acme  | kept",
                "they called                | 2026-11-24T03:00:00Z | EB | inbound  | CUT     | acme  | kept",
                "they called in vain        | 2026-11-24T03:00:00Z | EB | inbound  | NA      | acme  | missed",
                "the network failed         | 2026-11-24T03:00:00Z | EB | outbound | failed  | acme  | missed",
                "at the last moment         | 2026-11-24T15:59:59Z | EB | outbound | NA      | acme  | kept",
                "a moment too late          | 2026-11-24T16:00:00Z | EB | outbound | D       | acme  | missed",
                "before the promise         | 2026-11-23T01:29:59Z | EB | outbound | D       | acme  | missed",
                "at the same time, later id | 2026-11-23T01:30:00Z | EB | outbound | D       | acme  | kept",
                "another role               | 2026-11-24T03:00:00Z | UB | outbound | D       | acme  | missed",
                "no role                    | 2026-11-24T03:00:00Z |    | outbound | D       | acme  | missed",
                "another customer           | 2026-11-24T03:00:00Z | EB | outbound | D       | other | missed"
            })
    void followUpIsKept_whenTheContactWasCalledInTime(
            String what, String at, String role, String direction, String outcome, String customer, String state) {
        // Given
        String tenant = "follow-up-" + what.replaceAll("[^a-z]", "-");
        CallOutcomes later = call("later")
                .at(at)
                .customer(customer)
                .with("contactRole", role)
                .with("direction", direction);
        topic.deliverToDirectory(tenant, company("Asia/Shanghai", "zh-CN"));

        // When
        topic.deliver(
                tenant,
                promised("a"),
                switch (outcome) {
                    case "pending" -> later.pending();
                    case "failed" -> later.failed();
                    default -> later.outcome(outcome);
                });

        // Then
        assertThat(followUps(tenant)).isEqualTo(state + " 1");
    }

    @Test
    void promiseThatNamesNoRoleIsKept_whoeverOfTheCustomerWasCalled() {
        topic.deliver(
                "discipline-no-role",
                promised("1").with("contactRole", null),
                call("2").at("2026-11-24T03:00:00Z").with("contactRole", "UB"));

        assertThat(followUps("discipline-no-role")).isEqualTo("kept 1");
    }

    @Test
    void promiseIsOpen_whileItsDayLasts() {
        topic.deliverToDirectory("discipline-open", company("Asia/Shanghai", "zh-CN"));
        topic.deliver("discipline-open", promised("1"));

        clock.set("2026-11-24T15:59:59Z");
        assertThat(followUps("discipline-open")).isEqualTo("open 1");
        clock.set("2026-11-24T16:00:00Z");
        assertThat(followUps("discipline-open")).isEqualTo("missed 1");
    }

    @Test
    void promiseThatWasCancelledOrVoidedOrIsDueAtAnotherTimeIsNotDue() {
        topic.deliver(
                "discipline-not-due",
                promised("1").with("followUpCancelled", true),
                promised("2").voided(),
                promised("3").with("followUpAt", "2026-11-29T16:00:00Z"),
                promised("4").with("followUpAt", "2026-11-22T16:00:00Z").at("2026-11-20T01:30:00Z"));

        assertThat(onlyRow("discipline-not-due").at("/followUps/due").longValue())
                .isEqualTo(1);
    }

    @Test
    void voidedCallKeepsNoPromise() {
        topic.deliver(
                "discipline-voided",
                promised("1"),
                call("2").at("2026-11-24T03:00:00Z").voided());

        assertThat(followUps("discipline-voided")).isEqualTo("missed 1");
    }

    @Test
    void promiseIsItsOwnReps_whoeverCalledAgain() {
        topic.deliver(
                "discipline-reps",
                promised("1"),
                call("2")
                        .at("2026-11-24T03:00:00Z")
                        .rep("zhang.min")
                        .team("west-2")
                        .campaign(null)
                        .inbound());

        assertThat(Questions.rows("discipline-reps", "/v1/discipline?by=rep&direction=all&" + WEEK))
                .extracting(row -> row.get("rep").textValue() + " " + row.at("/followUps/kept"))
                .containsExactly("li.wei 1", "zhang.min 0");
        for (String filter : List.of("rep=li.wei", "team=east-1", "campaign=expo-2026", "direction=outbound")) {
            assertThat(onlyRow("discipline-reps", filter).at("/followUps/kept").longValue())
                    .as(filter)
                    .isEqualTo(1);
        }
    }

    // ---- meetings

    @Test
    void meetingIsHeldMissedOpenOrUnreported() {
        topic.deliver(
                "discipline-meetings",
                meeting("1", "2026-11-24T06:00:00Z").with("meetingResult", "held"),
                meeting("2", "2026-11-27T06:00:00Z").with("meetingResult", "held"), // reported early
                meeting("3", "2026-11-24T06:00:00Z").with("meetingResult", "missed"),
                meeting("4", "2026-11-25T00:00:00Z"),
                meeting("5", "2026-11-25T00:00:01Z").with("meetingMoves", 2),
                meeting("6", "2026-11-29T16:00:00Z"),
                meeting("7", "2026-11-24T06:00:00Z").outcome("D"),
                meeting("8", "2026-11-24T06:00:00Z").voided());

        JsonNode meetings = onlyRow("discipline-meetings").get("meetings");
        assertThat(Questions.measuresOf(meetings).subList(0, 6))
                .containsExactly(
                        "booked,5,,,,", "held,2,,,,", "missed,1,,,,", "open,1,,,,", "unreported,1,,,,", "moved,1,,,,");
        assertShare(meetings.get("heldShare"), 2, 3);
    }

    // ---- forms of the answer

    @Test
    void csvSaysTheSame_oneLinePerRowAndMeasure() {
        // Given
        topic.deliver(
                "discipline-csv",
                promised("1").with("flags", List.of("talked-but-na")),
                meeting("2", "2026-11-24T06:00:00Z").rep("zhang.min"),
                call("3").pending().rep(null).team(null));
        String question = "/v1/discipline?by=rep&" + WEEK;

        // When
        String csv = Questions.ask("discipline-csv", question + "&format=csv").asString();

        // Then
        List<String> lines = new ArrayList<>(
                List.of("from,to,by,rep,team,repName,teamName,part,measure,value,numerator,denominator,low,high"));
        for (JsonNode row : Questions.rows("discipline-csv", question)) {
            for (String part : List.of("summaries", "followUps", "meetings")) {
                String start = "2026-11-22T16:00:00Z,2026-11-29T16:00:00Z,rep,"
                        + row.get("rep").asText("") + "," + row.get("team").asText("") + ",,," + part + ",";
                Questions.measuresOf(row.get(part)).forEach(measure -> lines.add(start + measure));
            }
        }
        assertThat(csv.split("\r\n")).hasSize(1 + 3 * 23).containsExactlyElementsOf(lines);
    }

    @Test
    void documentedExampleIsTheRealAnswer() throws Exception {
        // Given
        topic.deliverToDirectory(
                "discipline-example",
                company("Asia/Shanghai", "zh-CN"),
                rep("li.wei", "Li Wei"),
                team("east-1", "East 1"));
        topic.deliver(
                "discipline-example",
                promised("1"),
                promised("2").customer("initech").with("followUpAt", "2026-11-25T02:00:00Z"),
                told("3", "2026-11-23T02:00:00Z").at("2026-11-23T01:40:00Z").outcome("NA"),
                meeting("4", "2026-11-24T06:00:00Z").with("meetingResult", "held"),
                meeting("5", "2026-11-24T08:00:00Z").with("meetingMoves", 1),
                promised("7").customer("globex").with("flags", List.of("talked-but-na")),
                call("6").at("2026-11-24T09:00:00Z").customer("umbrella").pending());

        // When
        String answer = Questions.ask("discipline-example", "/v1/discipline?by=rep&" + WEEK)
                .asString();

        // Then
        assertThat(Questions.read(answer)).isEqualTo(Questions.read(DisciplineExample.JSON));
        assertThat(Files.readString(Path.of("README.md"))).contains(DisciplineExample.JSON);
    }

    @Test
    void apiIsDescribed() {
        List<String> descriptions = given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/v1/discipline'.get.operationId", equalTo("discipline"))
                .extract()
                .path("paths.'/v1/discipline'.get.parameters.description");
        assertThat(descriptions).hasSize(11).doesNotContainNull();
    }

    private static CallOutcomes promised(String callId) {
        return call(callId).with("followUpAt", "2026-11-24T06:00:00Z");
    }

    private static CallOutcomes meeting(String callId, String at) {
        return call(callId).outcome("C").with("meetingAt", at);
    }

    private static CallOutcomes told(String callId, String at) {
        return call(callId).with("summarisedAt", at);
    }

    private static JsonNode onlyRow(String tenant, String... filters) {
        List<JsonNode> rows =
                Questions.rows(tenant, "/v1/discipline?by=company&" + WEEK + "&" + String.join("&", filters));
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static String followUps(String tenant) {
        List<String> states = new ArrayList<>();
        JsonNode followUps = onlyRow(tenant).get("followUps");
        for (String state : List.of("kept", "missed", "open")) {
            if (followUps.get(state).longValue() > 0) {
                states.add(state + " " + followUps.get(state));
            }
        }
        return String.join(", ", states);
    }

    private static void assertShare(JsonNode share, long numerator, long denominator) {
        assertThat(share.get("numerator").longValue()).isEqualTo(numerator);
        assertThat(share.get("denominator").longValue()).isEqualTo(denominator);
    }
}
