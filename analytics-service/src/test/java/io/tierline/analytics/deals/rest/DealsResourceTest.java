package io.tierline.analytics.deals.rest;

import static io.restassured.RestAssured.given;
import static io.tierline.analytics.fixtures.Deals.closing;
import static io.tierline.analytics.fixtures.Deals.criteria;
import static io.tierline.analytics.fixtures.Deals.customer;
import static io.tierline.analytics.fixtures.Deals.owner;
import static io.tierline.analytics.fixtures.DirectoryEntries.rep;
import static io.tierline.analytics.fixtures.Rates.EVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tierline.analytics.fixtures.Deals;
import io.tierline.analytics.fixtures.Reviews;
import io.tierline.analytics.fixtures.SetClock;
import io.tierline.analytics.fixtures.Topic;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Win/loss and referrals as their readers meet them. */
@QuarkusTest
class DealsResourceTest {

    @Inject
    Topic topic;

    @Inject
    SetClock clock;

    // ---- who may, and what is refused

    @ParameterizedTest
    @ValueSource(strings = {"/v1/win-loss?", "/v1/referrals?"})
    void onlyWhoMayReadReads(String path) {
        for (String role : List.of("bi", "manager", "rep", "admin")) {
            Reviews.ask("deals-access", role, path + EVER).then().statusCode(200);
        }
        for (String role : List.of("telephony", "operator")) {
            Reviews.ask("deals-access", role, path + EVER).then().statusCode(403);
        }
        given().get(path + EVER).then().statusCode(401);
    }

