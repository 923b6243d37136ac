package io.tierline.analytics.rates;

import static io.restassured.RestAssured.given;
import static io.tierline.analytics.fixtures.CallOutcomes.call;
import static io.tierline.analytics.fixtures.Rates.EVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tierline.analytics.fixtures.CallOutcomes;
import io.tierline.analytics.fixtures.Rates;
import io.tierline.analytics.fixtures.SetClock;
import io.tierline.analytics.fixtures.Topic;
import io.tierline.kit.testing.Tokens;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CallsBehindTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
    private static final String[] REPS = {"li.wei", "wang.fang", null};
    private static final String[] TEAMS = {"east-1", "west-2", null};
    private static final String[] CAMPAIGNS = {"expo-2026", "spring", null};
    private static final String[] OUTCOMES = {"NA", "WN", "BL", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C"};

    @Inject
    Topic topic;

    @Inject
    SetClock clock;

    @AfterEach
    void theClockIsBack() {
        clock.set("2026-11-23T09:30:30Z");
    }

    @Test
    void callIsListedWithAllThatIsKnownOfIt() {
        // Given
        topic.deliver(
                "behind-all",
                call("a").with("flags", List.of("na-with-talk", "late")),
                call("b")
                        .at("2026-11-23T01:31:00.123456Z")
                        .rep(null)
                        .team(null)
                        .campaign(null)
                        .talkSeconds(null)
                        .pending()
                        .inbound());

        // When
        JsonNode answer = answer("behind-all", "direction=all&" + EVER);

        // Then
        assertThat(answer).isEqualTo(json("""
                        {"from": "2026-01-01T00:00:00Z", "to": "2027-12-31T00:00:00Z", "items": [
                          {"callId": "b", "customerId": "acme", "rep": null, "team": null, "campaign": null,
                           "direction": "inbound", "startedAt": "2026-11-23T01:31:00.123456Z", "status": "pending",
                           "outcome": null, "talkSeconds": null, "flags": [], "revision": 1},
                          {"callId": "a", "customerId": "acme", "rep": "li.wei", "team": "east-1", "campaign": "expo-2026",
                           "direction": "outbound", "startedAt": "2026-11-23T01:30:00Z", "status": "summarised",
                           "outcome": "D", "talkSeconds": 95, "flags": ["na-with-talk", "late"], "revision": 1}],
                         "next": null}
                        """));
    }

    @Test
    void callsComeAsCsvAllAtOnce() {
        topic.deliver(
                "behind-csv",
                call("a").with("flags", List.of("na-with-talk", "late")),
                call("b").at("2026-11-23T01:31:00Z").rep(null).talkSeconds(null).pending());

        assertThat(ask("behind-csv", "format=csv&" + EVER)
                        .then()
                        .statusCode(200)
                        .contentType("text/csv")
                        .extract()
                        .asString())
                .isEqualTo("callId,customerId,rep,team,campaign,direction,startedAt,status,outcome,talkSeconds,flags,"
                        + "revision\r\n"
                        + "b,acme,,east-1,expo-2026,outbound,2026-11-23T01:31:00Z,pending,,,,1\r\n"
                        + "a,acme,li.wei,east-1,expo-2026,outbound,2026-11-23T01:30:00Z,summarised,D,95,"
                        + "na-with-talk late,1\r\n");
    }

    @Test
    void correctedCallIsListedAsItIsNow_andAVoidedOneIsNot() {
        topic.deliver("behind-now", call("a"), call("b"));
        topic.deliver(
                "behind-now",
                call("a").revision(2).outcome("CUT"),
                call("b").revision(2).voided());

        assertThat(idsOf(answer("behind-now", "rate=hangUp&" + EVER))).containsExactly("a");
        assertThat(idsOf(answer("behind-now", EVER))).containsExactly("a");
    }

    @Test
    void pagesStayInThePeriodAndMetricsOfTheFirst() {
        // Given
        topic.deliver(
                "behind-pages",
                call("a").at("2026-11-23T09:16:30Z"),
                call("b").at("2026-11-23T09:20:00Z"),
                call("c").at("2026-11-23T09:20:00Z"));
        JsonNode first = answer("behind-pages", "window=PT15M&rate=lead&limit=2");
        assertThat(idsOf(first)).containsExactly("c", "b");

        // When: time goes on, and lead means something else
        clock.set("2026-11-23T09:40:00Z");
        given().auth()
                .oauth2(Tokens.of("behind-pages", "manager"))
                .contentType("application/json")
                .body("{\"metrics\":[{\"id\":\"lead\",\"numerator\":[\"C\"],\"denominator\":[\"C\",\"BL\"]}]}")
                .put("/v1/metrics")
                .then()
                .statusCode(200);

        // Then
        JsonNode second = answer(
                "behind-pages",
                "window=PT15M&rate=lead&limit=2&cursor=" + first.get("next").textValue());
        assertThat(idsOf(second)).containsExactly("a");
        assertThat(second.get("from")).isEqualTo(first.get("from"));
        assertThat(second.get("next").isNull()).isTrue();
    }

    @Test
    void cursorOfAnotherQuestionIsRefused() {
        topic.deliver("behind-cursor", call("a"), call("b"));
        String cursor =
                answer("behind-cursor", "window=P1D&limit=1").get("next").textValue();

        for (String query : List.of("window=P2D&cursor=" + cursor, EVER + "&cursor=" + cursor, EVER + "&cursor=W10")) {
            ask("behind-cursor", query).then().statusCode(422).body("errors.pointer", contains("?cursor"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyNumberHasItsCalls(long seed) {
        // Given
        Random random = new Random(seed);
        String tenant = "behind-" + seed;
        List<CallOutcomes> events = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            events.add(someCall(random, "call-" + i));
            if (random.nextInt(3) == 0) {
                events.add(someCall(random, "call-" + i).revision(2));
            }
        }
        topic.deliver(tenant, events);
        for (int i = 0; i < 3; i++) {
            String by = some(random, "rep", "team", "campaign", "company");
            String filters = someFilters(random, by);
            for (JsonNode row : Rates.rows(tenant, "by=" + by + "&" + filters)) {
                String ofRow = by.equals("company")
                        ? filters
                        : row.get(by).isNull()
                                ? filters + "&unassigned=" + by
                                : filters + "&" + by + "=" + row.get(by).textValue();

                // When
                List<JsonNode> all = allPages(tenant, ofRow, 1 + random.nextInt(60));

                // Then: the row's calls, and each once, the newest first
                assertThat(all)
                        .as(ofRow)
                        .hasSize(row.get("dials").intValue()
                                + row.get("pending").intValue()
                                + row.get("failed").intValue());
                assertThat(all)
                        .isSortedAccordingTo(Comparator.comparing((JsonNode item) ->
                                        Instant.parse(item.get("startedAt").textValue()))
                                .thenComparing(item -> item.get("callId").textValue())
                                .reversed())
                        .doesNotHaveDuplicates();
                assertThat(all.stream()
                                .mapToLong(item -> item.get("talkSeconds").longValue())
                                .sum())
                        .isEqualTo(row.get("talkSeconds").longValue());
                Map<String, Integer> perOutcome = new java.util.TreeMap<>();
                all.forEach(item -> perOutcome.merge(item.get("outcome").asText(), 1, Integer::sum));
                row.get("counts")
                        .properties()
                        .forEach(count -> assertThat(perOutcome.getOrDefault(count.getKey(), 0))
                                .isEqualTo(count.getValue().intValue()));

                // Then: and of each rate
                row.get("rates")
                        .properties()
                        .forEach(rate -> List.of("numerator", "denominator")
                                .forEach(part -> assertThat(allPages(
                                                tenant, ofRow + "&rate=" + rate.getKey() + "&part=" + part, 500))
                                        .as("%s of %s in %s", part, rate.getKey(), ofRow)
                                        .hasSize(rate.getValue().get(part).intValue())
                                        .isSubsetOf(all)));
            }
        }
    }

    @Test
    void otherTenantsCallsAreNotListed() {
        topic.deliver("behind-mine", call("a"));
        topic.deliver("behind-theirs", call("b"));

        assertThat(idsOf(answer("behind-mine", EVER))).containsExactly("a");
    }

    @Test
    void unknownRateIsAnsweredWithThoseThatThereAre() {
        ask("behind-rate", "rate=luck&" + EVER)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("?rate"))
                .body(
                        "errors[0].message",
                        equalTo("must be one of contact, validContact, invalid, hangUp, engagement, conversion, lead"));
    }

    @Test
    void badQuestionIsRefusedWithAllItsFaults() {
        ask("behind-bad", "part=half&unassigned=rep&rep=li.wei&limit=0&direction=up&metrics=x")
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "?part", "?part", "?unassigned", "?limit", "?direction", "?metrics", "?window"));
        ask("behind-bad", "format=csv&limit=5&cursor=x&" + EVER)
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("?limit", "?cursor"));
        ask("behind-bad", "metrics=7&" + EVER).then().statusCode(422).body("errors.pointer", contains("?metrics"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"telephony", "operator"})
    void otherRolesMayNotRead(String role) {
        given().auth()
                .oauth2(Tokens.of("behind-roles", role))
                .get("/v1/rates/calls?window=P1D")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bi", "rep", "manager", "admin"})
    void readersMayRead(String role) {
        given().auth()
                .oauth2(Tokens.of("behind-roles", role))
                .get("/v1/rates/calls?window=P1D")
                .then()
                .statusCode(200);
    }

    // ---- random calls and questions

    private static CallOutcomes someCall(Random random, String callId) {
        CallOutcomes call = call(callId)
                // Often at the same moment as others.
                .at(START.plus(random.nextInt(48), ChronoUnit.HOURS)
                        .plus(random.nextInt(4) * 17L, ChronoUnit.MINUTES)
                        .toString())
                .customer("customer-" + random.nextInt(40))
                .rep(some(random, REPS))
                .team(some(random, TEAMS))
                .campaign(some(random, CAMPAIGNS))
                .talkSeconds(random.nextInt(900))
                .with("flags", random.nextInt(5) == 0 ? List.of("na-with-talk") : List.of());
        call = random.nextInt(6) == 0 ? call.inbound() : call;
        call = random.nextInt(10) == 0 ? call.voided() : call;
        return switch (random.nextInt(8)) {
            case 0 -> call.pending();
            case 1 -> call.failed();
            default -> call.outcome(some(random, OUTCOMES));
        };
    }

    private static String someFilters(Random random, String by) {
        Instant from = START.plus(random.nextInt(40 * 60), ChronoUnit.MINUTES);
        return "from=" + from + "&to=" + from.plus(1 + random.nextInt(30 * 60), ChronoUnit.MINUTES)
                + "&direction=" + some(random, "all", "outbound", "inbound")
                + (random.nextInt(3) == 0 ? "&firstCalls=true" : "")
                + (random.nextInt(3) == 0 ? "&includeFlagged=false" : "")
                + (!by.equals("rep") && random.nextInt(3) == 0 ? "&rep=li.wei" : "")
                + (!by.equals("team") && random.nextInt(3) == 0 ? "&team=east-1" : "")
                + (!by.equals("campaign") && random.nextInt(3) == 0 ? "&campaign=spring" : "");
    }

    @SafeVarargs
    private static <E> E some(Random random, E... choices) {
        return choices[random.nextInt(choices.length)];
    }

    // ---- asking

    private static Response ask(String tenant, String query) {
        return given().auth()
                .oauth2(Tokens.of(tenant, "bi"))
                .urlEncodingEnabled(false)
                .get("/v1/rates/calls?" + query);
    }

    private static JsonNode answer(String tenant, String query) {
        return json(ask(tenant, query).then().statusCode(200).extract().asString());
    }

    private static List<JsonNode> allPages(String tenant, String query, int limit) {
        List<JsonNode> items = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = answer(tenant, query + "&limit=" + limit + next);
            assertThat(page.get("items").size()).isLessThanOrEqualTo(limit);
            page.get("items").forEach(items::add);
            // Or a list that never ends would be read for ever.
            assertThat(items).doesNotHaveDuplicates();
            next = page.get("next").isNull()
                    ? null
                    : "&cursor=" + page.get("next").textValue();
        } while (next != null);
        return items;
    }

    private static List<String> idsOf(JsonNode answer) {
        return StreamSupport.stream(answer.get("items").spliterator(), false)
                .map(item -> item.get("callId").textValue())
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }
}
