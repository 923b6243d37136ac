package io.tierline.analytics.tiers;

import static io.restassured.RestAssured.given;
import static io.tierline.analytics.fixtures.DirectoryEntries.rep;
import static io.tierline.analytics.fixtures.DirectoryEntries.team;
import static io.tierline.analytics.fixtures.TierChanges.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.analytics.fixtures.SetClock;
import io.tierline.analytics.fixtures.TierChanges;
import io.tierline.analytics.fixtures.Tiers;
import io.tierline.analytics.fixtures.Topic;
import io.tierline.kit.testing.Management;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stock-taking as its readers meet it. Each test has a tenant of its own. */
@QuarkusTest
class TiersResourceTest {

    private static final String NOVEMBER = "from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z";

    @Inject
    Topic topic;

    @Inject
    SetClock clock;

    @Inject
    Pool database;

    @ParameterizedTest
    @ValueSource(strings = {"inventory", "transitions?" + NOVEMBER, "durations?" + NOVEMBER, "overdue"})
    void onlyWhoMayReadReads(String question) {
        for (String role : List.of("bi", "manager", "rep", "admin")) {
            Tiers.ask("tiers-access", role, question).then().statusCode(200);
        }
        for (String role : List.of("telephony", "operator")) {
            Tiers.ask("tiers-access", role, question).then().statusCode(403);
        }
        given().get("/v1/tiers/" + question).then().statusCode(401);
    }

    @Test
    void othersCustomersAreNotSeen() {
        // Given
        deliver("tiers-ours", change(1), change(2).version(2).overdue("D"));

        // Then
        for (String question : List.of(
                "inventory", "inventory?at=2026-11-30T00:00:00Z", "transitions?" + NOVEMBER, "durations?" + NOVEMBER)) {
            Tiers.ask("tiers-theirs", question).then().body("rows.size()", equalTo(0));
            Tiers.ask("tiers-ours", question).then().body("rows.size()", equalTo(1));
        }
        Tiers.ask("tiers-theirs", "overdue").then().body("items.size()", equalTo(0));
        Tiers.ask("tiers-ours", "overdue").then().body("items.size()", equalTo(1));
    }

    @Test
    void sameCustomerOfTwoTenantsIsTwoCustomers() {
        // Given
        deliver("tiers-one", change(1).moved(null, "A"));
        deliver("tiers-two", change(1).moved(null, "B"), change(2).version(2).moved("B", "C"));

        // Then
        assertThat(inShort("tiers-one", "inventory?at=2026-11-30T00:00:00Z")).containsExactly("tier A 1/0");
        assertThat(inShort("tiers-two", "inventory?at=2026-11-30T00:00:00Z")).containsExactly("tier C 1/0");
    }

    @Test
    void exampleOfTheDocumentationIsTrue() {
        // Given
        topic.deliverToDirectory("tiers-example", team("east-1", "East 1"));
        deliver(
                "tiers-example",
                change(1).moved(null, "B").at("2026-11-25T00:00:00Z"),
                change(2).version(2).overdue("B").at("2026-11-29T00:00:00Z"),
                change(3).customer("globex").moved(null, "B").at("2026-11-29T00:00:00Z"),
                change(4).customer("initech").moved(null, "D").at("2026-11-23T00:00:00Z"),
                change(5).customer("umbrella").moved(null, "C").at("2026-11-23T00:00:00Z"),
                change(6).customer("umbrella").version(2).closed("C").at("2026-11-29T00:00:00Z"),
                change(7).customer("hooli").of("wang.fang", "west-2").at("2026-11-29T00:00:00Z"));

        // When
        JsonNode answer = Tiers.answer("tiers-example", "inventory?by=team&team=east-1&at=2026-11-30T00:00:00Z");

        // Then
        JsonNode example = Tiers.parsed(given().get("/q/openapi?format=json").asString())
                .at("/paths/~1v1~1tiers~1inventory/get/responses/200/content/application~1json/examples")
                .elements()
                .next()
                .get("value");
        assertThat(answer).isEqualTo(example.isTextual() ? Tiers.parsed(example.textValue()) : example);
    }

