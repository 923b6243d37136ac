package io.tierline.analytics.sources.rest;

import static io.restassured.RestAssured.given;
import static io.tierline.analytics.fixtures.CallOutcomes.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.analytics.fixtures.CallOutcomes;
import io.tierline.analytics.fixtures.Questions;
import io.tierline.analytics.fixtures.Topic;
import io.tierline.kit.testing.Tokens;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which sources of addresses are worth their calls. Each test has a tenant of its own. */
@QuarkusTest
class SourcesResourceTest {

    private static final String DAY = "from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z";
    private static final String REGISTER = "{\"sourceKind\": \"online\", \"sourceName\": \"Tianyancha\"}";
    private static final String EXPO = "{\"sourceKind\": \"offline\", \"sourceName\": \"Expo 2026\"}";

    @Inject
    Topic topic;

    @Inject
    Pool pool;

    @ParameterizedTest
    @ValueSource(strings = {"bi", "manager", "rep", "admin"})
    void mayRead(String role) {
        given().auth()
                .oauth2(Tokens.of("acme", role))
                .get("/v1/sources?window=P7D")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"telephony", "operator", "nobody"})
    void mayNotRead(String role) {
        given().auth()
                .oauth2(Tokens.of("acme", role))
                .get("/v1/sources?window=P7D")
                .then()
                .statusCode(403);
    }

    @Test
    void withoutATokenNothingIsAnswered() {
        given().get("/v1/sources?window=P7D").then().statusCode(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "direction=all                                          | ?window",
                "window=P7D&by=rep                                      | ?by",
                "window=P7D&firstCalls=false                            | ?firstCalls",
                "from=2025-01-01T00:00:00Z&to=2026-01-02T00:00:01Z      | ?to",
                "window=y&rep=*&team=*&campaign=*&direction=x&includeFlagged=x&format=x | ?window ?rep ?team ?campaign ?direction ?includeFlagged ?format"
            })
    void badQuestionIsRefusedWithEveryFault(String query, String pointers) {
        Questions.refused("/v1/sources?" + query, pointers.split(" "));
    }

    @Test
    void nobodySeesAnotherTenantsCustomersAndCalls() {
        // Given two companies that call customers of the same id, and one of them knows where it is from
        customer("sources-mine", "acme", REGISTER, "won");
        topic.deliver("sources-mine", call("1"));
        topic.deliver("sources-else", call("1"));

        assertThat(inShort("sources-mine"))
                .containsExactly("online Tianyancha: customers 1, dials 1, reached 1, engaged 1, won 1");
        assertThat(inShort("sources-else")).containsExactly("null null: customers 1, dials 1, reached 1, engaged 1");
        assertThat(inShort("sources-nobody")).isEmpty();
    }

    @Test
    void customerIsDead_whenNothingButABadNumberWasEverFound() {
        topic.deliver(
                "sources-dead",
                call("1").customer("bad").outcome("WN"),
                call("2").customer("bad").outcome("WN"),
                call("3").customer("bad").pending(),
                call("4").customer("alive").outcome("WN"),
                call("5").customer("alive").outcome("NA"),
                call("6").customer("unknown").pending(),
                call("7").customer("unknown").failed(),
                call("8").customer("voided").voided());

        assertThat(inShort("sources-dead"))
                .containsExactly("null null: customers 2, withoutOutcome 1, dials 4, dead 1");
    }

    @Test
    void mergedCustomerCountsAsTheOneItIs() {
        // Given
        customer("sources-merged", "acme", EXPO, "open");
        customer("sources-merged", "acme-old", REGISTER, "open");
        pool.query(
                        "update customer set merged_into = 'acme' where tenant = 'sources-merged' and customer_id = 'acme-old'")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(60));

        // When
        topic.deliver(
                "sources-merged",
                call("1").outcome("NA"),
                call("2").customer("acme-old").outcome("WN"));

        // Then
        assertThat(inShort("sources-merged")).containsExactly("offline Expo 2026: customers 1, dials 2");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyNumberEqualsARecount(long seed) {
        // Given
        Random random = new Random(seed);
        String tenant = "sources-recount-" + seed;
        Map<String, String> sources = new HashMap<>();
        Set<String> won = Set.of("customer-1", "customer-5", "customer-9");
        for (int i = 0; i < 30; i++) {
            String profile = some(random, REGISTER, EXPO, "{}");
            customer(tenant, "customer-" + i, profile, won.contains("customer-" + i) ? "won" : "open");
            sources.put(
                    "customer-" + i,
                    profile.equals(REGISTER)
                            ? "online Tianyancha"
                            : profile.equals(EXPO) ? "offline Expo 2026" : "null null");
        }
        List<CallOutcomes> calls = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            CallOutcomes state = call("call-" + i)
                    .at(Instant.parse("2026-11-22T12:00:00Z")
                            .plusSeconds(random.nextInt(2 * 86_400))
                            .toString())
                    .customer("customer-" + random.nextInt(40))
                    .rep(some(random, "li.wei", "zhang.min"))
                    .with("direction", some(random, "outbound", "inbound"))
                    .with("flags", random.nextInt(4) == 0 ? List.of("talked-but-na") : List.of());
            calls.add(
                    switch (random.nextInt(6)) {
                        case 0 -> state.pending();
                        case 1 -> state.failed();
                        case 2 -> state.voided();
                        default -> state.outcome(some(random, "WN", "WN", "NA", "CUT", "RJ", "NO_NEED", "D", "C"));
                    });
        }

        // When
        topic.deliver(tenant, calls);

        // Then
        for (String filter : List.of("", "&rep=li.wei", "&direction=all", "&direction=inbound&includeFlagged=false")) {
            assertThat(inShort(tenant, filter)).as(filter).isEqualTo(recounted(calls, sources, won, filter));
        }
    }

    @Test
    void csvSaysTheSame_oneLinePerSourceAndMeasure() {
        // Given
        customer("sources-csv", "acme", REGISTER, "open");
        topic.deliver("sources-csv", call("1"), call("2").customer("other").outcome("WN"));

        // When
        String csv =
                Questions.ask("sources-csv", "/v1/sources?format=csv&" + DAY).asString();

        // Then
        List<String> lines = new ArrayList<>(List.of(String.join(",", SourcesAnswer.COLUMNS)));
        for (JsonNode row : Questions.rows("sources-csv", "/v1/sources?" + DAY)) {
            String start = "2026-11-23T00:00:00Z,2026-11-24T00:00:00Z,"
                    + row.get("sourceKind").asText("") + ","
                    + row.get("sourceName").asText("") + ",";
            Questions.measuresOf(row).stream().skip(2).forEach(measure -> lines.add(start + measure));
        }
        assertThat(csv.split("\r\n")).hasSize(1 + 2 * 12).containsExactlyElementsOf(lines);
        assertThat(lines.get(0))
                .isEqualTo("from,to,sourceKind,sourceName,measure,value,numerator,denominator,low,high");
    }

    @Test
    void documentedExampleIsTheRealAnswer() throws Exception {
        // Given
        customer("sources-example", "acme", REGISTER, "won");
        customer("sources-example", "initech", REGISTER, "open");
        customer("sources-example", "umbrella", REGISTER, "open");
        customer("sources-example", "globex", EXPO, "open");
        topic.deliver(
                "sources-example",
                call("1").outcome("NA"),
                call("2").outcome("C"),
                call("3").customer("initech").outcome("WN"),
                call("4").customer("umbrella").outcome("RJ"),
                call("5").customer("globex").outcome("D"));

        // When
        String answer = Questions.ask("sources-example", "/v1/sources?" + DAY).asString();

        // Then
        assertThat(Questions.read(answer)).isEqualTo(Questions.read(SourcesExample.JSON));
        assertThat(Files.readString(Path.of("README.md"))).contains(SourcesExample.JSON);
    }

    @Test
    void apiIsDescribed() {
        List<String> descriptions = given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/v1/sources'.get.operationId", equalTo("sources"))
                .extract()
                .path("paths.'/v1/sources'.get.parameters.description");
        assertThat(descriptions).hasSize(10).doesNotContainNull();
    }

    /** A customer as grading-service tells of it. */
    private void customer(String tenant, String id, String profile, String status) {
        pool.preparedQuery("insert into customer (tenant, customer_id, revision, status, round, profile, at)"
                        + " values ($1, $2, 1, $3, 1, $4::text::jsonb, '2026-11-23T00:00:00Z')")
                .execute(Tuple.of(tenant, id, status, profile))
                .await()
                .atMost(Duration.ofSeconds(60));
    }

    private static List<String> inShort(String tenant, String... filters) {
        List<String> rows = new ArrayList<>();
        for (JsonNode row : Questions.rows(tenant, "/v1/sources?" + DAY + String.join("", filters))) {
            List<String> counts = new ArrayList<>();
            row.properties().forEach(member -> {
                if (member.getValue().isNumber() && member.getValue().longValue() > 0) {
                    counts.add(member.getKey() + " " + member.getValue());
                }
            });
            for (String share : List.of("dead", "reached", "engaged", "meeting")) {
                JsonNode body = row.get(share + "Share");
                assertThat(body.get("numerator")).isEqualTo(row.get(share.equals("meeting") ? "meetings" : share));
                assertThat(body.get("denominator")).isEqualTo(row.get("customers"));
            }
            rows.add(row.get("sourceKind").asText() + " "
                    + row.get("sourceName").asText() + ": " + String.join(", ", counts));
        }
        return rows;
    }

    private static List<String> recounted(
            List<CallOutcomes> calls, Map<String, String> sources, Set<String> won, String filter) {
        Map<String, Map<String, List<CallOutcomes>>> customers = new TreeMap<>(Comparator.comparing((String source) ->
                List.of("offline Expo 2026", "online Tianyancha", "null null").indexOf(source)));
        for (CallOutcomes call : calls) {
            String at = call.get("startedAt");
            if (at.compareTo("2026-11-23T00:00:00Z") >= 0
                    && at.compareTo("2026-11-24T00:00:00Z") < 0
                    && !call.<Boolean>get("voided")
                    && (!filter.contains("li.wei") || call.get("rep").equals("li.wei"))
                    && (filter.contains("all")
                            || call.get("direction").equals(filter.contains("inbound") ? "inbound" : "outbound"))
                    && (!filter.contains("Flagged")
                            || call.<List<String>>get("flags").isEmpty())) {
                customers
                        .computeIfAbsent(
                                sources.getOrDefault(call.get("customerId"), "null null"), none -> new HashMap<>())
                        .computeIfAbsent(call.get("customerId"), none -> new ArrayList<>())
                        .add(call);
            }
        }
        List<String> rows = new ArrayList<>();
        customers.forEach((source, its) -> {
            List<List<String>> outcomes = its.values().stream()
                    .map(of -> of.stream()
                            .map(call -> call.<String>get("outcome"))
                            .filter(outcome -> outcome != null)
                            .toList())
                    .toList();
            List<String> counts = new ArrayList<>();
            add(
                    counts,
                    "customers",
                    outcomes.stream().filter(of -> !of.isEmpty()).count());
            add(
                    counts,
                    "withoutOutcome",
                    outcomes.stream().filter(List::isEmpty).count());
            add(counts, "dials", outcomes.stream().mapToLong(List::size).sum());
            add(
                    counts,
                    "dead",
                    outcomes.stream()
                            .filter(of -> Set.copyOf(of).equals(Set.of("WN")))
                            .count());
            add(counts, "reached", with(outcomes, Set.of("BL", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C")));
            add(counts, "engaged", with(outcomes, Set.of("NO_NEED", "D", "C")));
            add(counts, "meetings", with(outcomes, Set.of("C")));
            add(counts, "won", its.keySet().stream().filter(won::contains).count());
            rows.add(source + ": " + String.join(", ", counts));
        });
        return rows;
    }

    private static long with(List<List<String>> outcomes, Set<String> any) {
        return outcomes.stream()
                .filter(of -> of.stream().anyMatch(any::contains))
                .count();
    }

    private static void add(List<String> counts, String name, long count) {
        if (count > 0) {
            counts.add(name + " " + count);
        }
    }

    @SafeVarargs
    private static <E> E some(Random random, E... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
