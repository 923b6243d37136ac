package io.tierline.analytics.diagnosis;

import static io.restassured.RestAssured.given;
import static io.tierline.analytics.fixtures.CallOutcomes.call;
import static io.tierline.analytics.fixtures.DirectoryEntries.rep;
import static io.tierline.analytics.fixtures.Rates.EVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tierline.analytics.fixtures.CallOutcomes;
import io.tierline.analytics.fixtures.SetClock;
import io.tierline.analytics.fixtures.Topic;
import io.tierline.kit.testing.Tokens;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Funnel, diagnosis, leaderboard and screening as their readers meet them. */
@QuarkusTest
class DiagnosisResourceTest {

    @Inject
    Topic topic;

    @Inject
    SetClock clock;

    private final List<CallOutcomes> calls = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "/v1/funnel?by=rep",
        "/v1/diagnosis?rep=li.wei",
        "/v1/leaderboard?metric=conversion",
        "/v1/screening?by=rep"
    })
    void onlyWhoMayReadReads(String path) {
        for (String role : List.of("bi", "manager", "rep", "admin")) {
            ask("diagnosis-access", role, path + "&" + EVER).then().statusCode(200);
        }
        for (String role : List.of("telephony", "operator")) {
            ask("diagnosis-access", role, path + "&" + EVER).then().statusCode(403);
        }
        given().get(path + "&" + EVER).then().statusCode(401);
    }

    @Test
    void othersCallsAreNotSeen() {
        // Given
        made("li.wei", "east-1", Map.of("C", 3));
        topic.deliver("diagnosis-ours", calls);

        // Then
        ask("diagnosis-theirs", "/v1/funnel?by=rep&" + EVER).then().body("rows.size()", equalTo(0));
        ask("diagnosis-theirs", "/v1/screening?by=rep&" + EVER).then().body("rows.size()", equalTo(0));
        ask("diagnosis-theirs", "/v1/leaderboard?metric=conversion&" + EVER)
                .then()
                .body("entries.size()", equalTo(0));
        ask("diagnosis-theirs", "/v1/diagnosis?rep=li.wei&" + EVER)
                .then()
                .body("finding", equalTo("nothing-to-compare"));
    }

    @Test
    void funnelCountsEveryStage() {
        // Given
        made("li.wei", "east-1", Map.of("NA", 4, "WN", 1, "CUT", 2, "RJ", 1, "NO_NEED", 1, "D", 1, "C", 1));
        topic.deliver("diagnosis-funnel", calls);

        // When
        JsonPath answer = ask("diagnosis-funnel", "/v1/funnel?by=rep&" + EVER)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        // Then
        assertThat(answer.getList("rows[0].stages.stage"))
                .isEqualTo(List.of("dial", "valid-number", "reached", "stayed-on", "engaged", "lead", "meeting"));
        assertThat(answer.getList("rows[0].stages.count")).isEqualTo(List.of(11, 10, 6, 4, 3, 2, 1));
        assertThat(answer.getMap("rows[0].stages[0]")).containsEntry("step", null);
        assertThat(answer.getInt("rows[0].stages[3].step.numerator")).isEqualTo(4);
        assertThat(answer.getInt("rows[0].stages[3].step.denominator")).isEqualTo(6);
    }

    @Test
    void weakestStageOfARepIsNamed_withinItsTeam() {
        // Given
        topic.deliverToDirectory("diagnosis-rep", rep("li.wei", "Li Wei"));
        made("li.wei", "east-1", Map.of("NA", 20, "CUT", 60, "D", 10, "C", 10));
        made("zhang.min", "east-1", Map.of("NA", 60, "CUT", 40, "D", 100, "C", 100));
        made(null, "east-1", Map.of("NA", 50));
        made("sun.jing", "west-2", Map.of("CUT", 200));
        topic.deliver("diagnosis-rep", calls);
        clock.set("2026-11-26T11:59:30Z");

        // When
        JsonPath answer = ask(
                        "diagnosis-rep", "/v1/diagnosis?rep=li.wei&from=2026-11-23T00:00:00Z&to=2026-11-30T00:00:00Z")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        // Then
        assertThat(answer.getString("finding")).isEqualTo("weakest");
        assertThat(answer.getString("stage")).isEqualTo("stayed-on");
        assertThat(answer.getString("team")).isEqualTo("east-1");
        assertThat(answer.getString("comparison")).isEqualTo("rep-with-team");
        assertThat(answer.getInt("stages[2].own.denominator")).isEqualTo(80);
        assertThat(answer.getInt("stages[2].others.denominator")).isEqualTo(240);
        // 80 reached, 5 of 6 instead of 1 of 4 would stay on, half of them meet: 23.3 in the half week that is over.
        assertThat(answer.getDouble("stages[2].meetingsLostPerWeek")).isBetween(46.66, 46.67);
        assertThat(answer.getString("words.en")).startsWith("Li Wei's weakest stage is \"Stayed on the line\"");
        assertThat(answer.getString("words.'zh-CN'")).startsWith("Li Wei的薄弱环节是“未挂线”");
    }

    @Test
    void weakestStageOfATeamIsNamed_withinTheCompany() {
        // Given
        made("li.wei", "east-1", Map.of("CUT", 60, "D", 10, "C", 10));
        made("sun.jing", "west-2", Map.of("CUT", 40, "D", 100, "C", 100));
        topic.deliver("diagnosis-team", calls);

        // Then
        ask("diagnosis-team", "/v1/diagnosis?team=east-1&" + EVER)
                .then()
                .statusCode(200)
                .body("finding", equalTo("weakest"))
                .body("stage", equalTo("stayed-on"))
                .body("rep", nullValue())
                .body("comparison", equalTo("team-with-company"));
        ask("diagnosis-team", "/v1/diagnosis?team=west-2&" + EVER).then().body("finding", equalTo("no-weakness"));
    }

    @Test
    void itSaysHowManyMoreDialsItTakes_whenThereAreTooFew() {
        // Given
        made("li.wei", "east-1", Map.of("CUT", 3, "D", 2));
        made("zhang.min", "east-1", Map.of("CUT", 4, "D", 6));
        topic.deliver("diagnosis-few", calls);

        // Then
        ask("diagnosis-few", "/v1/diagnosis?rep=li.wei&" + EVER)
                .then()
                .statusCode(200)
                .body("finding", equalTo("too-few-calls"))
                .body("stage", equalTo("stayed-on"))
                .body("words.en", containsString("more dials are needed to tell"));
    }

    @Test
    void boardRanksByTheCautiousEnd() {
        // Given
        made("lucky", "east-1", Map.of("CUT", 1, "C", 2));
        made("steady", "east-1", Map.of("CUT", 60, "C", 40));
        made("weak", "east-1", Map.of("CUT", 90, "C", 10));
        made("unheard", "east-1", Map.of("NA", 9));
        topic.deliver("diagnosis-board", calls);

        // Then
        ask("diagnosis-board", "/v1/leaderboard?metric=conversion&" + EVER)
                .then()
                .statusCode(200)
                .body("entries.rep", equalTo(List.of("steady", "lucky", "weak")))
                .body("entries.place", equalTo(List.of(1, 2, 3)));
        ask("diagnosis-board", "/v1/leaderboard?metric=hangUp&best=lowest&" + EVER)
                .then()
                .body("entries.rep", equalTo(List.of("steady", "lucky", "weak")));
    }

    @Test
    void firstCallsScreenAndBook() {
        // Given: a is called twice, and only the first of the two that reached it counts
        calls.add(call("1").customer("a").outcome("NA").at("2026-11-23T01:00:00Z"));
        calls.add(call("2").customer("a").outcome("RJ").at("2026-11-23T02:00:00Z"));
        calls.add(call("3").customer("a").outcome("C").at("2026-11-23T03:00:00Z"));
        calls.add(call("4").customer("b").outcome("C"));
        calls.add(call("5").customer("c").outcome("CUT"));
        calls.add(call("6").customer("d").outcome("WN"));
        topic.deliver("diagnosis-screening", calls);

        // Then
        ask("diagnosis-screening", "/v1/screening?by=company&" + EVER)
                .then()
                .statusCode(200)
                .body("rows[0].firstCalls", equalTo(3))
                .body("rows[0].ruledOut", equalTo(1))
                .body("rows[0].appointments", equalTo(1))
                .body("rows[0].open", equalTo(1))
                .body("rows[0].screenedShare.numerator", equalTo(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/funnel?by=team",
                "/v1/diagnosis?team=east-1",
                "/v1/leaderboard?metric=conversion",
                "/v1/screening?by=team"
            })
    void everyAnswerIsAlsoATable(String path) {
        // Given
        made("li.wei", "east-1", Map.of("NA", 1, "C", 2));
        topic.deliver("diagnosis-csv", calls);

        // When
        String csv = ask("diagnosis-csv", path + "&format=csv&" + EVER)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .extract()
                .asString();

        // Then
        List<String> lines = csv.lines().toList();
        int columns = lines.get(0).split(",", -1).length;
        assertThat(lines)
                .hasSizeGreaterThan(1)
                .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(columns));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/funnel?x=1, ?by",
        "/v1/diagnosis?x=1, ?rep",
        "/v1/leaderboard?x=1, ?metric",
        "/v1/leaderboard?metric=lead&by=company, ?by",
        "/v1/leaderboard?metric=lead&best=good, ?best",
        "/v1/screening?by=rep&firstCalls=false, ?firstCalls"
    })
    void everyFaultIsNamed(String path, String pointer) {
        ask("diagnosis-faults", path.replace("x=1", "window=P7D") + (path.contains("x=1") ? "" : "&window=P7D"))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem(pointer));
    }

    @Test
    void unknownRateIsRefused_withTheOnesThereAre() {
        ask("diagnosis-faults", "/v1/leaderboard?metric=luck&window=P7D")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("?metric"))
                .body("errors[0].message", containsString("conversion"));
    }

    private void made(String rep, String team, Map<String, Integer> outcomes) {
        outcomes.forEach((outcome, number) -> {
            for (int i = 0; i < number; i++) {
                String id = rep + "-" + team + "-" + outcome + "-" + i;
                calls.add(call(id).rep(rep).team(team).outcome(outcome).customer(id));
            }
        });
    }

    private static Response ask(String tenant, String path) {
        return ask(tenant, "bi", path);
    }

    private static Response ask(String tenant, String role, String path) {
        return given().auth()
                .oauth2(Tokens.of(tenant, role))
                .urlEncodingEnabled(false)
                .get(path);
    }
}