    @Test
    void othersDealsAndCustomersAreNotSeen() {
        // Given: the same ids in both companies
        topic.deliver(Deals.records(
                "deals-ours",
                customer("acme").knowing("industry", "machinery"),
                customer("globex").with("referredBy", "acme"),
                closing("1", "acme", "won").with("competitor", "Kingdee")));
        topic.deliver(Deals.records("deals-theirs", closing("1", "acme", "lost")));

        // Then
        JsonNode row = Reviews.answer("deals-theirs", "/v1/win-loss?" + EVER).at("/rows/0");
        assertThat(row.at("/results/won").intValue()).isZero();
        assertThat(row.at("/results/lost").intValue()).isOne();
        assertThat(row.at("/competitors/0/competitor").isNull()).isTrue();
        assertThat(lines(row.get("profile"), "attribute", "value")).contains("industry null");
        assertThat(Reviews.answer("deals-theirs", "/v1/referrals?" + EVER)
                        .get("wonCustomers")
                        .intValue())
                .isZero();
        topic.deliver(Deals.records("deals-theirs", closing("2", "acme", "won")));
        JsonNode referrals = Reviews.answer("deals-theirs", "/v1/referrals?" + EVER);
        assertThat(referrals.get("wonCustomers").intValue()).isOne();
        assertThat(referrals.get("brought").intValue()).isZero();
        assertThat(Reviews.answer("deals-nobodys", "/v1/win-loss?" + EVER).get("rows"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/win-loss", "/v1/referrals"})
    void everyFaultIsNamedAtOnce(String path) {
        Reviews.ask("deals-faults", "bi", path + "?from=today&to=2026-11-24&rep=l%20w&team=a/b&format=xml")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("?from", "?to", "?rep", "?team", "?format"));
        Reviews.ask("deals-faults", "bi", path)
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("?window")));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/win-loss, by=campaign, ?by",
        "/v1/win-loss, section=results&section=gossip, ?section",
        "/v1/win-loss, section=, ?section",
        "/v1/win-loss, minDeals=0, ?minDeals",
        "/v1/win-loss, direction=all, ?direction",
        "/v1/win-loss, window=P1M, ?window",
        "/v1/referrals, limit=501, ?limit",
        "/v1/referrals, limit=ten, ?limit",
        "/v1/referrals, by=rep, ?by",
        "/v1/referrals, window=P7D, ?window"
    })
    void badParameterIsRefused(String path, String parameter, String pointer) {
        String period = parameter.startsWith("window=P1M") ? "" : "&" + EVER;
        Reviews.ask("deals-faults", "bi", path + "?" + parameter + period)
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of(pointer)));
    }

    // ---- which deals count

    @Test
    void dealThatWasTakenUpAgainIsIn_onlyAsItEndedAtLast() {
        // Given
        topic.deliver(Deals.records(
                "deals-again",
                closing("1", "acme", "lost").revision(2).reopened("again"),
                closing("2", "acme", "won").with("closedAt", "2026-12-10T00:00:00Z"),
                closing("3", "globex", "won").revision(3).reopened("second-sale"),
                closing("4", "globex", "lost").with("round", 2)));

        // When it is told once more how the first one had ended before
        topic.deliver(Deals.records("deals-again", closing("1", "acme", "lost")));

        // Then
        JsonNode results = results("deals-again", EVER);
        assertThat(results.get("won").intValue()).isEqualTo(2);
        assertThat(results.get("lost").intValue()).isEqualTo(1);
    }

    @Test
    void periodIsThatOfTheEnd_withItsBeginningAndWithoutItsEnd() {
        // Given
        topic.deliver(Deals.records(
                "deals-period",
                closing("1", "a", "won").with("closedAt", "2026-11-22T23:59:59.999999Z"),
                closing("2", "b", "won").with("closedAt", "2026-11-23T00:00:00Z"),
                closing("3", "c", "lost").with("closedAt", "2026-11-23T23:59:59.999999Z"),
                closing("4", "d", "lost").with("closedAt", "2026-11-24T00:00:00Z")));

        // Then
        JsonNode results = results("deals-period", "from=2026-11-23T08:00:00%2B08:00&to=2026-11-24T00:00:00Z");
        assertThat(results.get("won").intValue()).isOne();
        assertThat(results.get("lost").intValue()).isOne();

        clock.set("2026-11-24T00:00:30Z");
        JsonNode answer = Reviews.answer("deals-period", "/v1/win-loss?window=P1D");
        assertThat(answer.get("to").textValue()).isEqualTo("2026-11-24T00:01:00Z");
        assertThat(answer.at("/rows/0/results/won").intValue()).isZero();
        assertThat(answer.at("/rows/0/results/lost").intValue()).isEqualTo(2);
    }

    @Test
    void dealsAreThoseOfTheRepAtTheirEnd() {
        // Given: zhang.min has taken the customer over since
        topic.deliverToDirectory("deals-reps", rep("li.wei", "Li Wei"));
        topic.deliver(Deals.records(
                "deals-reps",
                customer("acme").with("owner", owner("zhang.min", "west-2")),
                closing("1", "acme", "won"),
                closing("2", "globex", "lost").of("zhang.min", null),
                closing("3", "hooli", "disqualified").of(null, null)));

        // Then
        JsonNode byRep =
                Reviews.answer("deals-reps", "/v1/win-loss?by=rep&" + EVER).get("rows");
        assertThat(lines(byRep, "rep", "repName", "team"))
                .containsExactly("li.wei Li Wei null", "zhang.min null null", "null null null");
        assertThat(byRep.at("/2/results/winRate/value").isNull()).isTrue();
        assertThat(byRep.at("/2/results/disqualified").intValue()).isOne();
        assertThat(lines(
                        Reviews.answer("deals-reps", "/v1/win-loss?by=team&" + EVER)
                                .get("rows"),
                        "team",
                        "rep"))
                .containsExactly("east-1 null", "null null");
        assertThat(results("deals-reps", "rep=zhang.min&" + EVER).get("lost").intValue())
                .isOne();
        assertThat(results("deals-reps", "team=east-1&" + EVER).get("won").intValue())
                .isOne();
        assertThat(Reviews.answer("deals-reps", "/v1/win-loss?team=west-2&" + EVER)
                        .get("rows"))
                .isEmpty();
    }

    // ---- what is said of them

    @Test
    void amountsAddUpByCurrency() {
        // Given
        topic.deliver(Deals.records(
                "deals-amounts",
                closing("1", "a", "won").worth(100, "CNY"),
                closing("2", "b", "won").worth(0.1, "CNY"),
                closing("3", "c", "won").worth(0.2, "CNY"),
                closing("4", "d", "won").worth(1000, "CNY"),
                closing("5", "e", "won").worth(7, "EUR"),
                closing("6", "f", "won"),
                closing("7", "g", "lost").worth(9, "CNY"),
                closing("8", "h", "disqualified").worth(9, "CNY")));

        // Then
        JsonNode results = results("deals-amounts", EVER);
        assertThat(lines(results.get("amounts"), "result", "currency", "deals", "sum", "median"))
                .containsExactly("won CNY 4 1100.3 50.1", "won EUR 1 7 7", "lost CNY 1 9 9");
        assertThat(results.at("/winRate/numerator").intValue()).isEqualTo(6);
        assertThat(results.at("/winRate/denominator").intValue()).isEqualTo(7);
    }

    @Test
    void reasonsAreCountedOnceNamed_andOnceAsTheFirst() {
        // Given
        topic.deliver(Deals.records(
                "deals-reasons",
                closing("1", "a", "lost").with("reasons", List.of("no-budget", "competitor")),
                closing("2", "b", "lost").with("reasons", List.of("competitor", "no-budget")),
                closing("3", "c", "lost").with("reasons", List.of("competitor")),
                closing("4", "d", "won").with("reasons", List.of("fit"))));

        // Then
        JsonNode reasons =
                Reviews.answer("deals-reasons", "/v1/win-loss?" + EVER).at("/rows/0/reasons");
        assertThat(lines(reasons, "result", "reason", "deals", "first"))
                .containsExactly("won fit 1 1", "lost competitor 3 2", "lost no-budget 2 1");
        assertThat(reasons.at("/2/share/numerator").intValue()).isEqualTo(2);
        assertThat(reasons.at("/2/share/denominator").intValue()).isEqualTo(3);
    }

    @Test
    void competitorIsOne_howeverItIsWritten() {
        // Given
        topic.deliver(Deals.records(
                "deals-competitors",
                closing("1", "a", "lost").with("competitor", "KingDee"),
                closing("2", "b", "lost").with("competitor", " kingdee "),
                closing("3", "c", "won").with("competitor", "ｋｉｎｇｄｅｅ"),
                closing("4", "d", "disqualified").with("competitor", "KINGDEE"),
                closing("5", "e", "won").with("competitor", "  "),
                closing("6", "f", "won"),
                closing("7", "g", "won").with("competitor", "用友")));

        // Then
        JsonNode competitors = Reviews.answer("deals-competitors", "/v1/win-loss?section=competitors&" + EVER)
                .at("/rows/0/competitors");
        assertThat(lines(competitors, "competitor", "deals", "won", "lost", "disqualified"))
                .containsExactly("kingdee 4 1 2 1", "用友 1 1 0 0", "null 2 2 0 0");
        assertThat(competitors.at("/0/winRate/numerator").intValue()).isEqualTo(1);
        assertThat(competitors.at("/0/winRate/denominator").intValue()).isEqualTo(3);
    }

    @Test
    void criteriaAreComparedOverTheVersionsOfTheStandard() {
        // Given
        topic.deliver(Deals.records(
                "deals-criteria",
                closing("1", "a", "won").with("met", criteria("C/budget", "B/budget")),
                closing("2", "b", "won").with("met", criteria("C/budget")).with("standard", 3),
                closing("3", "c", "lost").with("unmet", criteria("C/budget")).with("standard", 2),
                closing("4", "d", "disqualified")
                        .with("unmet", criteria("C/budget", "A/quote"))
                        .with("standard", 4)));

        // Then: what was looked at in disqualified deals alone is no criterion here
        JsonNode criteria = Reviews.answer("deals-criteria", "/v1/win-loss?section=criteria&" + EVER)
                .at("/rows/0/criteria");
        assertThat(lines(criteria, "tier", "criterion", "standards", "difference", "verdict"))
                .containsExactly("B budget [1] null nothing-to-compare", "C budget [1,2,3] -1.0 not-different");
        assertThat(criteria.at("/1/unmet/numerator").intValue()).isZero();
        assertThat(criteria.at("/1/unmet/denominator").intValue()).isEqualTo(1);
        assertThat(criteria.at("/1/met/denominator").intValue()).isEqualTo(2);
    }

    @Test
    void profileShowsWhichCustomersAreWonMoreOften() {
        // Given: machinery 18 of 20 won, retail 4 of 20; one of whom nothing is known
        List<Deals> events = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            boolean machinery = i % 2 == 0;
            boolean won = machinery ? i < 36 : i < 8;
            events.add(customer("c" + i)
                    .knowing("industry", machinery ? "machinery" : "retail")
                    .knowing("headCount", machinery ? 50 : 49)
                    .knowing("domains", machinery ? List.of("finance", "production") : List.of()));
            events.add(closing("d" + i, "c" + i, won ? "won" : "lost"));
        }
        events.add(closing("unknown", "nobody", "lost"));
        topic.deliver(Deals.records("deals-profile", events));

        // When
        JsonNode profile = Reviews.answer("deals-profile", "/v1/win-loss?section=profile&" + EVER)
                .at("/rows/0/profile");

        // Then
        assertThat(lines(profile, "attribute", "value", "won", "lost", "verdict"))
                .contains(
                        "industry machinery 18 2 higher",
                        "industry retail 4 16 lower",
                        "industry null 0 1 not-different",
                        "headCount 50..250 18 2 higher",
                        "headCount 0..50 4 16 lower",
                        "domains finance 18 2 higher",
                        "domains production 18 2 higher",
                        "domains null 4 17 lower",
                        "region null 22 19 nothing-to-compare");
        JsonNode machinery = profile.get(0);
        assertThat(machinery.get("lift").doubleValue()).isEqualTo((18 / 20.0) / (22 / 41.0));
        assertThat(machinery.get("liftLow").doubleValue()).isGreaterThan(1);
        assertThat(machinery.get("adjustedP").doubleValue()).isLessThan(0.05);
        assertThat(lines(
                        Reviews.answer("deals-profile", "/v1/win-loss?section=profile&minDeals=2&" + EVER)
                                .at("/rows/0/profile"),
                        "attribute",
                        "value"))
                .contains("industry retail")
                .doesNotContain("industry null");
    }

    @Test
    void onlyTheSectionsThatAreAskedForAreAnswered() {
        // Given
        topic.deliver(Deals.records("deals-sections", closing("1", "acme", "won")));

        // When
        JsonNode row = Reviews.answer("deals-sections", "/v1/win-loss?section=reasons&section=criteria&" + EVER)
                .at("/rows/0");

        // Then
        assertThat(row.get("reasons")).hasSize(1);
        assertThat(row.at("/reasons/0/share/denominator").intValue()).isOne();
        assertThat(row.get("criteria").isArray()).isTrue();
        for (String other : List.of("results", "competitors", "profile")) {
            assertThat(row.get(other).isNull()).as(other).isTrue();
        }
        assertThat(Reviews.table("deals-sections", "/v1/win-loss?section=reasons&" + EVER))
                .extracting(line -> line.get("section"))
                .containsExactly("reasons");
    }

    // ---- referrals

    @Test
    void brokersAreCounted_withWhomTheyBroughtUntilNow() {
        // Given: acme brought three, one of whom was won; globex one; hooli none; initech was lost
        topic.deliverToDirectory("deals-referrals", rep("li.wei", "Li Wei"));
        topic.deliver(Deals.records(
                "deals-referrals",
                customer("acme").with("status", "won"),
                customer("b1").with("referredBy", "acme"),
                customer("b2").with("referredBy", "acme").with("round", 2).with("roundStart", "2026-12-01T00:00:00Z"),
                customer("b3").with("referredBy", "acme").with("status", "lost"),
                customer("globex").with("owner", null),
                customer("b4").with("referredBy", "globex").with("status", "won"),
                customer("b5").with("referredBy", "initech"),
                closing("1", "acme", "won"),
                closing("2", "acme", "won").with("round", 2),
                closing("3", "globex", "won"),
                closing("4", "hooli", "won"),
                closing("5", "initech", "lost")));

        // When
        JsonNode answer = Reviews.answer("deals-referrals", "/v1/referrals?" + EVER);

        // Then
        assertThat(answer.get("wonCustomers").intValue()).isEqualTo(3);
        assertThat(answer.get("brought").intValue()).isEqualTo(4);
        assertThat(answer.get("average").doubleValue()).isEqualTo(4 / 3.0);
        assertThat(answer.at("/referring/numerator").intValue()).isEqualTo(2);
        assertThat(answer.at("/broughtWon/numerator").intValue()).isEqualTo(2);
        assertThat(answer.at("/broughtWon/denominator").intValue()).isEqualTo(4);
        assertThat(lines(answer.get("distribution"), "brought", "wonCustomers"))
                .containsExactly("0 1", "1 1", "2 0", "3+ 1");
        assertThat(lines(answer.get("referrers"), "customerId", "rep", "repName", "brought"))
                .containsExactly("acme li.wei Li Wei 3", "globex null null 1");
        assertThat(lines(
                        Reviews.answer("deals-referrals", "/v1/referrals?limit=1&" + EVER)
                                .get("referrers"),
                        "customerId"))
                .containsExactly("acme");
        JsonNode ofRep = Reviews.answer("deals-referrals", "/v1/referrals?rep=li.wei&team=east-1&" + EVER);
        assertThat(ofRep.get("wonCustomers").intValue()).isOne();
        assertThat(ofRep.get("average").doubleValue()).isEqualTo(3);
    }

    @Test
    void mergedCustomersCountForTheOneThatTheyTurnedOutToBe() {
        // Given: acme-old turned out to be acme-ltd, and that one acme; its deal is told under its old id still
        topic.deliver(Deals.records(
                "deals-merged",
                customer("acme"),
                customer("acme-ltd").with("mergedInto", "acme"),
                customer("acme-old").with("mergedInto", "acme-ltd"),
                closing("1", "acme-old", "won"),
                closing("2", "acme", "won"),
                customer("b1").with("referredBy", "acme-old"),
                customer("b2").with("referredBy", "acme-ltd"),
                customer("b3").with("referredBy", "acme"),
                customer("b4").with("referredBy", "acme").with("mergedInto", "b3"),
                // Nobody brings himself, and a circle, which cannot be, ends nevertheless.
                customer("acme").revision(2).with("referredBy", "acme-old"),
                customer("c1").with("mergedInto", "c2"),
                customer("c2").with("mergedInto", "c1"),
                closing("3", "c1", "won")));

        // Then
        JsonNode answer = Reviews.answer("deals-merged", "/v1/referrals?" + EVER);
        assertThat(answer.get("wonCustomers").intValue()).isOne();
        assertThat(lines(answer.get("referrers"), "customerId", "brought")).containsExactly("acme 3");
    }

    @Test
    void nothingIsSaid_whereNobodyWasWon() {
        // When
        JsonNode answer = Reviews.answer("deals-none", "/v1/referrals?" + EVER);

        // Then
        assertThat(answer.get("average").isNull()).isTrue();
        assertThat(answer.at("/referring/value").isNull()).isTrue();
        assertThat(answer.at("/broughtWon/low").isNull()).isTrue();
        assertThat(answer.get("referrers")).isEmpty();
        assertThat(lines(answer.get("distribution"), "wonCustomers")).containsExactly("0", "0", "0", "0");
    }

    @Test
    void nothingThatASpreadsheetWouldRunIsInATable() {
        topic.deliver(Deals.records(
                "deals-formula",
                closing("1", "acme", "won").with("competitor", "=1+1"),
                customer("acme").knowing("sourceName", "@expo")));

        Reviews.ask("deals-formula", "bi", "/v1/win-loss?format=csv&" + EVER)
                .then()
                .body(containsString(",'=1+1,"))
                .body(containsString(",'@expo,"));
    }

    // ---- the documentation

    @Test
    void examplesAreWhatTheServiceAnswers() throws IOException {
        // Given
        topic.deliverToDirectory("deals-documentation", rep("li.wei", "Li Wei"));
        topic.deliver(Deals.records(
                "deals-documentation",
                customer("acme"),
                customer("initech").with("referredBy", "acme"),
                customer("umbrella").with("referredBy", "acme").with("status", "won"),
                customer("wonka").with("referredBy", "acme"),
                closing("1", "acme", "won").with("competitor", "Kingdee").worth(125000.5, "CNY"),
                closing("2", "stark", "won").with("competitor", "Kingdee").worth(80000, "CNY"),
                closing("3", "globex", "lost").with("competitor", "kingdee").worth(80000, "CNY"),
                closing("4", "hooli", "lost"),
                closing("5", "duff", "disqualified")));

        // Then
        assertIsAnsweredAndDocumented(
                DealsExamples.WIN_LOSS,
                "/v1/win-loss?section=results&section=competitors"
                        + "&from=2026-11-01T00:00:00%2B08:00&to=2026-12-01T00:00:00%2B08:00");
        assertIsAnsweredAndDocumented(
                DealsExamples.REFERRALS,
                "/v1/referrals?from=2026-01-01T00:00:00%2B08:00&to=2027-01-01T00:00:00%2B08:00");
    }

    private static void assertIsAnsweredAndDocumented(String example, String path) throws IOException {
        // As text: a sum is not to be written as 2.05E5.
        ObjectMapper json = new ObjectMapper();
        String answer = Reviews.ask("deals-documentation", "bi", path).asString();
        assertThat(json.readTree(example).toString()).isEqualTo(answer);
        assertThat(Files.readString(Path.of("README.md"))).contains(example).contains(path);
    }

    @Test
    void apiIsDescribed() {
        ValidatableResponse api = given().get("/q/openapi?format=json").then().statusCode(200);

        for (String path : List.of("/v1/win-loss", "/v1/referrals")) {
            String at = "paths.'" + path + "'.get.";
            List<Map<String, Object>> parameters = api.extract().path(at + "parameters");
            assertThat(parameters)
                    .isNotEmpty()
                    .allSatisfy(parameter -> assertThat(parameter.get("description"))
                            .as(path + parameter)
                            .isNotNull());
            api.body(at + "operationId", notNullValue())
                    .body(at + "description", notNullValue())
                    .body(at + "responses.keySet()", hasItems("200", "401", "403", "422"));
        }
    }

    private static JsonNode results(String tenant, String query) {
        return Reviews.answer(tenant, "/v1/win-loss?section=results&" + query).at("/rows/0/results");
    }

    /** Of each entry these members, in one line. */
    private static List<String> lines(JsonNode entries, String... members) {
        return StreamSupport.stream(entries.spliterator(), false)
                .map(entry -> List.of(members).stream()
                        .map(member -> entry.get(member).isTextual()
                                ? entry.get(member).textValue()
                                : entry.get(member).toString())
                        .collect(Collectors.joining(" ")))
                .toList();
    }
}
