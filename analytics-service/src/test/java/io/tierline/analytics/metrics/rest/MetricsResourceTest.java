package io.tierline.analytics.metrics.rest;

import static io.restassured.RestAssured.given;
import static io.tierline.analytics.fixtures.CallOutcomes.call;
import static io.tierline.analytics.fixtures.Rates.EVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tierline.analytics.fixtures.CallOutcomes;
import io.tierline.analytics.fixtures.Rates;
import io.tierline.analytics.fixtures.Topic;
import io.tierline.kit.testing.Tokens;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoint as its callers meet it, and what it does to the rates. Each test has a tenant of its own. */
@QuarkusTest
class MetricsResourceTest {

    private static final String CALL_BACK = metric("callBack", "[\"FOLLOW_UP\"]", "[\"FOLLOW_UP\", \"RJ\"]");
    private static final String WEEK = "from=2026-11-23T00:00:00Z&to=2026-11-30T00:00:00Z";

    @Inject
    Topic topic;

    private final List<CallOutcomes> calls = new ArrayList<>();

    // ---- who may

    @ParameterizedTest
    @ValueSource(strings = {"bi", "manager", "rep", "admin"})
    void mayRead(String role) {
        as("access", role).get("/v1/metrics").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"telephony", "operator", "nobody"})
    void mayNotRead(String role) {
        isProblem(as("access", role).get("/v1/metrics"), 403, "not-allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"manager", "admin"})
    void mayWrite(String role) {
        as("access-" + role, role)
                .body(list(CALL_BACK))
                .put("/v1/metrics")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bi", "rep", "telephony", "operator", "nobody"})
    void mayNotWrite(String role) {
        isProblem(as("access", role).body(list(CALL_BACK)).put("/v1/metrics"), 403, "not-allowed");
    }

    @Test
    void withoutATokenNothingIsAnswered() {
        isProblem(given().get("/v1/metrics"), 401, "not-authenticated");
    }

    @Test
    void nobodySeesAnotherTenantsMetrics() {
        put("mine", list(CALL_BACK)).statusCode(200);

        get("somebody-elses", "").body("version", equalTo(0)).body("metrics", hasSize(7));
        isProblem(as("somebody-elses", "manager").get("/v1/metrics?version=1"), 404, "no-such-version");
        isProblem(Rates.ask("metrics-somebody-elses", "by=rep&window=P7D&metrics=1"), 422, "invalid");
    }

    // ---- reading and writing

    @Test
    void builtInRatesAreThere_untilTheCompanySaysOtherwise() {
        get("built-in", "")
                .header("ETag", "\"0\"")
                .body("version", equalTo(0))
                .body(
                        "metrics.id",
                        contains("contact", "validContact", "invalid", "hangUp", "engagement", "conversion", "lead"))
                .body("metrics[3].label.en", equalTo("Hang-up"))
                .body("metrics[3].label.'zh-CN'", equalTo("挂线率"))
                .body("metrics[3].numerator", contains("CUT"))
                .body("metrics[3].denominator", contains("BL", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C"));
    }

    @Test
    void ownRatesReplaceAndFollow() {
        topic.deliver(
                "metrics-own",
                call("1").outcome("CUT"),
                call("2").outcome("BL"),
                call("3").outcome("FOLLOW_UP"),
                call("4").outcome("RJ"));

        put("own", list(metric("hangUp", "[\"CUT\", \"BL\"]", "[\"CUT\", \"BL\", \"RJ\"]"), CALL_BACK))
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("version", equalTo(1))
                .body(
                        "metrics.id",
                        contains(
                                "contact",
                                "validContact",
                                "invalid",
                                "hangUp",
                                "engagement",
                                "conversion",
                                "lead",
                                "callBack"))
                .body("metrics[3].label.en", equalTo("Hang-up"))
                .body("metrics[3].numerator", contains("BL", "CUT"))
                .body("metrics[7].label", nullValue());

        // Then past calls are answered by the new rates, and by the old ones under their version
        Rates.ask("metrics-own", "by=company&" + EVER)
                .then()
                .body("metrics", equalTo(1))
                .body("rows[0].rates.hangUp.numerator", equalTo(2))
                .body("rows[0].rates.hangUp.denominator", equalTo(3))
                .body("rows[0].rates.callBack.numerator", equalTo(1));
        Rates.ask("metrics-own", "metrics=0&by=company&" + EVER)
                .then()
                .body("metrics", equalTo(0))
                .body("rows[0].rates.hangUp.numerator", equalTo(1))
                .body("rows[0].rates.hangUp.denominator", equalTo(4))
                .body("rows[0].rates.callBack", nullValue());
        assertThat(Rates.ask("metrics-own", "format=csv&by=company&" + EVER)
                        .asString()
                        .lines())
                .hasSize(9)
                .anyMatch(line -> line.contains(",callBack,0.5,1,2,") && line.contains(",call,1,"));
    }

    @Test
    void everyAnswerWithARateIsMadeByTheCompanysMetrics_orByAnOlderVersion() {
        // Given: contact is 1 of 3 in the first version, 2 of 7 in the second, 5 of 9 as built in
        Stream.of("C", "D", "D", "FOLLOW_UP", "RJ", "NA", "NA", "NA", "NA")
                .forEach(outcome -> calls.add(call("call-" + calls.size()).outcome(outcome)));
        topic.deliver("metrics-everywhere", calls);
        put("everywhere", list(metric("contact", "[\"C\"]", "[\"C\", \"D\"]")));
        put("everywhere", list(metric("contact", "[\"D\"]", "[\"C\", \"D\", \"NA\"]"), CALL_BACK));

        // Then
        Map.of(
                        "/v1/rates?by=company", "rows[0].rates.contact",
                        "/v1/rates/series?by=company&interval=P1W&tz=UTC", "series[0].points[0].rates.contact",
                        "/v1/rates/series?by=company&interval=P1W&tz=UTC&trailing=P7D",
                                "series[0].points[0].trailing.rates.contact",
                        "/v1/leaderboard?metric=contact", "entries[0].share",
                        "/v1/best-hours?tz=UTC", "hours[1].share")
                .forEach((path, share) -> {
                    isMadeBy(path, share, 2, 2, 7);
                    isMadeBy(path + "&metrics=2", share, 2, 2, 7);
                    isMadeBy(path + "&metrics=1", share, 1, 1, 3);
                    isMadeBy(path + "&metrics=0", share, 0, 5, 9);
                });
        // And a rate of its own can be asked for, in the versions that have it
        Map.of(
                        "/v1/leaderboard?metric=callBack",
                        "entries[0].share",
                        "/v1/best-hours?metric=callBack&tz=UTC",
                        "hours[1].share")
                .forEach((path, share) -> {
                    isMadeBy(path, share, 2, 1, 2);
                    isProblem(as("everywhere", "bi").get(path + "&metrics=1&" + WEEK), 422, "invalid")
                            .body("errors.pointer", contains("?metric"));
                });
    }

    @Test
    void olderVersionsStayReadable() {
        put("versions", list(CALL_BACK)).body("version", equalTo(1));
        put("versions", list(metric("other", "[\"C\"]", "[\"C\", \"D\"]"))).body("version", equalTo(2));
        put("versions", list()).body("version", equalTo(3)).body("metrics", hasSize(7));

        get("versions", "?version=0").body("version", equalTo(0)).body("metrics", hasSize(7));
        get("versions", "?version=1").header("ETag", "\"1\"").body("metrics[7].id", equalTo("callBack"));
        get("versions", "?version=2").body("metrics[7].id", equalTo("other"));
        get("versions", "").body("version", equalTo(3));
        isProblem(as("versions", "manager").get("/v1/metrics?version=4"), 404, "no-such-version");
        isProblem(as("versions", "manager").get("/v1/metrics?version=-1"), 422, "invalid");
    }

    @Test
    void whatMakesNoDifferenceAddsNoVersion() {
        put("same", list(metric("contact", "[\"D\"]", "[\"D\", \"C\"]"), CALL_BACK))
                .body("version", equalTo(1));

        put("same", list(CALL_BACK, metric("contact", "[\"D\"]", "[\"C\", \"D\"]")))
                .body("version", equalTo(1));
        String read = get("same", "").extract().asString();
        put("same", read).statusCode(200).body("version", equalTo(1));
        as("same", "manager")
                .header("If-Match", "\"0\"")
                .body(read)
                .put("/v1/metrics")
                .then()
                .statusCode(200);
    }

    @Test
    void staleChangeIsRefused() {
        put("stale", list(CALL_BACK)).body("version", equalTo(1));

        isProblem(
                as("stale", "manager").header("If-Match", "\"0\"").body(list()).put("/v1/metrics"), 412, "stale");
        get("stale", "").body("version", equalTo(1));
        as("stale", "manager")
                .header("If-Match", "\"1\"")
                .body(list())
                .put("/v1/metrics")
                .then()
                .statusCode(200)
                .body("version", equalTo(2));
    }

    @Test
    void changesAtTheSameTimeBecomeVersionsOneAfterTheOther() throws Exception {
        ExecutorService together = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> changes = IntStream.range(0, 16)
                    .<Callable<Integer>>mapToObj(i ->
                            () -> put("together", list(metric("own-" + i, "[\"C\"]", "[\"C\", \"D\"]")))
                                    .statusCode(200)
                                    .extract()
                                    .path("version"))
                    .toList();
            List<Integer> versions = new ArrayList<>();
            for (var change : together.invokeAll(changes)) {
                versions.add(change.get());
            }
            assertThat(versions)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, 16).boxed().toList());
        } finally {
            together.shutdown();
        }
    }

    @Test
    void csvHasOneLinePerRate_inTheReadersLanguage() {
        put(
                "csv",
                "{\"metrics\": [{\"id\": \"callBack\", \"label\": {\"zh-CN\": \"待跟进率\"}, \"numerator\": [\"FOLLOW_UP\"],"
                        + " \"denominator\": [\"FOLLOW_UP\", \"RJ\"]}]}");

        String english = as("csv", "bi").get("/v1/metrics?format=csv").asString();
        assertThat(english)
                .startsWith("version,id,label,numerator,denominator\r\n1,contact,Contact,BL CUT RJ")
                .contains("\r\n1,hangUp,Hang-up,CUT,BL CUT RJ NO_NEED FOLLOW_UP D C\r\n")
                .endsWith("\r\n1,callBack,待跟进率,FOLLOW_UP,RJ FOLLOW_UP\r\n");
        assertThat(as("csv", "bi")
                        .header("Accept", "text/csv")
                        .header("Accept-Language", "zh-CN,en;q=0.5")
                        .get("/v1/metrics")
                        .then()
                        .contentType(equalTo("text/csv;charset=UTF-8"))
                        .extract()
                        .asString())
                .contains("1,hangUp,挂线率,CUT,");
    }

    // ---- what is refused

    @Test
    void badListIsRefusedWithEveryFault_andLeavesNoTrace() {
        String bad = """
                {"colour": 1, "metrics": [
                  {"id": "1st", "numerator": ["C"], "denominator": ["C"]},
                  {"id": "a", "numerator": ["C"], "denominator": ["D"]},
                  {"id": "a", "numerator": [], "denominator": ["C", "C"]},
                  {"numerator": "C", "denominator": ["A"], "label": {"de": "x", "en": ""}, "unit": "%"},
                  "conversion",
                  {"id": "abcdefghijklmnopqrstuvwxyzabcdefg", "numerator": ["C"], "denominator": [null, "C"]}
                ]}
                """;

        isProblem(as("bad", "manager").body(bad).put("/v1/metrics"), 422, "invalid")
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/colour",
                                "/metrics/0/id",
                                "/metrics/1/numerator",
                                "/metrics/2/id",
                                "/metrics/2/numerator",
                                "/metrics/2/denominator",
                                "/metrics/3/id",
                                "/metrics/3/numerator",
                                "/metrics/3/denominator",
                                "/metrics/3/label/de",
                                "/metrics/3/label/en",
                                "/metrics/3/unit",
                                "/metrics/4",
                                "/metrics/5/id",
                                "/metrics/5/denominator"));
        get("bad", "").body("version", equalTo(0));
    }

    @Test
    void fiftyRatesAreTaken_andNotOneMore() {
        put("fifty", listOf(50)).statusCode(200).body("metrics", hasSize(57));
        isProblem(as("fifty", "manager").body(listOf(51)).put("/v1/metrics"), 422, "invalid")
                .body("errors.pointer", contains("/metrics"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]x", "{\"metrics\": [], \"metrics\": []}"})
    void bodyThatIsNoJsonIsRefused(String body) {
        isProblem(as("no-json", "manager").body(body).put("/v1/metrics"), 400, "unreadable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "{\"metrics\": {}}", "{\"metrics\": null}"})
    void bodyThatIsNoListOfRatesIsRefused(String body) {
        isProblem(as("no-list", "manager").body(body).put("/v1/metrics"), 422, "invalid");
    }

    // ---- what is promised elsewhere

    @Test
    void documentedExampleIsTaken() {
        String example = given().get("/q/openapi?format=json")
                .then()
                .extract()
                .jsonPath()
                .getString(
                        "paths.'/v1/metrics'.put.requestBody.content.'application/json'.examples.'One replaced, one added'.value");
        assertThat(example).isNotNull();
        as("example", "manager")
                .body(MetricsResource.EXAMPLE)
                .put("/v1/metrics")
                .then()
                .statusCode(200)
                .body("metrics.id[7]", equalTo("callBack"));
    }

    private static void isMadeBy(String path, String share, int version, int numerator, int denominator) {
        JsonPath answer = as("everywhere", "bi")
                .get(path + "&" + WEEK)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(List.of(
                        answer.getInt("metrics"),
                        answer.getInt(share + ".numerator"),
                        answer.getInt(share + ".denominator")))
                .as(path)
                .containsExactly(version, numerator, denominator);
    }

    private static String metric(String id, String numerator, String denominator) {
        return "{\"id\": \"" + id + "\", \"numerator\": " + numerator + ", \"denominator\": " + denominator + "}";
    }

    private static String list(String... metrics) {
        return "{\"metrics\": [" + String.join(", ", metrics) + "]}";
    }

    private static String listOf(int number) {
        return list(IntStream.range(0, number)
                .mapToObj(i -> metric("own-" + i, "[\"C\"]", "[\"C\", \"D\"]"))
                .toArray(String[]::new));
    }

    private static RequestSpecification as(String tenant, String role) {
        return given().auth().oauth2(Tokens.of("metrics-" + tenant, role)).contentType(ContentType.JSON);
    }

    private static ValidatableResponse put(String tenant, String body) {
        return as(tenant, "manager").body(body).put("/v1/metrics").then();
    }

    private static ValidatableResponse get(String tenant, String query) {
        return as(tenant, "bi").get("/v1/metrics" + query).then().statusCode(200);
    }

    private static ValidatableResponse isProblem(Response response, int status, String code) {
        return response.then()
                .statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo(code));
    }
}
