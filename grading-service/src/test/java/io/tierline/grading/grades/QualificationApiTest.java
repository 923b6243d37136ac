package io.tierline.grading.grades;

import static io.restassured.RestAssured.given;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.awaitTier;
import static io.tierline.grading.grades.GradingApi.grade;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.grades.PublishedCalls.but;
import static io.tierline.grading.grades.PublishedCalls.call;
import static io.tierline.grading.grades.PublishedCalls.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class QualificationApiTest {

    private static final Map<String, Object> WON_OVER =
            Map.of("stance", "approves", "need", "confirmed", "objections", "settled");

    private final String tenant = newTenant();

    @Test
    void customerClimbs_asMoreIsLearned() {
        // When
        learn("acme", Map.of("keyPersons", Map.of("EB", WON_OVER), "budget", "confirmed"))
                .then()
                .statusCode(200);
        learn("acme", Map.of("keyPersons", Map.of("UB", WON_OVER), "procurement", "clear"))
                .then()
                .statusCode(200);
        Response last = learn(
                "acme",
                Map.of(
                        "keyPersons",
                        Map.of("TB", WON_OVER),
                        "competitors",
                        "ruled-out",
                        "procurement",
                        "started",
                        "quote",
                        "confirmed",
                        "decisionDate",
                        Instant.now().plusSeconds(3 * 86_400).toString().substring(0, 10)));

        // Then
        last.then()
                .statusCode(200)
                .body("tier", equalTo("A"))
                .body("basis", equalTo("criteria"))
                .body("next", nullValue())
                .body("overdue", equalTo(false));
        List<Map<String, Object>> changes =
                as(tenant, "rep").get("/v1/tier-changes").jsonPath().getList("items");
        assertThat(changes).extracting(change -> change.get("to")).containsExactly("C", "B", "A");
        assertThat(changes)
                .allSatisfy(change -> assertThat(change)
                        .containsEntry("reason", "qualification")
                        .hasEntrySatisfying(
                                "cause", cause -> assertThat((String) cause).startsWith("patch:")));
    }

    @Test
    void gradeNamesWhatIsMissing_forTheNextTier() {
        // When
        learn("acme", Map.of("keyPersons", Map.of("EB", WON_OVER), "budget", "confirmed"));

        // Then
        JsonPath grade = grade(tenant, "acme");
        assertThat(grade.getString("next.tier")).isEqualTo("B");
        assertThat(grade.getList("next.missing.met")).isNotEmpty().containsOnly(false);
        assertThat(grade.getList("tiers.tier")).containsExactly("A", "B", "C", "D");
        assertThat(grade.getString("qualification.keyPersons.EB.stance")).isEqualTo("approves");
        assertThat(grade.getString("qualification.keyPersons.UB.stance")).isEqualTo("unknown");
        assertThat(grade.getString("strategy.advice")).isNotBlank();
    }

    @Test
    void reasonsComeInTheReadersLanguage() {
        // Given
        learn("acme", Map.of("keyPersons", Map.of("EB", WON_OVER), "budget", "confirmed"));

        // When
        String label = as(tenant, "rep")
                .header("Accept-Language", "fr, zh-CN;q=0.8, en;q=0.5")
                .get("/v1/customers/acme/grade")
                .path("label");

        // Then
        assertThat(label).isEqualTo("C类 目标客户");
        assertThat((String) as(tenant, "rep").get("/v1/customers/acme/grade").path("label"))
                .isEqualTo("Target");
    }

    @Test
    void nullTakesBackWhatWasKnown_ofAKeyPersonEverything() {
        // Given
        learn("acme", Map.of("keyPersons", Map.of("EB", WON_OVER), "budget", "confirmed"));
        Map<String, Object> nobody = new HashMap<>();
        nobody.put("EB", null);

        // When
        Response answer = learn("acme", Map.of("keyPersons", nobody));

        // Then
        answer.then()
                .statusCode(200)
                .body("tier", nullValue())
                .body("qualification.keyPersons.EB.stance", equalTo("unknown"))
                .body("qualification.keyPersons.EB.need", equalTo("unknown"))
                .body("qualification.budget", equalTo("confirmed"));
    }

    @Test
    void latestObservationWins_whoeverIsFirstToWriteItDown() {
        // Given
        learn("acme", Map.of("budget", "confirmed"));

        // When: something older comes in late
        Map<String, Object> older = new HashMap<>();
        older.put("observedAt", Instant.now().minusSeconds(7200).toString());
        older.put("budget", null);
        Response answer = learn("acme", older);

        // Then
        answer.then().statusCode(200).body("qualification.budget", equalTo("confirmed"));
    }

    @Test
    void patchIsOne_whenItIsSentTwiceWithItsTime() {
        // Given
        Map<String, Object> patch = Map.of("observedAt", "2026-11-20T09:00:00+08:00", "budget", "confirmed");

        // When
        learn("acme", patch).then().statusCode(200);
        learn("acme", patch).then().statusCode(200);

        // Then
        List<List<String>> evidence = grade(tenant, "acme")
                .getList("tiers.find { it.tier == 'C' }.criteria.findAll { it.id == 'budget' }.evidence");
        assertThat(evidence).hasSize(1);
        assertThat(evidence.get(0)).hasSize(1);
    }

    @Test
    void callAndPatchCountTogether() {
        // Given
        publish(tenant, but(call("pbx-1", "acme", "D"), "qualification", Map.of("keyPersons", Map.of("EB", WON_OVER))));
        awaitTier(tenant, "acme", "D");

        // When
        Response answer = learn("acme", Map.of("budget", "confirmed"));

        // Then
        answer.then().statusCode(200).body("tier", equalTo("C")).body("basis", equalTo("criteria"));
    }

    @Test
    void everyFaultIsNamed_andNothingIsKept_whenAPatchIsWrong() {
        // When
        Response answer = learn(
                "acme",
                Map.of(
                        "observedAt",
                        Instant.now().plusSeconds(400).toString(),
                        "keyPersons",
                        Map.of("EB", Map.of("stance", "likes"), "CFO", Map.of()),
                        "budget",
                        true,
                        "decisionDate",
                        "2026-02-30",
                        "bugdet",
                        "confirmed"));

        // Then
        answer.then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/observedAt",
                                "/keyPersons/EB/stance",
                                "/keyPersons/CFO",
                                "/budget",
                                "/decisionDate",
                                "/bugdet"));
        as(tenant, "manager").get("/v1/customers/acme/grade").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({"{}, 422", "[], 422", "null, 422", "{, 400", "'{\"observedAt\":\"2026-11-20T09:00:00Z\"}', 422"})
    void patchIsRefused_whenItSaysNothing(String body, int status) {
        as(tenant, "rep")
                .body(body)
                .patch("/v1/customers/acme/qualification")
                .then()
                .statusCode(status)
                .contentType("application/problem+json");
    }

    @Test
    void positionsHaveNoHoles_whenManyLearnAtOnce() throws Exception {
        // Given
        ExecutorService reps = Executors.newFixedThreadPool(12);
        List<Callable<Integer>> patches = IntStream.range(0, 120)
                .<Callable<Integer>>mapToObj(i -> () -> learn(
                                "customer-" + i % 10,
                                Map.of(
                                        "keyPersons",
                                        Map.of("EB", WON_OVER),
                                        "budget",
                                        i / 10 % 2 == 0 ? "confirmed" : "unknown"))
                        .statusCode())
                .toList();

        // When
        List<Integer> statuses = new java.util.ArrayList<>();
        for (var answer : reps.invokeAll(patches)) {
            statuses.add(answer.get());
        }
        reps.shutdown();

        // Then
        assertThat(statuses).containsOnly(200);
        List<Integer> positions =
                as(tenant, "rep").get("/v1/tier-changes?limit=500").jsonPath().getList("items.position");
        assertThat(positions)
                .isEqualTo(IntStream.rangeClosed(1, positions.size()).boxed().toList());
    }

    @Test
    void customersAreListedByTier_withThePositionThatTheListReflects() {
        // Given
        for (int i = 0; i < 7; i++) {
            learn("c-" + i, Map.of("keyPersons", Map.of("EB", WON_OVER), "budget", i < 5 ? "confirmed" : "unknown"));
        }

        // When
        JsonPath first = as(tenant, "rep").get("/v1/customers?tier=C&limit=3").jsonPath();
        JsonPath second = as(tenant, "rep")
                .queryParam("cursor", first.getString("next"))
                .get("/v1/customers?tier=C&limit=3")
                .jsonPath();

        // Then
        assertThat(first.getList("items.customerId")).containsExactly("c-0", "c-1", "c-2");
        assertThat(second.getList("items.customerId")).containsExactly("c-3", "c-4");
        assertThat(second.getString("next")).isNull();
        assertThat(first.getInt("position")).isEqualTo(5);
        assertThat(as(tenant, "rep").get("/v1/customers?tier=none").jsonPath().getList("items.customerId"))
                .containsExactly("c-5", "c-6");
        assertThat(as(newTenant(), "rep").get("/v1/customers").jsonPath().getMap(""))
                .containsEntry("position", 0)
                .containsEntry("items", List.of());
    }

    @Test
    void listIsRefused_whenAParameterIsWrong() {
        as(tenant, "rep")
                .get("/v1/customers?limit=0&overdue=maybe&teir=A")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItems("?teir"));
        as(tenant, "rep")
                .get("/v1/customers?limit=501&overdue=maybe")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("?limit", "?overdue"));
        as(tenant, "rep").get("/v1/customers?cursor=abc").then().statusCode(422);
    }

    @Test
    void requestIsRefused_whenTheTokenIsMissingOrOfAnotherRole() {
        given().get("/v1/customers").then().statusCode(401);
        given().get("/v1/customers/acme/grade").then().statusCode(401);
        given().contentType("application/json")
                .body("{}")
                .patch("/v1/customers/acme/qualification")
                .then()
                .statusCode(401);
        for (String role : List.of("telephony", "bi", "operator")) {
            as(tenant, role).get("/v1/customers").then().statusCode(403);
            as(tenant, role).get("/v1/customers/acme/grade").then().statusCode(403);
            as(tenant, role)
                    .body("{}")
                    .patch("/v1/customers/acme/qualification")
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void nobodySeesOrChangesAnotherTenantsCustomer() {
        // Given
        String other = newTenant();
        learn("acme", Map.of("keyPersons", Map.of("EB", WON_OVER), "budget", "confirmed"));

        // When
        as(other, "admin")
                .body(Map.of("budget", "unknown"))
                .patch("/v1/customers/acme/qualification")
                .then()
                .statusCode(200);

        // Then
        assertThat(grade(tenant, "acme").getString("tier")).isEqualTo("C");
        assertThat(grade(other, "acme").getString("tier")).isNull();
        assertThat(as(other, "admin").get("/v1/customers?tier=C").jsonPath().getList("items"))
                .isEmpty();
    }

    private Response learn(String customer, Map<String, Object> patch) {
        return as(tenant, "rep").body(patch).patch("/v1/customers/" + customer + "/qualification");
    }
}
