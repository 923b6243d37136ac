package io.tierline.grading.worklist;

import static io.restassured.RestAssured.given;
import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.awaitTier;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.grades.PublishedCalls.but;
import static io.tierline.grading.grades.PublishedCalls.call;
import static io.tierline.grading.grades.PublishedCalls.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.tierline.grading.directory.PublishedDirectory;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.testing.Tokens;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WorklistTest {

    private static final Map<String, Object> CONVINCED =
            Map.of("stance", "approves", "need", "confirmed", "objections", "settled");

    @Inject
    Database database;

    private final String tenant = newTenant();

    @Test
    void promisedCallComesFirst_withItsCallAndWhatTheNextTierLacks() {
        // Given
        Instant promised = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        publish(
                tenant,
                but(call("pbx-1", "acme", "C"), "contactRole", "EB", "followUpAt", promised.toString()),
                call("pbx-2", "globex", "C"));
        awaitTier(tenant, "acme", "C");
        awaitTier(tenant, "globex", "C");

        // When
        JsonPath worklist = worklist("li.wei");

        // Then
        assertThat(worklist.getList("items.customerId")).containsExactly("acme", "globex");
        assertThat(worklist.getList("items[0].reasons.kind")).containsExactly("follow-up", "next-step");
        assertThat(worklist.getMap("items[0].reasons[0]"))
                .containsEntry("dueAt", promised.toString())
                .containsEntry("callId", "pbx-1")
                .containsEntry("action", Map.of("en", "Call the EB back", "zh-CN", "按约回访EB"))
                .containsEntry("steps", List.of());
        assertThat(worklist.getString("items[0].reasons[0].reason.en"))
                .startsWith("A call to the EB was promised for ");
        assertThat(worklist.getMap("items[1]"))
                .containsEntry("tier", "C")
                .containsEntry("status", "open")
                .containsEntry("rep", "li.wei")
                .containsEntry("team", "east-1")
                .containsEntry("repName", null)
                .containsEntry("name", null);
        assertThat(worklist.getString("items[1].reasons[0].reason.en")).startsWith("Tier B still lacks: At least two");
        assertThat(worklist.getString("items[1].reasons[0].reason.'zh-CN'")).startsWith("距B级尚缺：");
        assertThat(worklist.getList("items[1].reasons[0].steps.criterion"))
                .containsExactly("key-persons", "needs", "objections", "budget", "procurement");
        assertThat(worklist.getString("items[1].reasons[0].steps[3].action.en")).isEqualTo("Get the budget confirmed");
        assertThat(worklist.getString("items[1].reasons[0].steps[3].action.'zh-CN'"))
                .isEqualTo("确认预算");
        assertThat(worklist.getString("next")).isNull();
    }

    @Test
    void promiseLeavesTheWorklist_whenTheCallIsMadeOrCancelled() {
        // Given
        String yesterday = Instant.now().minus(1, ChronoUnit.DAYS).toString();
        Map<String, Object> cancelled = but(call("pbx-1", "acme", "D"), "followUpAt", yesterday);
        publish(tenant, cancelled, but(call("pbx-2", "globex", "D"), "followUpAt", yesterday));
        awaitKinds("acme", "follow-up", "next-step");
        awaitKinds("globex", "follow-up", "next-step");

        // When
        publish(
                tenant,
                but(cancelled, "revision", 2, "followUpCancelled", true),
                but(call("pbx-3", "globex", "D"), "startedAt", Instant.now().toString()));

        // Then
        awaitKinds("acme", "next-step");
        awaitKinds("globex", "next-step");
    }

    @Test
    void overdueAndNearDeadlinesAreNamed_withTheCompanysAdvice() {
        // Given
        learn("globex", 58);
        learn("acme", 70);
        learn("initech", 20);

        // When
        JsonPath worklist =
                as(tenant, "manager").get("/v1/worklist?rep=zhao.min").jsonPath();

        // Then
        assertThat(worklist.getList("items")).isEmpty();
        own("acme", "globex", "initech");
        worklist = as(tenant, "manager").get("/v1/worklist?rep=zhao.min").jsonPath();
        assertThat(worklist.getList("items.customerId")).containsExactly("acme", "globex", "initech");
        assertThat(worklist.getList("items[0].reasons.kind")).containsExactly("overdue", "cadence", "next-step");
        assertThat(worklist.getList("items[1].reasons.kind")).containsExactly("deadline", "cadence", "next-step");
        assertThat(worklist.getList("items[2].reasons.kind")).containsExactly("cadence", "next-step");
        assertThat(worklist.getString("items[0].reasons[0].action.en")).startsWith("Meet, and widen.");
        assertThat(worklist.getString("items[0].reasons[1].reason.en"))
                .isEqualTo("Nobody was reached yet; tier C is called every 10 days");
        assertThat(Instant.parse(worklist.getString("items[0].reasons[0].dueAt")))
                .isBefore(Instant.now());
        assertThat(Instant.parse(worklist.getString("items[1].reasons[0].dueAt")))
                .isAfter(Instant.now());
    }

    @Test
    void onlyOneReasonIsAskedFor() {
        // Given
        learn("acme", 70);
        learn("initech", 20);
        own("acme", "initech");

        // Then
        as(tenant, "manager")
                .get("/v1/worklist?rep=zhao.min&kind=overdue")
                .then()
                .statusCode(200)
                .body("items.customerId", equalTo(List.of("acme")))
                .body("items[0].reasons.kind", hasItem("cadence"));
        as(tenant, "manager")
                .get("/v1/worklist?rep=zhao.min&kind=follow-up")
                .then()
                .body("items", empty());
    }

    @Test
    void satisfiedCustomerIsToBeAskedForAReferral_unlessItWasAskedLately() {
        // Given
        insert("acme", "WON", "now() - interval '3 days'", "null");
        insert("asked-lately", "WON", "now() - interval '3 days'", "now() - interval '179 days'");
        insert("asked-long-ago", "WON", "now() - interval '2 days'", "now() - interval '181 days'");
        insert("never-won", "OPEN", "now() - interval '3 days'", "null");

        // When
        JsonPath worklist = as(tenant, "manager")
                .get("/v1/worklist?rep=zhao.min&kind=referral-request")
                .jsonPath();

        // Then
        assertThat(worklist.getList("items.customerId")).containsExactly("acme", "asked-long-ago");
        assertThat(worklist.getMap("items[0]")).containsEntry("status", "won").containsEntry("tier", null);
        assertThat(worklist.getList("items[0].reasons.kind")).containsExactly("referral-request");
        assertThat(worklist.getString("items[0].reasons[0].action.'zh-CN'")).isEqualTo("请其转介绍");
    }

    @Test
    void repsAndTeamsHaveTheirNames_onceTheDirectoryTellsThem() {
        // Given
        publish(tenant, call("pbx-1", "acme", "C"));
        PublishedDirectory.rep(tenant, 1, "li.wei", "Li Wei", "east-1", "1970-01-01T00:00:00Z");
        PublishedDirectory.team(tenant, "east-1", "East 1");

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(worklist("li.wei").getMap("items[0]"))
                        .containsEntry("repName", "Li Wei")
                        .containsEntry("teamName", "East 1"));
    }

    @Test
    void repSeesItsOwn_andOthersWhenItAsks() {
        // Given
        publish(
                tenant,
                call("pbx-1", "acme", "C"),
                but(call("pbx-2", "globex", "C"), "rep", "wang.fang", "team", "west-2"));
        awaitTier(tenant, "acme", "C");
        awaitTier(tenant, "globex", "C");

        // Then
        rep("li.wei").get("/v1/worklist").then().statusCode(200).body("items.customerId", equalTo(List.of("acme")));
        rep("li.wei")
                .get("/v1/worklist?rep=wang.fang")
                .then()
                .statusCode(200)
                .body("items.customerId", equalTo(List.of("globex")));
        rep("li.wei")
                .get("/v1/worklist?team=west-2")
                .then()
                .statusCode(200)
                .body("items.customerId", equalTo(List.of("globex")));
        as(tenant, "manager")
                .get("/v1/worklist?rep=li.wei&team=west-2")
                .then()
                .statusCode(200)
                .body("items", empty());
    }

    @Test
    void nobodySeesAnotherTenantsCustomers() {
        // Given
        publish(tenant, call("pbx-1", "acme", "C"));
        awaitTier(tenant, "acme", "C");

        // Then
        as(newTenant(), "admin")
                .get("/v1/worklist?rep=li.wei")
                .then()
                .statusCode(200)
                .body("items", empty());
        as(newTenant(), "admin").get("/v1/worklist?team=east-1").then().body("items", empty());
    }

    @Test
    void othersAreRefused() {
        given().get("/v1/worklist?rep=li.wei").then().statusCode(401);
        for (String role : List.of("telephony", "bi", "operator")) {
            as(tenant, role).get("/v1/worklist?rep=li.wei").then().statusCode(403);
        }
        for (String role : List.of("rep", "manager", "admin")) {
            as(tenant, role).get("/v1/worklist?rep=li.wei").then().statusCode(200);
        }
    }

    @Test
    void everythingThatIsWrongIsNamed() {
        as(tenant, "manager")
                .get("/v1/worklist?kind=holiday&limit=101")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("?rep", "?kind", "?limit"));
        as(tenant, "manager").get("/v1/worklist?rep=li.wei&colour=red").then().statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "old", "ahead", "no-number", "far"})
    void cursorIsRefused_whenItIsNoneOfThisList(String which) {
        String now = Instant.now().minusSeconds(5).toString();
        String cursor = switch (which) {
            case "old" -> Cursor.of(Instant.now().minusSeconds(86_460).toString(), "100", now, "acme");
            case "ahead" -> Cursor.of(Instant.now().plusSeconds(3600).toString(), "100", now, "acme");
            case "no-number" -> Cursor.of(now, "first", now, "acme");
            case "far" -> Cursor.of(now, "100", "+1000000000-12-31T23:59:59Z", "acme");
            default -> which;
        };
        as(tenant, "manager")
                .get("/v1/worklist?rep=li.wei&cursor=" + cursor)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("?cursor"));
    }

    private RequestSpecification rep(String id) {
        return given().auth().oauth2(Tokens.ofRep(tenant, id));
    }

    private JsonPath worklist(String rep) {
        return rep(rep).get("/v1/worklist").then().statusCode(200).extract().jsonPath();
    }

    private void awaitKinds(String customer, String... kinds) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(worklist("li.wei")
                                .getList("items.find { it.customerId == '" + customer + "' }.reasons.kind"))
                        .isEqualTo(List.of(kinds)));
    }

    /** Enough for tier C, learned so many days ago. */
    private void learn(String customer, int daysAgo) {
        as(tenant, "rep")
                .body(Map.of(
                        "observedAt",
                        Instant.now().minus(daysAgo, ChronoUnit.DAYS).toString(),
                        "keyPersons",
                        Map.of("EB", CONVINCED),
                        "budget",
                        "confirmed"))
                .patch("/v1/customers/" + customer + "/qualification")
                .then()
                .statusCode(200)
                .body("tier", equalTo("C"));
    }

    private void own(String... customers) {
        database.pool()
                .preparedQuery("update customer set owner_rep = 'zhao.min' where tenant = $1 and customer_id = any($2)")
                .execute(Tuple.of(tenant, customers))
                .await()
                .indefinitely();
    }

    private void insert(String customer, String status, String satisfiedSince, String askedAt) {
        database.pool()
                .preparedQuery("insert into customer (tenant, customer_id, status, owner_rep, satisfied_since,"
                        + " referral_asked_at) values ($1, $2, $3, 'zhao.min', " + satisfiedSince + ", " + askedAt
                        + ")")
                .execute(Tuple.of(tenant, customer, status))
                .await()
                .indefinitely();
    }
}
