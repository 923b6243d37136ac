package io.tierline.grading.deals;

import static io.tierline.grading.deals.DealsApi.close;
import static io.tierline.grading.deals.DealsApi.correct;
import static io.tierline.grading.deals.DealsApi.ending;
import static io.tierline.grading.deals.DealsApi.lost;
import static io.tierline.grading.deals.DealsApi.target;
import static io.tierline.grading.deals.DealsApi.with;
import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ClosingReasonsTest {

    private static final Map<String, Object> PRICE = reason("price", "Too dear", "won", "lost");
    private static final Map<String, Object> MOOD = reason("mood", "Bad mood", "lost");

    @Inject
    Database database;

    private final String tenant = newTenant();

    @Test
    void everyCompanyHasAListToStartWith() {
        Response answer = as(tenant, "rep").get("/v1/closing-reasons");

        answer.then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("reasons.find { it.code == 'no-budget' }.for", contains("lost"))
                .body("reasons.find { it.code == 'no-budget' }.label.'zh-CN'", equalTo("没有预算"))
                .body("reasons.find { it.code == 'no-budget' }.active", equalTo(true));
    }

    @Test
    void listIsReplaced_andReadBack() {
        // When
        Response answer = put(PRICE, with(MOOD, "active", false));

        // Then
        answer.then().statusCode(200).header("ETag", "\"1\"");
        assertThat(as(tenant, "rep").get("/v1/closing-reasons").asString()).isEqualTo(answer.asString());
        answer.then()
                .body("reasons.code", contains("price", "mood"))
                .body("reasons.active", contains(true, false))
                .body("reasons[0].for", contains("won", "lost"));
        // What is read can be written.
        as(tenant, "manager")
                .body(answer.asString())
                .put("/v1/closing-reasons")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");
    }

    @Test
    void dealsAreClosedByTheCompanysOwnList() {
        // Given
        target(tenant, "acme");
        put(PRICE, MOOD).then().statusCode(200);

        // When
        close(tenant, "acme", ending("lost", "no-budget")).then().statusCode(422);
        Response answer = close(tenant, "acme", ending("lost", "mood"));

        // Then
        answer.then().statusCode(201).body("reasons.label", contains("Bad mood"));
    }

    @Test
    void oneLanguageIsEnough() {
        put(Map.of("code", "price", "for", List.of("won"), "label", Map.of("zh-CN", "价格")))
                .then()
                .statusCode(200)
                .body("reasons[0].label.en", equalTo("价格"));
    }

    @Test
    void codeThatAClosingNamesHasToStay() {
        // Given
        target(tenant, "acme");
        close(tenant, "acme", lost()).then().statusCode(201);

        // When
        Response answer = put(MOOD);

        // Then
        answer.then().statusCode(409).body("code", equalTo("reason-in-use")).body("detail", containsString("price"));
        as(tenant, "rep").get("/v1/closing-reasons").then().header("ETag", "\"0\"");
        put(MOOD, with(PRICE, "active", false)).then().statusCode(200);
    }

    @Test
    void codeDoesNotVanish_underAClosingThatIsJustBeingMade() {
        // Given: a closing that has found its reason and waits for the number of its tier change
        target(tenant, "acme");
        put(PRICE, MOOD).then().statusCode(200);
        SqlConnection other = database.pool().getConnectionAndAwait();
        Transaction held = other.beginAndAwait();
        other.preparedQuery("select * from tier_position where tenant = $1 for update")
                .executeAndAwait(Tuple.of(tenant));
        CompletableFuture<Response> closing = CompletableFuture.supplyAsync(() -> close(tenant, "acme", lost()));
        awaitSomebodyWaits("insert into tier_position%");

        // When
        CompletableFuture<Response> list = CompletableFuture.supplyAsync(() -> put(MOOD));
        awaitSomebodyWaits("select revision%for update");
        held.commitAndAwait();
        other.closeAndAwait();

        // Then
        assertThat(closing.join().statusCode()).isEqualTo(201);
        assertThat(list.join().statusCode()).isEqualTo(409);
    }

    private void awaitSomebodyWaits(String query) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(database.pool()
                                .preparedQuery("select 1 from pg_stat_activity where datname = current_database()"
                                        + " and wait_event_type = 'Lock' and query like $1")
                                .executeAndAwait(Tuple.of(query))
                                .size())
                        .isEqualTo(1));
    }

    @Test
    void codeOutOfUseIsNotGivenAnyMore_butStaysWhereItIs() {
        // Given
        target(tenant, "acme");
        target(tenant, "globex");
        close(tenant, "acme", lost()).then().statusCode(201);
        put(MOOD, with(PRICE, "active", false)).then().statusCode(200);

        // When
        close(tenant, "globex", lost()).then().statusCode(422);
        Response corrected = correct(tenant, "acme", ending("lost", "price", "mood"));

        // Then
        corrected.then().statusCode(200).body("reasons.label", contains("Too dear", "Bad mood"));
    }

    @Test
    void listIsNotReplaced_whenSomebodyElseWasQuicker() {
        // Given
        put(PRICE).then().header("ETag", "\"1\"");

        // When
        Response stale = as(tenant, "manager")
                .header("If-Match", "\"0\"")
                .body(Map.of("reasons", List.of(MOOD)))
                .put("/v1/closing-reasons");

        // Then
        stale.then().statusCode(412);
        as(tenant, "manager")
                .header("If-Match", "\"0\"")
                .body(Map.of("reasons", List.of(PRICE)))
                .put("/v1/closing-reasons")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");
    }

    @ParameterizedTest
    @CsvSource({"200, 200", "201, 422"})
    void listIsBounded(int size, int status) {
        List<Map<String, Object>> reasons = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            reasons.add(reason("r-" + i, "Reason " + i, "won"));
        }

        as(tenant, "manager")
                .body(Map.of("reasons", reasons))
                .put("/v1/closing-reasons")
                .then()
                .statusCode(status);
    }

    @Test
    void everyFaultIsNamed() {
        put(
                        Map.of(),
                        reason("Price", "x", "won"),
                        reason("fit", "x", "drawn"),
                        reason("fit", "x", "won", "won"),
                        Map.of("code", "a", "for", "won", "label", Map.of(), "active", "yes", "colour", 1),
                        Map.of("code", "b", "for", List.of(), "label", Map.of("fr", "Prix")))
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/reasons/0/code",
                                "/reasons/0/for",
                                "/reasons/0/label",
                                "/reasons/1/code",
                                "/reasons/2/for",
                                "/reasons/3/code",
                                "/reasons/3/for",
                                "/reasons/4/for",
                                "/reasons/4/label",
                                "/reasons/4/active",
                                "/reasons/4/colour",
                                "/reasons/5/for",
                                "/reasons/5/label",
                                "/reasons/5/label/fr"));
        for (String body : List.of("{}", "[]", "{\"reasons\":[]}", "{\"reasons\":{}}", "{\"reasons\":[7]}")) {
            as(tenant, "manager").body(body).put("/v1/closing-reasons").then().statusCode(422);
        }
        as(tenant, "manager").body("{").put("/v1/closing-reasons").then().statusCode(400);
        as(tenant, "manager")
                .body(Map.of("reasons", Collections.nCopies(1_000, PRICE)))
                .put("/v1/closing-reasons")
                .then()
                .statusCode(422);
    }

    @SafeVarargs
    private Response put(Map<String, Object>... reasons) {
        return as(tenant, "manager").body(Map.of("reasons", List.of(reasons))).put("/v1/closing-reasons");
    }

    private static Map<String, Object> reason(String code, String label, String... results) {
        return Map.of("code", code, "for", List.of(results), "label", Map.of("en", label, "zh-CN", label));
    }
}
