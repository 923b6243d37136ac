package io.tierline.grading.deals;

import static io.tierline.grading.deals.DealsApi.WON_OVER;
import static io.tierline.grading.deals.DealsApi.close;
import static io.tierline.grading.deals.DealsApi.closing;
import static io.tierline.grading.deals.DealsApi.correct;
import static io.tierline.grading.deals.DealsApi.disqualified;
import static io.tierline.grading.deals.DealsApi.ending;
import static io.tierline.grading.deals.DealsApi.learn;
import static io.tierline.grading.deals.DealsApi.lost;
import static io.tierline.grading.deals.DealsApi.reopen;
import static io.tierline.grading.deals.DealsApi.target;
import static io.tierline.grading.deals.DealsApi.with;
import static io.tierline.grading.deals.DealsApi.won;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.awaitTier;
import static io.tierline.grading.grades.GradingApi.grade;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.grades.PublishedCalls.call;
import static io.tierline.grading.grades.PublishedCalls.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ClosingTest {

    private final String tenant = newTenant();

    @Test
    void dealIsClosed_withAllThatIsSaid_andWhatWasUnmet() {
        // Given
        publish(tenant, call("pbx-1", "acme", "D"));
        awaitTier(tenant, "acme", "D");
        target(tenant, "acme");

        // When
        Response answer = close(
                tenant,
                "acme",
                with(
                        ending("won", "fit", "price"),
                        "competitor",
                        "Kingdee",
                        "amount",
                        Map.of("value", 120000.50, "currency", "CNY"),
                        "note",
                        "Signed at the expo."));

        // Then
        answer.then()
                .statusCode(201)
                .header("Location", endsWith("/v1/customers/acme/closing"))
                .header("ETag", "\"1\"")
                .body("closingId", startsWith("closing:"))
                .body("customerId", equalTo("acme"))
                .body("revision", equalTo(1))
                .body("round", equalTo(1))
                .body("result", equalTo("won"))
                .body("label", equalTo("Won"))
                .body("reasons.code", contains("fit", "price"))
                .body("reasons[1].label", equalTo("Price"))
                .body("competitor", equalTo("Kingdee"))
                .body("amount.value", equalTo(120000.5f))
                .body("amount.currency", equalTo("CNY"))
                .body("note", equalTo("Signed at the expo."))
                .body("closedAt", notNullValue())
                .body("by", notNullValue())
                .body("rep", equalTo("li.wei"))
                .body("team", equalTo("east-1"))
                .body("tier", equalTo("C"))
                .body("basis", equalTo("criteria"))
                .body("standard", equalTo(1))
                .body("unmet.findAll { it.tier == 'B' }.criterion", hasItem("key-persons"))
                .body("unmet.findAll { it.tier == 'C' }", equalTo(List.of()))
                .body("unmet.label", everyItem(notNullValue()))
                .body("unmet.find { it.tier == 'B' }.tierLabel", equalTo("Interested"))
                .body("unmet.find { it.criterion == 'competitors' }.why", containsString("ompetitors"))
                .body("reopening", nullValue());
        assertThat(closing(tenant, "acme").then().statusCode(200).extract().asString())
                .isEqualTo(answer.asString());
    }

    @Test
    void closedCustomerHasNoTier_andTheChangeSaysWhy() {
        // Given
        target(tenant, "acme");

        // When
        String closingId = close(tenant, "acme", lost()).path("closingId");

        // Then
        JsonPath grade = grade(tenant, "acme");
        assertThat(grade.getString("tier")).isNull();
        assertThat(grade.getString("status")).isEqualTo("lost");
        assertThat(grade.getString("next")).isNull();
        List<Map<String, Object>> changes =
                as(tenant, "rep").get("/v1/tier-changes").jsonPath().getList("items");
        assertThat(changes).hasSize(2);
        assertThat(changes.get(1))
                .containsEntry("from", "C")
                .containsEntry("to", null)
                .containsEntry("reason", "status")
                .containsEntry("cause", closingId);
        assertThat(as(tenant, "rep").get("/v1/customers?tier=none").jsonPath().getList("items.customerId"))
                .containsExactly("acme");
    }

    @Test
    void nothingThatIsLearnedGivesAClosedCustomerATier() {
        // Given
        target(tenant, "acme");
        close(tenant, "acme", disqualified()).then().statusCode(201);

        // When
        learn(tenant, "acme", Map.of("keyPersons", Map.of("UB", WON_OVER), "procurement", "clear"));

        // Then
        assertThat(grade(tenant, "acme").getString("tier")).isNull();
        assertThat(as(tenant, "rep").get("/v1/tier-changes").jsonPath().getList("items"))
                .hasSize(2);
    }

    @Test
    void whatWasFrozenStays_whateverIsLearnedLater() {
        // Given
        target(tenant, "acme");
        String frozen = close(tenant, "acme", lost()).asString();

        // When
        learn(tenant, "acme", Map.of("budget", "unknown", "keyPersons", Map.of("UB", WON_OVER)));

        // Then
        assertThat(closing(tenant, "acme").asString()).isEqualTo(frozen);
    }

    @Test
    void wordsComeInTheReadersLanguage() {
        // Given
        target(tenant, "acme");
        close(tenant, "acme", lost()).then().statusCode(201);

        // When
        Response answer = as(tenant, "rep").header("Accept-Language", "zh-CN").get("/v1/customers/acme/closing");

        // Then
        answer.then()
                .body("label", equalTo("丢单"))
                .body("reasons[0].label", equalTo("价格"))
                .body("unmet.find { it.tier == 'B' }.tierLabel", equalTo("B类 意向客户"));
        assertThat(answer.jsonPath().getString("unmet[0].why"))
                .isNotEqualTo(closing(tenant, "acme").path("unmet[0].why"));
    }

    @Test
    void customerWithoutATierCanBeClosed() {
        // Given
        learn(tenant, "acme", Map.of("competitors", "known"));

        // When
        Response answer = close(tenant, "acme", disqualified());

        // Then
        answer.then().statusCode(201).body("tier", nullValue()).body("basis", nullValue());
        assertThat(answer.jsonPath().getList("unmet")).isNotEmpty();
        assertThat(as(tenant, "rep").get("/v1/tier-changes").jsonPath().getList("items"))
                .isEmpty();
    }

    @Test
    void sameClosingAgainIsAnsweredByTheFirst() {
        // Given
        target(tenant, "acme");
        Map<String, Object> body = with(won(), "amount", Map.of("value", 100, "currency", "EUR"));
        Response first = close(tenant, "acme", body);

        // When
        Response again = close(tenant, "acme", with(won(), "amount", Map.of("value", 100.00, "currency", "EUR")));

        // Then
        again.then().statusCode(200);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(closings("acme")).hasSize(1);
    }

    @Test
    void closedDealIsNotClosedOtherwise() {
        // Given
        target(tenant, "acme");
        close(tenant, "acme", won()).then().statusCode(201);

        // When
        Response answer = close(tenant, "acme", lost());

        // Then
        answer.then().statusCode(409).body("code", equalTo("already-closed"));
        closing(tenant, "acme").then().body("result", equalTo("won")).body("revision", equalTo(1));
    }

    @Test
    void oneOfTwoClosesTheDeal_whenTheyDisagreeAtTheSameTime() throws Exception {
        // Given
        target(tenant, "acme");

        // When
        List<Integer> statuses = atOnce(() -> close(tenant, "acme", won()), () -> close(tenant, "acme", lost()));

        // Then
        assertThat(statuses).containsExactlyInAnyOrder(201, 409);
        assertThat(closings("acme")).hasSize(1);
    }

    @Test
    void dealIsClosedOnce_whenManySayTheSameAtTheSameTime() throws Exception {
        // Given
        target(tenant, "acme");

        // When
        List<Integer> statuses = atOnce(Collections.nCopies(8, () -> close(tenant, "acme", won())));

        // Then
        assertThat(statuses).containsOnlyOnce(201);
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(7);
        assertThat(closings("acme")).hasSize(1);
        assertThat(as(tenant, "rep").get("/v1/tier-changes").jsonPath().getList("items.to"))
                .containsExactly("C", null);
    }

    @Test
    void dealThatEndedBefore_isFrozenAsTheCustomerStoodThen() {
        // Given
        Instant then = Instant.now().minusSeconds(7200).truncatedTo(ChronoUnit.SECONDS);
        learn(
                tenant,
                "acme",
                Map.of("observedAt", then.minusSeconds(10).toString(), "keyPersons", Map.of("EB", WON_OVER)));
        learn(tenant, "acme", Map.of("observedAt", then.plusSeconds(10).toString(), "budget", "confirmed"));

        // When
        Response answer = close(tenant, "acme", with(lost(), "closedAt", then.toString()));

        // Then
        answer.then()
                .statusCode(201)
                .body("closedAt", equalTo(then.toString()))
                .body("tier", nullValue())
                .body("unmet.findAll { it.tier == 'C' }.criterion", contains("budget"));
    }

    @Test
    void dealCannotEndBeforeItWasOpened() {
        // Given
        target(tenant, "acme");
        close(tenant, "acme", won()).then().statusCode(201);
        reopen(tenant, "acme", "second-sale").then().statusCode(200);

        // When
        Response answer = close(
                tenant,
                "acme",
                with(won(), "closedAt", Instant.now().minusSeconds(3600).toString()));

        // Then
        answer.then().statusCode(409).body("code", equalTo("closed-too-early"));
        assertThat(grade(tenant, "acme").getString("status")).isEqualTo("open");
    }

    @Test
    void everyFaultIsNamed_andNothingIsKept() {
        // Given
        target(tenant, "acme");

        // When
        Response answer = close(
                tenant,
                "acme",
                Map.of(
                        "result",
                        "drawn",
                        "reasons",
                        List.of("price", "price", 7),
                        "competitor",
                        "",
                        "amount",
                        Map.of("value", -1, "currency", "RMB", "vat", true),
                        "note",
                        "x".repeat(4_001),
                        "closedAt",
                        Instant.now().plusSeconds(400).toString(),
                        "why",
                        "price"));

        // Then
        answer.then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/result",
                                "/reasons/1",
                                "/reasons/2",
                                "/competitor",
                                "/amount/value",
                                "/amount/currency",
                                "/amount/vat",
                                "/note",
                                "/closedAt",
                                "/why"));
        closing(tenant, "acme").then().statusCode(404).body("code", equalTo("no-closing"));
        assertThat(grade(tenant, "acme").getString("tier")).isEqualTo("C");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | /result /reasons",
                "{\"result\":\"won\",\"reasons\":[]} | /reasons",
                "{\"result\":\"won\",\"reasons\":\"fit\"} | /reasons",
                "{\"result\":\"won\",\"reasons\":null} | /reasons",
                "{\"result\":\"won\",\"reasons\":[\"\"]} | /reasons/0",
                "{\"result\":\"won\",\"reasons\":[\"fit\"],\"amount\":{}} | /amount/value /amount/currency",
                "{\"result\":\"won\",\"reasons\":[\"fit\"],\"amount\":7} | /amount",
                "{\"result\":\"won\",\"reasons\":[\"fit\"],\"amount\":{\"value\":\"7\",\"currency\":\"CNY\"}} | /amount/value",
                "{\"result\":\"won\",\"reasons\":[\"fit\"],\"amount\":{\"value\":1e15,\"currency\":\"CNY\"}} | /amount/value",
                "{\"result\":\"won\",\"reasons\":[\"fit\"],\"amount\":{\"value\":0.00001,\"currency\":\"CNY\"}} | /amount/value",
                "{\"result\":\"won\",\"reasons\":[\"fit\"],\"amount\":{\"value\":7,\"currency\":\"XAU\"}} | /amount/currency",
                "{\"result\":\"won\",\"reasons\":[\"no-budget\",\"fit\",\"luck\"]} | /reasons/0 /reasons/2",
            })
    void closingIsRefused_whenSomethingIsWrong(String body, String pointers) {
        // Given
        target(tenant, "acme");

        // When
        Response answer = close(tenant, "acme", body);

        // Then
        answer.then().statusCode(422);
        assertThat(answer.jsonPath().<String>getList("errors.pointer")).containsExactlyInAnyOrder(pointers.split(" "));
        closing(tenant, "acme").then().statusCode(404);
    }

    @Test
    void refusedReasonIsToldWhatThereIs() {
        // Given
        target(tenant, "acme");

        // When
        Response answer = close(tenant, "acme", ending("lost", "luck"));

        // Then
        answer.then().statusCode(422).body("errors[0].message", containsString("no-budget"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "", "{\"result\":\"won\",\"result\":\"won\"}", "{\"note\":\"\\u0000\"}"})
    void closingIsRefused_whenItCannotBeRead(String body) {
        close(tenant, "acme", body).then().statusCode(400);
        correct(tenant, "acme", body).then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "a%20b", "%00", "%E5%AE%A2"})
    void unknownCustomerIsNotFound_andNotMade(String customer) {
        for (String path : List.of("/closing", "/reopening")) {
            as(tenant, "manager")
                    .urlEncodingEnabled(false)
                    .body(path.equals("/closing") ? won() : Map.of("kind", "again"))
                    .post("/v1/customers/" + customer + path)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("no-such-customer"));
        }
        for (String path : List.of("/closing", "/closings", "/history", "/grade")) {
            as(tenant, "rep")
                    .urlEncodingEnabled(false)
                    .get("/v1/customers/" + customer + path)
                    .then()
                    .statusCode(404);
        }
        assertThat(as(tenant, "rep").get("/v1/customers").jsonPath().getList("items"))
                .isEmpty();
    }

    @Test
    void correctionReplacesWhatWasSaid_andIsARevision() {
        // Given
        target(tenant, "acme");
        Response first = close(tenant, "acme", with(lost(), "competitor", "Kingdee", "note", "Too dear."));

        // When
        Response answer = correct(tenant, "acme", ending("lost", "competitor", "price"));

        // Then
        answer.then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("closingId", equalTo(first.path("closingId")))
                .body("reasons.code", contains("competitor", "price"))
                .body("competitor", nullValue())
                .body("note", nullValue())
                .body("closedAt", equalTo(first.path("closedAt")))
                .body("unmet", equalTo(first.path("unmet")));
        correct(tenant, "acme", ending("lost", "competitor", "price"))
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
    }

    @Test
    void correctedResultChangesTheStatus_asOfTheClosing() {
        // Given
        target(tenant, "acme");
        close(tenant, "acme", lost()).then().statusCode(201);

        // When
        correct(tenant, "acme", won()).then().statusCode(200);

        // Then
        assertThat(grade(tenant, "acme").getString("status")).isEqualTo("won");
        reopen(tenant, "acme", "again").then().statusCode(409).body("code", equalTo("deal-won"));
        reopen(tenant, "acme", "second-sale").then().statusCode(200);
        correct(tenant, "acme", lost()).then().statusCode(409).body("code", equalTo("reopened"));
        correct(tenant, "acme", ending("won", "trust")).then().statusCode(200).body("revision", equalTo(4));
    }

    @Test
    void correctionIsRefused_whenSomebodyElseWasQuicker() {
        // Given
        target(tenant, "acme");
        String tag = close(tenant, "acme", lost()).header("ETag");
        correct(tenant, "acme", ending("lost", "timing")).then().statusCode(200);

        // When
        Response stale = as(tenant, "manager")
                .header("If-Match", tag)
                .body(ending("lost", "competitor"))
                .put("/v1/customers/acme/closing");

        // Then
        stale.then().statusCode(412).body("code", equalTo("stale"));
        as(tenant, "manager")
                .header("If-Match", tag)
                .body(ending("lost", "timing"))
                .put("/v1/customers/acme/closing")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        closing(tenant, "acme").then().body("reasons.code", contains("timing"));
    }

    @Test
    void correctionNeedsAClosing() {
        target(tenant, "acme");

        correct(tenant, "acme", won()).then().statusCode(404).body("code", equalTo("no-closing"));
        correct(tenant, "acme", with(won(), "closedAt", Instant.now().toString()))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/closedAt"));
    }

    @Test
    void closingsOfAllRoundsAreListed_theLatestFirst_inPages() {
        // Given
        target(tenant, "acme");
        close(tenant, "acme", lost()).then().statusCode(201);
        reopen(tenant, "acme", "again").then().statusCode(200);
        close(tenant, "acme", won()).then().statusCode(201);
        reopen(tenant, "acme", "second-sale").then().statusCode(200);
        close(tenant, "acme", disqualified()).then().statusCode(201);

        // When
        JsonPath first =
                as(tenant, "rep").get("/v1/customers/acme/closings?limit=2").jsonPath();
        JsonPath second = as(tenant, "rep")
                .queryParam("cursor", first.getString("next"))
                .get("/v1/customers/acme/closings?limit=2")
                .jsonPath();

        // Then
        assertThat(first.getList("items.result")).containsExactly("disqualified", "won");
        assertThat(first.getList("items.round")).containsExactly(2, 1);
        assertThat(second.getList("items.result")).containsExactly("lost");
        assertThat(second.getList("items.reopening.kind")).containsExactly("again");
        assertThat(second.getString("next")).isNull();
        for (String query : List.of("?limit=0", "?limit=501", "?cursor=x", "?cursor=WyJhIiwiYiJd", "?from=1")) {
            as(tenant, "rep").get("/v1/customers/acme/closings" + query).then().statusCode(422);
        }
    }

    private List<Object> closings(String customer) {
        return as(tenant, "rep")
                .get("/v1/customers/" + customer + "/closings")
                .jsonPath()
                .getList("items");
    }

    @SafeVarargs
    private static List<Integer> atOnce(Callable<Response>... requests) throws Exception {
        return atOnce(List.of(requests));
    }

    private static List<Integer> atOnce(List<Callable<Response>> requests) throws Exception {
        ExecutorService managers = Executors.newFixedThreadPool(requests.size());
        try {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Response> answer : managers.invokeAll(requests)) {
                statuses.add(answer.get().statusCode());
            }
            return statuses;
        } finally {
            managers.shutdown();
        }
    }
}
