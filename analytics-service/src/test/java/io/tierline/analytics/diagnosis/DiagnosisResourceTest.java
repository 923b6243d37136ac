package io.tierline.analytics.diagnosis;

import static io.restassured.RestAssured.given;
import static io.tierline.analytics.fixtures.CallOutcomes.call;
import static io.tierline.analytics.fixtures.DirectoryEntries.rep;
import static io.tierline.analytics.fixtures.DirectoryEntries.team;
import static io.tierline.analytics.fixtures.Rates.EVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tierline.analytics.fixtures.CallOutcomes;
import io.tierline.analytics.fixtures.SetClock;
import io.tierline.analytics.fixtures.Topic;
import io.tierline.kit.testing.Tokens;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Funnel, diagnosis, leaderboard and screening as their readers meet them. */
@QuarkusTest
class DiagnosisResourceTest {

    private static final String WEEK = "from=2026-11-23T00:00:00Z&to=2026-11-30T00:00:00Z";

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

    /** The numbers: without a filter, then with each of {@code campaign}, {@code direction} …, in this order. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/funnel?by=rep              | rows.collect { it.stages[0].count }        | 27 2 4 31 19 11",
                "/v1/diagnosis?rep=li.wei       | stages.take(1).own.denominator             | 27 2 4 31 19 11",
                "/v1/diagnosis?rep=li.wei       | stages.take(1).others.denominator          | 27 2 4 31 19 11",
                "/v1/diagnosis?team=west-2      | stages.take(1).own.denominator             | 27 2 4 31 19 11",
                "/v1/leaderboard?metric=contact | entries.share.denominator                  | 27 2 4 31 19 11",
                "/v1/screening?by=rep           | rows.firstCalls                            | 11 2 4 15 3 11"
            })
    void onlyTheCallsAskedForAreCounted(String path, String numbers, String expected) {
        deliverCallsOfEveryKind();
        List<String> filters = List.of(
                "",
                "&campaign=fair-2026",
                "&direction=inbound",
                "&direction=all",
                "&includeFlagged=false",
                "&firstCalls=true");

        List<String> found = new ArrayList<>();
        for (String filter : filters) {
            List<Integer> ofEveryGroup = ask("diagnosis-filters", path + filter + "&" + WEEK)
                    .then()
                    .statusCode(200)
                    .extract()
                    .path(numbers);
            assertThat(ofEveryGroup).as(filter).isNotEmpty().containsOnly(ofEveryGroup.get(0));
            found.add(String.valueOf(ofEveryGroup.get(0)));
        }
        assertThat(String.join(" ", found)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/funnel?by=rep, rows.rep",
        "/v1/leaderboard?metric=contact, entries.rep",
        "/v1/screening?by=rep, rows.rep"
    })
    void onlyTheRepOrTeamAskedForIsThere(String path, String reps) {
        deliverCallsOfEveryKind();

        ask("diagnosis-filters", path + "&rep=zhang.min&" + WEEK).then().body(reps, equalTo(List.of("zhang.min")));
        ask("diagnosis-filters", path + "&team=west-2&" + WEEK).then().body(reps, equalTo(List.of("sun.jing")));
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
    void repWithoutATeamIsComparedWithAllOthers() {
        // Given
        made("free", null, Map.of("CUT", 60, "D", 10, "C", 10));
        made("zhang.min", "east-1", Map.of("CUT", 10, "D", 50, "C", 50));
        made("sun.jing", "west-2", Map.of("CUT", 30, "D", 50, "C", 50));
        made("wu.lei", null, Map.of("C", 10));
        made(null, null, Map.of("CUT", 500));
        topic.deliver("diagnosis-free", calls);

        // Then
        ask("diagnosis-free", "/v1/diagnosis?rep=free&" + WEEK)
                .then()
                .statusCode(200)
                .body("team", nullValue())
                .body("comparison", equalTo("rep-with-company"))
                .body("finding", equalTo("weakest"))
                .body("stage", equalTo("stayed-on"))
                .body("stages[2].verdict", equalTo("weaker"))
                .body("stages[2].own.denominator", equalTo(80))
                .body("stages[2].others.denominator", equalTo(250))
                .body("words.en", containsString("against 84.0% in the other reps of the company"))
                .body("words.'zh-CN'", containsString("公司其他销售为84.0%"));
    }

    @Test
    void repIsComparedWithTheTeamOfItsLatestCall_orWithAFormerOne() {
        // Given: of the calls that are usually looked at, the latest was in west-2
        calls.add(call("1").campaign("fair-2026").outcome("D").at("2026-11-23T01:00:00Z"));
        calls.add(call("2").campaign("fair-2026").outcome("CUT").at("2026-11-23T02:00:00Z"));
        calls.add(call("3").team("west-2").outcome("C").at("2026-11-23T03:00:00Z"));
        calls.add(call("4").team("north-3").inbound().outcome("C").at("2026-11-23T04:00:00Z"));
        made("zhang.min", "east-1", Map.of("D", 3));
        made("sun.jing", "west-2", Map.of("D", 4));
        topic.deliver("diagnosis-former", calls);

        // Then
        ask("diagnosis-former", "/v1/diagnosis?rep=li.wei&" + WEEK)
                .then()
                .body("team", equalTo("west-2"))
                .body("stages[0].own.denominator", equalTo(1))
                .body("stages[0].others.denominator", equalTo(4));
        ask("diagnosis-former", "/v1/diagnosis?rep=li.wei&team=east-1&" + WEEK)
                .then()
                .statusCode(200)
                .body("rep", equalTo("li.wei"))
                .body("team", equalTo("east-1"))
                .body("comparison", equalTo("rep-with-team"))
                .body("stages[0].own.denominator", equalTo(2))
                .body("stages[0].others.denominator", equalTo(3));
        // And a filter also says which calls tell the team
        ask("diagnosis-former", "/v1/diagnosis?rep=li.wei&campaign=fair-2026&" + WEEK)
                .then()
                .body("team", equalTo("east-1"));
        ask("diagnosis-former", "/v1/diagnosis?rep=li.wei&direction=all&" + WEEK)
                .then()
                .body("team", equalTo("north-3"));
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
        ask("diagnosis-team", "/v1/diagnosis?team=west-2&" + EVER)
                .then()
                .body("finding", equalTo("no-weakness"))
                .body("stage", nullValue())
                .body("moreDials", nullValue())
                .body("words.en", equalTo("west-2 is below the other teams of the company in no stage."))
                .body("words.'zh-CN'", equalTo("west-2在各环节均不低于公司其他团队。"));
    }

    @Test
    void nothingIsSaid_whenOneSideHasNoCalls() {
        ask("diagnosis-nothing", "/v1/diagnosis?rep=li.wei&" + WEEK)
                .then()
                .statusCode(200)
                .body("finding", equalTo("nothing-to-compare"))
                .body("stage", nullValue())
                .body("moreDials", nullValue())
                .body(
                        "words.en",
                        equalTo("There are no summarised calls to compare: in this period either li.wei or the other"
                                + " reps of the company made none."))
                .body("words.'zh-CN'", equalTo("没有可比较的通话：li.wei或公司其他销售在该时段内没有已小结通话。"));
    }

    @Test
    void itSaysHowManyMoreDialsItTakes_whenThereAreTooFew() {
        // Given
        made("li.wei", "east-1", Map.of("NA", 5, "CUT", 3, "D", 2));
        made("zhang.min", "east-1", Map.of("NA", 10, "CUT", 4, "D", 6));
        topic.deliver("diagnosis-few", calls);

        // Then: by Fleiss it takes 113 reached ones (2 of 5 against 6 of 10), 108 more; every second dial reaches one
        ask("diagnosis-few", "/v1/diagnosis?rep=li.wei&" + EVER)
                .then()
                .statusCode(200)
                .body("finding", equalTo("too-few-calls"))
                .body("stage", equalTo("stayed-on"))
                .body("moreDials", equalTo(216))
                .body(
                        "words.en",
                        equalTo("li.wei looks weakest in \"Stayed on the line\" (2 of 5 (40.0%) came this far, against"
                                + " 60.0% in the rest of the team), but this may be chance. About 220 more dials are"
                                + " needed to tell."))
                .body(
                        "words.'zh-CN'",
                        equalTo("li.wei在“未挂线”环节看似偏弱（5通中有2通（40.0%）到达该环节，团队其他成员为60.0%），但可能只是偶然。" + "约需再拨打220通才能判断。"));
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
    void equalOnesShareAPlace_andCallsOfNobodyHaveNone() {
        // Given: nobody's calls would be best
        made("b", "east-1", Map.of("CUT", 5, "C", 5));
        made("a", "east-1", Map.of("CUT", 5, "C", 5));
        made("few-in-vain", "east-1", Map.of("CUT", 3));
        made("many-in-vain", "east-1", Map.of("CUT", 30));
        made("c", "east-1", Map.of("CUT", 7, "C", 3));
        made(null, "east-1", Map.of("C", 50));
        topic.deliver("diagnosis-ties", calls);

        // Then
        ask("diagnosis-ties", "/v1/leaderboard?metric=conversion&" + WEEK)
                .then()
                .statusCode(200)
                .body("entries.rep", equalTo(List.of("a", "b", "c", "many-in-vain", "few-in-vain")))
                .body("entries.place", equalTo(List.of(1, 1, 3, 4, 4)));
    }

    @Test
    void boardIsOfTeamsOrCampaignsToo() {
        // Given
        topic.deliverToDirectory("diagnosis-boards", team("west-2", "West 2"));
        made("li.wei", "east-1", "fair-2026", Map.of("CUT", 9, "C", 1));
        made("sun.jing", "west-2", "fair-2026", Map.of("CUT", 3, "C", 7));
        made("sun.jing", "west-2", "spring-2026", Map.of("CUT", 1, "C", 7));
        made("li.wei", null, null, Map.of("C", 50));
        topic.deliver("diagnosis-boards", calls);

        // Then
        ask("diagnosis-boards", "/v1/leaderboard?metric=conversion&by=team&" + WEEK)
                .then()
                .statusCode(200)
                .body("by", equalTo("team"))
                .body("entries.team", equalTo(List.of("west-2", "east-1")))
                .body("entries.teamName", equalTo(Arrays.asList("West 2", null)))
                .body("entries.share.denominator", equalTo(List.of(18, 10)));
        ask("diagnosis-boards", "/v1/leaderboard?metric=conversion&by=campaign&" + WEEK)
                .then()
                .statusCode(200)
                .body("by", equalTo("campaign"))
                .body("entries.campaign", equalTo(List.of("spring-2026", "fair-2026")))
                .body("entries.share.denominator", equalTo(List.of(8, 20)));
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
    @CsvSource({
        "/v1/funnel?x=1, ?by",
        "/v1/diagnosis?x=1, ?rep",
        "/v1/diagnosis?rep=li.wei&by=rep, ?by",
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

    private void deliverCallsOfEveryKind() {
        everyKind("li.wei", "east-1");
        everyKind("zhang.min", "east-1");
        everyKind("sun.jing", "west-2");
        topic.deliver("diagnosis-filters", calls);
    }

    /** 1 plain call, 2 of a campaign, 4 inbound, 8 flagged, each with another customer; 16 more with the first of them. */
    private void everyKind(String rep, String team) {
        CallOutcomes call = call("any").rep(rep).team(team);
        copies(1, call);
        CallOutcomes first = calls.get(calls.size() - 1);
        copies(2, call.campaign("fair-2026"));
        copies(4, call.inbound());
        copies(8, call.with("flags", List.of("na-with-talk")));
        for (int i = 0; i < 16; i++) {
            calls.add(first.with("callId", "call-" + calls.size()).at("2026-11-23T02:30:00Z"));
        }
    }

    private void copies(int number, CallOutcomes call) {
        for (int i = 0; i < number; i++) {
            String id = "call-" + calls.size();
            calls.add(call.with("callId", id).customer(id));
        }
    }

    private void made(String rep, String team, Map<String, Integer> outcomes) {
        made(rep, team, "expo-2026", outcomes);
    }

    private void made(String rep, String team, String campaign, Map<String, Integer> outcomes) {
        outcomes.forEach((outcome, number) -> {
            for (int i = 0; i < number; i++) {
                String id = String.join("-", "" + rep, "" + team, "" + campaign, outcome, "" + i);
                calls.add(call(id).rep(rep)
                        .team(team)
                        .campaign(campaign)
                        .outcome(outcome)
                        .customer(id));
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