    @Test
    void stockIsListedByGroupThenTier_withNoneLast() {
        // Given
        deliver(
                "tiers-order",
                change(1).customer("1").moved(null, "gold").of("zhang.min", "east-1"),
                change(2).customer("2").moved(null, "B").of("zhang.min", "east-1"),
                change(3).customer("3").moved(null, "A").of(null, null),
                change(4).customer("4").moved(null, "B").of("li.wei", "east-1"),
                change(5).customer("4").version(2).moved("B", null).of("zhang.min", "east-1"),
                change(6).customer("5").moved(null, "B").of("zhang.min", "east-1"),
                change(7).customer("5").version(2).closed("B").of("zhang.min", "east-1"));

        // Then
        assertThat(inShort("tiers-order", "inventory?by=rep"))
                .containsExactly(
                        "zhang.min tier B 1/0",
                        "zhang.min tier gold 1/0",
                        "zhang.min ungraded 1/0",
                        "zhang.min closed 1/0",
                        "null tier A 1/0");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T01:29:59.999999Z, ''",
        "2026-11-23T01:30:00Z,        tier D 1/0",
        "2026-11-24T08:59:59.999999Z, tier D 1/0",
        "2026-11-24T09:00:00Z,        tier D 1/1",
        "2026-11-25T08:59:59.999999Z, tier D 1/1",
        "2026-11-25T09:00:00Z,        tier C 1/0",
        "2026-11-26T09:00:00Z,        ungraded 1/0",
        "2026-11-27T09:00:00Z,        closed 1/0",
        "2099-01-01T00:00:00Z,        closed 1/0"
    })
    void changeHasHappenedAtItsVeryMoment(String at, String stock) {
        deliver(
                "tiers-moments",
                change(1),
                change(2).version(2).overdue("D").at("2026-11-24T09:00:00Z"),
                change(3).version(3).moved("D", "C").at("2026-11-25T09:00:00Z"),
                change(4).version(4).moved("C", null).at("2026-11-26T09:00:00Z"),
                change(5).version(5).moved(null, "C").at("2026-11-26T10:00:00Z"),
                change(6).version(6).closed("C").at("2026-11-27T09:00:00Z"));

        assertThat(inShort("tiers-moments", "inventory?at=" + at))
                .isEqualTo(stock.isEmpty() ? List.of() : List.of(stock));
    }

    @Test
    void laterVersionHolds_whenTheClockWentBack() {
        // Given
        deliver(
                "tiers-clock",
                change(1).at("2026-11-23T01:30:01Z"),
                change(2).version(2).moved("D", "C").at("2026-11-23T01:30:00Z"));

        // Then
        assertThat(inShort("tiers-clock", "inventory?at=2026-11-23T01:30:00Z")).isEmpty();
        assertThat(inShort("tiers-clock", "inventory?at=2026-11-23T01:30:01Z")).containsExactly("tier C 1/0");
        assertThat(Tiers.answer("tiers-clock", "durations?" + NOVEMBER)
                        .at("/rows/1/ended/meanSeconds")
                        .longValue())
                .isZero();
    }

    @Test
    void todaysStockIsThePresentOwners_andWithoutMergedCustomers() {
        // Given
        clock.set("2026-11-30T00:00:00Z");
        deliver(
                "tiers-owners",
                change(1).customer("kept"),
                change(2).customer("handed-over"),
                change(3).customer("in-the-pool"),
                change(4).customer("merged").moved(null, "B"),
                change(5).customer("merged").version(2).moved("B", null).with("reason", "correction"));
        owned("tiers-owners", "handed-over", "zhang.min", "west-2", null);
        owned("tiers-owners", "in-the-pool", null, null, null);
        owned("tiers-owners", "merged", "zhang.min", "west-2", "kept");

        // Then
        assertThat(inShort("tiers-owners", "inventory?by=rep"))
                .containsExactly("li.wei tier D 2/0", "zhang.min tier D 1/0");
        assertThat(inShort("tiers-owners", "inventory?by=team&rep=zhang.min")).containsExactly("west-2 tier D 1/0");
        assertThat(Tiers.answer("tiers-owners", "inventory")
                        .at("/rows/0/meanSeconds")
                        .longValue())
                .isEqualTo(Duration.ofHours(24 * 7 - 1).minusMinutes(30).toSeconds());
        assertThat(inShort("tiers-owners", "inventory?by=rep&at=2026-11-30T00:00:00Z"))
                .containsExactly("li.wei tier D 3/0", "li.wei ungraded 1/0");
    }

    @Test
    void customerThatChangedHandsIsElsewhere_andTheMatrixStillAddsUp() {
        // Given
        deliver(
                "tiers-hands",
                change(1).moved(null, "D").at("2026-11-02T00:00:00Z"),
                change(2).version(2).moved("D", "C").at("2026-11-10T00:00:00Z"),
                change(3).version(3).moved("C", "B").of("zhang.min", "west-2").at("2026-11-20T00:00:00Z"));

        // When
        JsonNode rows = Tiers.answer(
                        "tiers-hands", "transitions?by=rep&from=2026-11-05T00:00:00Z&to=2026-11-30T00:00:00Z")
                .get("rows");

        // Then
        assertThat(cells(rows.get(0))).containsExactly("D > C 0/1", "D > elsewhere 1/0");
        assertThat(rows.get(0).get("customersBefore").intValue()).isEqualTo(1);
        assertThat(rows.get(0).get("left").intValue()).isEqualTo(1);
        assertThat(rows.get(0).get("customersAfter").intValue()).isZero();
        assertThat(cells(rows.get(1))).containsExactly("C > B 0/1", "elsewhere > B 1/0");
        assertThat(rows.get(1).get("came").intValue()).isEqualTo(1);
        assertThat(cells(Tiers.answer("tiers-hands", "transitions?from=2026-11-01T00:00:00Z&to=2026-11-30T00:00:00Z")
                        .get("rows")
                        .get(0)))
                .containsExactly("C > B 0/1", "D > C 0/1", "new > B 1/0", "new > D 0/1");
    }

    @Test
    void windowEndsAtTheNextFullMinute() {
        // Given
        clock.set("2026-11-30T00:00:30Z");

        // When
        JsonNode answer = Tiers.answer("tiers-window", "transitions?window=P30D");

        // Then
        assertThat(answer.get("from").textValue()).isEqualTo("2026-10-31T00:01:00Z");
        assertThat(answer.get("to").textValue()).isEqualTo("2026-11-30T00:01:00Z");
    }

    @Test
    void overdueCustomersComeTheLongestFirst_pageByPage() {
        // Given
        topic.deliverToDirectory("tiers-overdue", rep("li.wei", "Li Wei"));
        List<TierChanges> changes = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            String customer = "customer-" + i;
            changes.add(change(2 * i).customer(customer).moved(null, "B"));
            // Two of them at the same moment.
            changes.add(change(2 * i + 1)
                    .customer(customer)
                    .version(2)
                    .overdue("B")
                    .at("2026-11-2" + Math.max(6, 9 - i) + "T00:00:00Z"));
        }
        changes.add(change(20).customer("customer-1").version(3).moved("B", "C").at("2026-11-29T00:00:00Z"));
        // Given more time, and overdue again.
        changes.add(change(21).customer("customer-2").version(3).overdue("B").at("2026-11-28T12:00:00Z"));
        deliver("tiers-overdue", changes.toArray(TierChanges[]::new));
        owned("tiers-overdue", "customer-3", "zhang.min", "west-2", null);

        // When
        JsonNode first = Tiers.answer("tiers-overdue", "overdue?limit=2");
        JsonNode second = Tiers.answer(
                "tiers-overdue", "overdue?limit=2&cursor=" + first.get("next").textValue());

        // Then
        assertThat(customers(first)).containsExactly("customer-3", "customer-4");
        assertThat(customers(second)).containsExactly("customer-5", "customer-2");
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(second.at("/items/1")).isEqualTo(Tiers.parsed("""
                        {"customerId": "customer-2", "tier": "B", "since": "2026-11-23T01:30:00Z",
                         "overdueSince": "2026-11-28T12:00:00Z", "rep": "li.wei", "team": "east-1", "repName": "Li Wei",
                         "teamName": null}
                        """));
        assertThat(customers(Tiers.answer("tiers-overdue", "overdue?rep=zhang.min")))
                .containsExactly("customer-3");
        assertThat(customers(Tiers.answer("tiers-overdue", "overdue?team=east-1")))
                .containsExactly("customer-4", "customer-5", "customer-2");
        assertThat(customers(Tiers.answer("tiers-overdue", "overdue?tier=A"))).isEmpty();
        assertThat(lines("tiers-overdue", "overdue?format=csv"))
                .hasSize(5)
                .contains("customer-2,B,2026-11-23T01:30:00Z,2026-11-28T12:00:00Z,li.wei,east-1,Li Wei,");
    }

    @Test
    void csvSaysWhatJsonSays() {
        // Given
        deliver(
                "tiers-csv",
                change(1).moved(null, "D").at("2026-11-02T00:00:00Z"),
                change(2).version(2).moved("D", "C").at("2026-11-10T00:00:00Z"),
                change(3).customer("globex").moved(null, "-C").at("2026-11-10T00:00:00Z"));

        // Then
        assertThat(lines("tiers-csv", "inventory?at=2026-11-11T00:00:00Z&by=team&format=csv"))
                .containsExactly(
                        "at,by,rep,team,repName,teamName,standing,tier,customers,overdue,meanSeconds,medianSeconds",
                        "2026-11-11T00:00:00Z,team,,east-1,,,tier,'-C,1,0,86400,86400",
                        "2026-11-11T00:00:00Z,team,,east-1,,,tier,C,1,0,86400,86400");
        assertThat(lines("tiers-csv", "transitions?from=2026-11-03T00:00:00Z&to=2026-11-11T00:00:00Z&format=csv"))
                .containsExactly(
                        "from,to,by,rep,team,repName,teamName,fromStanding,fromTier,toStanding,toTier,customers,changes",
                        "2026-11-03T00:00:00Z,2026-11-11T00:00:00Z,company,,,,,tier,D,tier,C,1,1",
                        "2026-11-03T00:00:00Z,2026-11-11T00:00:00Z,company,,,,,new,,tier,'-C,1,1");
        assertThat(lines("tiers-csv", "durations?from=2026-11-03T00:00:00Z&to=2026-11-11T00:00:00Z&by=rep&format=csv"))
                .containsExactly(
                        "from,to,by,rep,team,repName,teamName,tier,endedStays,endedMeanSeconds,endedMedianSeconds,"
                                + "endedP90Seconds,lastingStays,lastingMeanSeconds,lastingMedianSeconds,lastingP90Seconds,"
                                + "nextStanding,nextTier,nextStays",
                        "2026-11-03T00:00:00Z,2026-11-11T00:00:00Z,rep,li.wei,,,,'-C,0,,,,1,86400,86400,86400,,,",
                        "2026-11-03T00:00:00Z,2026-11-11T00:00:00Z,rep,li.wei,,,,C,0,,,,1,86400,86400,86400,,,",
                        "2026-11-03T00:00:00Z,2026-11-11T00:00:00Z,rep,li.wei,,,,D,1,691200,691200,691200,0,,,,tier,C,1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inventory?at=yesterday&by=campaign&rep=a%20b&format=xml | ?at,?by,?rep,?format",
                "inventory?window=P7D                                    | ?window",
                "transitions                                             | ?window",
                "transitions?window=P1M&team=%00                         | ?window,?team",
                "transitions?from=2026-11-02T00:00:00Z                   | ?to",
                "durations?from=2026-11-02T00:00:00Z&to=2026-11-02T00:00:00Z&by=day | ?to,?by",
                "durations?window=P7D&from=2026-11-02T00:00:00Z          | ?window",
                "overdue?limit=0&tier=a%20tier&rep=%2F&by=rep            | ?by",
                "overdue?limit=501&tier=a%20tier&rep=%2F                 | ?limit,?tier,?rep",
                "overdue?cursor=nonsense                                 | ?cursor",
                "overdue?cursor=WyJ4IiwieSJd                             | ?cursor",
                "overdue?format=csv&limit=5&cursor=WyJ4IiwieSJd          | ?limit,?cursor"
            })
    void everythingThatIsWrongIsNamed(String question, String pointers) {
        Tiers.ask("tiers-bad", question)
                .then()
                .statusCode(422)
                .contentType(startsWith("application/problem+json"))
                .body("errors.pointer", hasItems(pointers.split(",")))
                .body("errors.size()", equalTo(pointers.split(",").length));
    }

    @Test
    void otherFormsAreNotAcceptable() {
        given().auth()
                .oauth2(io.tierline.kit.testing.Tokens.of("tiers-bad", "bi"))
                .accept("text/html")
                .get("/v1/tiers/inventory")
                .then()
                .statusCode(406);
    }

    @Test
    void recordThatIsNoChangeGoesToTheDeadLetters_alone() {
        // Given
        deliver(
                "tiers-letters",
                change(1),
                change(2).customer("globex").with("reason", "whim"),
                change(3).customer("initech"));

        // Then
        assertThat(inShort("tiers-letters", "inventory")).containsExactly("tier D 2/0");
        assertThat(topic.deadLettersOf(TierChanges.TOPIC, "tiers-letters/globex"))
                .hasSize(1);
    }

    @Test
    void consumedAndKeptChangesAreCounted() {
        deliver("tiers-meters", change(1), change(1));

        Management.get("/q/metrics")
                .then()
                .body(containsString("tierline_analytics_records_consumed_total{topic=\"tierline.tier-changes\""))
                .body(containsString("tierline_analytics_tier_changes_kept_total"));
    }

    private void deliver(String tenant, TierChanges... changes) {
        topic.deliver(
                Arrays.stream(changes).map(change -> change.record(tenant)).toList());
    }

    /** As the customer's lifecycle would tell. */
    private void owned(String tenant, String customer, String rep, String team, String mergedInto) {
        database.preparedQuery("""
                        insert into customer (tenant, customer_id, revision, status, round, owner_rep, owner_team, profile,
                            merged_into, at)
                        values ($1, $2, 1, 'open', 1, $3, $4, '{}', $5, '2026-11-29T00:00:00Z')
                        on conflict (tenant, customer_id) do nothing
                        """)
                .execute(Tuple.of(tenant, customer, rep, team, mergedInto))
                .await()
                .atMost(Duration.ofSeconds(30));
    }

    /** Each row in short: the group if there is one, standing, tier, customers/overdue. */
    private static List<String> inShort(String tenant, String question) {
        JsonNode answer = Tiers.answer(tenant, question);
        String by = answer.get("by").textValue();
        return StreamSupport.stream(answer.get("rows").spliterator(), false)
                .map(row -> Stream.of(
                                by.equals("company") ? "" : row.get(by).asText(),
                                row.get("standing").asText(),
                                row.get("tier").isNull() ? "" : row.get("tier").asText(),
                                row.get("customers") + "/" + row.get("overdue"))
                        .filter(word -> !word.isEmpty())
                        .collect(java.util.stream.Collectors.joining(" ")))
                .toList();
    }

    private static List<String> cells(JsonNode row) {
        return StreamSupport.stream(row.get("cells").spliterator(), false)
                .map(cell -> end(cell, "from") + " > " + end(cell, "to") + " " + cell.get("customers") + "/"
                        + cell.get("changes"))
                .toList();
    }

    private static String end(JsonNode cell, String which) {
        JsonNode tier = cell.get(which + "Tier");
        return tier.isNull() ? cell.get(which + "Standing").textValue() : tier.textValue();
    }

    private static List<String> customers(JsonNode page) {
        return page.get("items").findValuesAsText("customerId");
    }

    private static List<String> lines(String tenant, String question) {
        return Tiers.ask(tenant, question)
                .then()
                .statusCode(200)
                .contentType("text/csv;charset=UTF-8")
                .extract()
                .asString()
                .lines()
                .toList();
    }
}
