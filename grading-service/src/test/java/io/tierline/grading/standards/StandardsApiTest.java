package io.tierline.grading.standards;

import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.tierline.grading.standards.domain.Standards;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class StandardsApiTest {

    private final String tenant = newTenant();

    @Test
    void everyCompanyStartsWithTheFirstVersion() {
        manager()
                .get("/v1/standards/1")
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("active", equalTo(true))
                .body("author", nullValue())
                .body("standard.tiers.code", equalTo(List.of("A", "B", "C", "D")));
        assertThat(items("/v1/standards").getList("items.version")).containsExactly(1);
    }

    @Test
    void versionIsMade_whenAStandardIsWritten() {
        // Given
        Map<String, Object> document = twoTiers();
        document.put("note", "Small firms have no technical buyer");

        // When
        ValidatableResponse answer = write(document);

        // Then
        answer.statusCode(201)
                .header("Location", endsWith("/v1/standards/2"))
                .body("version", equalTo(2))
                .body("active", equalTo(false))
                .body("note", equalTo("Small firms have no technical buyer"))
                .body("author", equalTo("manager@" + tenant));
        JsonPath written = items("/v1/standards/2");
        assertThat(written.getMap("standard")).isEqualTo(twoTiers());
        assertThat(items("/v1/standards").getList("items.version")).containsExactly(2, 1);
        assertThat(items("/v1/standards").getList("items.active")).containsExactly(false, true);
    }

    @Test
    void noSecondVersionIsMade_whenTheSameIsSentAgain() {
        // Given
        write(twoTiers()).statusCode(201);

        // When
        write(twoTiers()).statusCode(200).body("version", equalTo(2));
        write(Standards.defaultTree()).statusCode(201).body("version", equalTo(3));
        write(twoTiers()).statusCode(201).body("version", equalTo(4));

        // Then
        JsonPath first = items("/v1/standards?limit=3");
        assertThat(first.getList("items.version")).containsExactly(4, 3, 2);
        assertThat(as(tenant, "rep")
                        .queryParam("cursor", first.getString("next"))
                        .get("/v1/standards?limit=3")
                        .jsonPath()
                        .getMap(""))
                .containsEntry("next", null)
                .extractingByKey("items")
                .asList()
                .hasSize(1);
    }

    @Test
    void versionsHaveNoHoles_whenManyWriteAtOnce() throws Exception {
        // Given
        ExecutorService managers = Executors.newFixedThreadPool(8);
        List<Callable<Integer>> writes = IntStream.range(0, 16)
                .<Callable<Integer>>mapToObj(i -> () -> {
                    Map<String, Object> document = twoTiers();
                    document.put("name", "Standard " + i);
                    return write(document).extract().statusCode();
                })
                .toList();

        // When
        List<Integer> statuses = new ArrayList<>();
        for (var answer : managers.invokeAll(writes)) {
            statuses.add(answer.get());
        }
        managers.shutdown();

        // Then
        assertThat(statuses).containsOnly(201);
        assertThat(items("/v1/standards").getList("items.version"))
                .isEqualTo(IntStream.iterate(17, version -> version > 0, version -> version - 1)
                        .boxed()
                        .toList());
    }

    @Test
    void everyFaultIsNamed_andNothingIsKept_whenAStandardIsWrong() {
        // Given
        Map<String, Object> document = Standards.parse("""
                {"name": "", "colour": "red", "context": {"marketStage": "booming"},
                 "tiers": [
                  {"code": "A", "label": {"en": "A"}, "staleAfterDays": 0, "onStale": "forget",
                   "criteria": [{"id": "one", "label": {"en": "One"}, "when": "approving.size() >= 2 &&\\n  teh == 1"},
                                {"id": "two", "label": {}, "when": "quote == 'done'"},
                                {"id": "three", "label": {"en": "Three"}, "when": "daysToDecision"}],
                   "strategy": {"contactEveryDays": 1, "advice": {"en": "Call."}}},
                  {"code": "A", "label": {"en": "A"}, "criteria": [], "strategy": {"contactEveryDays": "2", "advice": {"en": "x"}}}],
                 "outcomeFloor": {"C": {"tier": "B", "days": 60}}}
                """);

        // When
        ValidatableResponse answer = write(document);

        // Then
        answer.statusCode(422)
                .contentType("application/problem+json")
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/name",
                                "/colour",
                                "/context/marketStage",
                                "/tiers/0/staleAfterDays",
                                "/tiers/0/onStale",
                                "/tiers/0/criteria/0/when",
                                "/tiers/0/criteria/1/label",
                                "/tiers/0/criteria/1/when",
                                "/tiers/0/criteria/2/when",
                                "/tiers/1/code",
                                "/tiers/1/criteria",
                                "/tiers/1/strategy/contactEveryDays",
                                "/outcomeFloor/C/tier"))
                .body("errors.find { it.pointer == '/tiers/0/criteria/0/when' }.position.line", equalTo(2))
                .body("errors.find { it.pointer == '/tiers/0/criteria/0/when' }.position.column", equalTo(3))
                .body(
                        "errors.find { it.pointer == '/tiers/0/criteria/0/when' }.message",
                        containsString("known here: reached"))
                .body("errors.find { it.pointer == '/name' }.position", nullValue());
        assertThat(items("/v1/standards").getList("items")).hasSize(1);
    }

    @Test
    void standardIsRefused_whenItWouldSlowGradingDown() {
        // Given
        Map<String, Object> document = Standards.oneCriterionTree(
                "profile.domains.all(a, profile.domains.all(b, profile.domains.all(c, a == b || b == c)))");

        // When
        ValidatableResponse answer = write(document);

        // Then
        answer.statusCode(422)
                .body("errors.pointer", hasItems("/tiers/0/criteria/0/when"))
                .body("errors.message", hasItems(containsString("steps at worst")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "1", "\"text\"", "{}"})
    void bodyIsRefused_whenItIsNoStandard(String body) {
        manager().body(body).post("/v1/standards").then().statusCode(422);
        manager().body("{").post("/v1/standards").then().statusCode(400);
    }

    @Test
    void bodyIsRefused_whenItIsTooLargeOrOfAnotherType() {
        // Given
        Map<String, Object> large = twoTiers();
        large.put("name", "x".repeat(256 * 1024));

        // Then
        write(large).statusCode(413);
        manager()
                .contentType("text/plain")
                .body("x")
                .post("/v1/standards")
                .then()
                .statusCode(415);
    }

    @Test
    void versionIsNotFound_whenThereIsNone() {
        for (String version : List.of("2", "0", "-1", "01", "latest", "999999999", "99999999999999999999")) {
            manager().get("/v1/standards/" + version).then().statusCode(404).contentType("application/problem+json");
        }
        manager().get("/v1/standards?cursor=abc").then().statusCode(422);
        manager().get("/v1/standards?limit=0").then().statusCode(422);
    }

    @Test
    void variablesAreExplained_inTheReadersLanguage() {
        // When
        JsonPath english = items("/v1/standards/variables");
        JsonPath chinese = as(tenant, "rep")
                .header("Accept-Language", "zh-CN")
                .get("/v1/standards/variables")
                .jsonPath();

        // Then
        assertThat(english.getList("variables.name"))
                .contains("reached", "daysToDecision", "profile")
                .hasSize(17);
        assertThat(english.getMap("variables.find { it.name == 'quote' }"))
                .containsEntry("type", "string")
                .containsEntry("words", List.of("none", "offered", "negotiating", "confirmed"));
        assertThat(chinese.getString("variables.find { it.name == 'quote' }.label"))
                .isEqualTo("报价");
        assertThat(english.getInt("limits.steps")).isEqualTo(2_000);
        assertThat(english.getList("functions")).contains("size", "exists");
    }

    @Test
    void draftMayBeWrong_andSaysWhatIs() {
        // When
        Response draft = put("spring", Map.of("name", "Spring", "tiers", List.of()), null);

        // Then
        draft.then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("problems.pointer", containsInAnyOrder("/tiers"))
                .body("standard.name", equalTo("Spring"));
        manager()
                .post("/v1/standards/drafts/spring/publication")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/tiers"));
        manager().post("/v1/standards/drafts/spring/simulation").then().statusCode(422);
        assertThat(items("/v1/standards").getList("items")).hasSize(1);
        assertThat(manager().get("/v1/standards/drafts").jsonPath().getList("items.name"))
                .containsExactly("spring");
    }

    @Test
    void draftBecomesAVersion_onceHoweverOftenItIsPublished() {
        // Given
        put("spring", Map.of("name", "Spring"), null);
        put("spring", twoTiers(), "\"1\"").then().statusCode(200).header("ETag", equalTo("\"2\""));

        // When
        manager()
                .body(Map.of("note", "As agreed"))
                .post("/v1/standards/drafts/spring/publication")
                .then()
                .statusCode(201)
                .body("version", equalTo(2))
                .body("note", equalTo("As agreed"))
                .header("Location", endsWith("/v1/standards/2"));
        manager()
                .post("/v1/standards/drafts/spring/publication")
                .then()
                .statusCode(200)
                .body("version", equalTo(2));

        // Then
        manager().delete("/v1/standards/drafts/spring").then().statusCode(204);
        manager().delete("/v1/standards/drafts/spring").then().statusCode(204);
        manager().get("/v1/standards/drafts/spring").then().statusCode(404).body("code", equalTo("no-such-draft"));
        assertThat(items("/v1/standards/2").getMap("standard")).isEqualTo(twoTiers());
    }

    @Test
    void nobodyOverwritesAnothersDraft_whoNamesTheRevisionThatWasRead() {
        // Given
        put("spring", Map.of("name", "Mine"), null);
        put("spring", Map.of("name", "Yours"), "\"1\"").then().statusCode(200);

        // Then
        put("spring", Map.of("name", "Mine again"), "\"1\"")
                .then()
                .statusCode(412)
                .body("code", equalTo("stale"));
        put("spring", Map.of("name", "Yours"), "\"1\"").then().statusCode(200).header("ETag", equalTo("\"2\""));
        put("summer", Map.of("name", "Summer"), "\"3\"").then().statusCode(412);
        manager()
                .header("If-Match", "\"1\"")
                .delete("/v1/standards/drafts/spring")
                .then()
                .statusCode(412);
        manager()
                .header("If-Match", "\"1\"")
                .post("/v1/standards/drafts/spring/publication")
                .then()
                .statusCode(412);
        assertThat(manager().get("/v1/standards/drafts/spring").jsonPath().getString("standard.name"))
                .isEqualTo("Yours");
    }

    @Test
    void draftIsRefused_whenThereAreTooMany_orItsNameIsNone() {
        // Given
        for (int i = 0; i < 100; i++) {
            put("draft-" + i, Map.of(), null).then().statusCode(200);
        }

        // Then
        put("one-more", Map.of(), null).then().statusCode(409).body("code", equalTo("too-many-drafts"));
        put("draft-7", Map.of("name", "Seven"), null).then().statusCode(200);
        manager().body("{}").put("/v1/standards/drafts/a b").then().statusCode(404);
        manager().body("[]").put("/v1/standards/drafts/list").then().statusCode(422);
        JsonPath page = manager().get("/v1/standards/drafts?limit=60").jsonPath();
        assertThat(manager()
                        .queryParam("cursor", page.getString("next"))
                        .get("/v1/standards/drafts?limit=60")
                        .jsonPath()
                        .getList("items"))
                .hasSize(40);
    }

    @Test
    void nobodySeesOrChangesAnotherTenantsStandards() {
        // Given
        String other = newTenant();
        write(twoTiers()).statusCode(201);
        put("spring", Map.of("name", "Mine"), null);

        // Then
        as(other, "admin").get("/v1/standards/2").then().statusCode(404);
        as(other, "admin").post("/v1/standards/2/activation").then().statusCode(404);
        as(other, "admin").post("/v1/standards/2/simulation").then().statusCode(404);
        as(other, "admin").get("/v1/standards/2/activation").then().statusCode(404);
        as(other, "admin").get("/v1/standards/drafts/spring").then().statusCode(404);
        as(other, "admin").delete("/v1/standards/drafts/spring").then().statusCode(204);
        assertThat(as(other, "admin").get("/v1/standards").jsonPath().getList("items"))
                .hasSize(1);
        assertThat(as(other, "admin").get("/v1/standards/drafts").jsonPath().getList("items"))
                .isEmpty();
        manager().get("/v1/standards/drafts/spring").then().statusCode(200);
    }

    private Response put(String name, Map<String, Object> document, String ifMatch) {
        var request = manager().body(document);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).put("/v1/standards/drafts/" + name);
    }

    private ValidatableResponse write(Map<String, Object> document) {
        return manager().body(document).post("/v1/standards").then();
    }

    private io.restassured.specification.RequestSpecification manager() {
        return as(tenant, "manager");
    }

    private JsonPath items(String path) {
        return as(tenant, "rep").get(path).then().statusCode(200).extract().jsonPath();
    }

    /** The default standard without its two worst tiers. */
    private static Map<String, Object> twoTiers() {
        Map<String, Object> document = new LinkedHashMap<>(Standards.defaultTree());
        document.put("tiers", List.of(Standards.tier(document, "A"), Standards.tier(document, "B")));
        document.put("outcomeFloor", new HashMap<>(Map.of("C", Map.of("tier", "B", "days", 60))));
        return document;
    }
}
