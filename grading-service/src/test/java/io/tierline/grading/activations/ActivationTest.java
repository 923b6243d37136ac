package io.tierline.grading.activations;

import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.grades.KeyPersons.wonOver;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tierline.grading.activations.application.Activations;
import io.tierline.grading.grades.application.RegradeCustomers;
import io.tierline.grading.standards.domain.Standards;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ActivationTest {

    @Inject
    Database database;

    @Inject
    RegradeCustomers regradeCustomers;

    @Inject
    Activations activations;

    private final String tenant = newTenant();

    @BeforeEach
    void writeASecondVersion() {
        as(tenant, "manager")
                .body(Standards.twoKeyPersonsTree())
                .post("/v1/standards")
                .then()
                .statusCode(201);
    }

    @Test
    void nothingChanges_whenTheActiveVersionIsActivated() {
        as(tenant, "manager")
                .post("/v1/standards/1/activation")
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("activatedAt", nullValue());
        as(tenant, "manager").get("/v1/standards/1/activation").then().statusCode(404);

        as(tenant, "manager").post("/v1/standards/2/activation").then().statusCode(202);
        awaitFinished(2);
        as(tenant, "manager")
                .post("/v1/standards/2/activation")
                .then()
                .statusCode(200)
                .body("previous", equalTo(1))
                .body("by", equalTo("manager@" + tenant))
                .body("finishedAt", notNullValue());
        assertThat(history().getList("items.version")).containsExactly(2);
        as(tenant, "manager")
                .post("/v1/standards/3/activation")
                .then()
                .statusCode(404)
                .body("code", equalTo("no-such-standard"));
    }

    @Test
    void switchesTakeTheirTurns_whenTwoManagersSwitchAtOnce() throws Exception {
        // Given
        ExecutorService managers = Executors.newFixedThreadPool(6);
        List<Callable<Integer>> switches = IntStream.range(0, 12)
                .<Callable<Integer>>mapToObj(i -> () -> as(tenant, "manager")
                        .post("/v1/standards/" + (1 + i % 2) + "/activation")
                        .statusCode())
                .toList();

        // When
        List<Integer> statuses = new ArrayList<>();
        for (var answer : managers.invokeAll(switches)) {
            statuses.add(answer.get());
        }
        managers.shutdown();

        // Then each switch begins where the one before it ended
        assertThat(statuses).isSubsetOf(200, 202);
        List<Integer> versions = history().getList("items.version");
        List<Integer> previous = history().getList("items.previous");
        assertThat(versions).isNotEmpty();
        for (int i = 0; i < versions.size(); i++) {
            assertThat(previous.get(i)).isEqualTo(i + 1 < versions.size() ? versions.get(i + 1) : 1);
            assertThat(versions.get(i)).isNotEqualTo(previous.get(i));
        }
    }

    @Test
    void everybodyIsGradedAnew_fromWhereItStopped() {
        // Given more customers than fit into a batch, as after a restart in the middle: some are done
        copies(600);
        as(tenant, "manager").post("/v1/standards/2/activation").then().statusCode(202);

        // When
        regradeCustomers.gradeBehind().await().atMost(PATIENCE);

        // Then
        awaitFinished(2);
        JsonPath done = as(tenant, "manager").get("/v1/standards/2/activation").jsonPath();
        assertThat(done.getInt("customers")).isEqualTo(601);
        assertThat(done.getInt("regraded")).isEqualTo(601);
        assertThat(as(tenant, "manager").get("/v1/customers?tier=B").jsonPath().getList("items"))
                .isEmpty();
        List<Map<String, Object>> changes = new ArrayList<>();
        for (JsonPath page = changesAfter(0); ; page = changesAfter(page.getInt("next"))) {
            changes.addAll(page.getList("items"));
            if (page.get("next") == null) {
                break;
            }
        }
        List<Map<String, Object>> byStandard = changes.stream()
                .filter(change -> change.get("reason").equals("standard"))
                .toList();
        assertThat(byStandard)
                .hasSize(601)
                .allSatisfy(change -> assertThat(change)
                        .containsEntry("from", "B")
                        .containsEntry("to", "A")
                        .containsEntry("standard", 2));
        assertThat(new HashSet<>(byStandard.stream()
                        .map(change -> change.get("customerId"))
                        .toList()))
                .hasSize(601);
        assertThat(changes.stream().map(change -> change.get("position")).toList())
                .isEqualTo(IntStream.rangeClosed(1, changes.size()).boxed().toList());
    }

    @Test
    void activationIsNotFinished_whileSomebodyIsBehindOrMayYetBe() {
        // Given a transaction that has graded a new customer by what held before, and is not committed
        var connection = database.pool().getConnection().await().atMost(PATIENCE);
        try {
            var open = connection.begin().await().atMost(PATIENCE);
            connection
                    .preparedQuery("insert into customer (tenant, customer_id, standard) values ($1, 'late', 1)")
                    .execute(Tuple.of(tenant))
                    .await()
                    .atMost(PATIENCE);
            as(tenant, "manager").post("/v1/standards/2/activation").then().statusCode(202);

            // When
            for (int i = 0; i < 3; i++) {
                regradeCustomers.gradeBehind().await().atMost(PATIENCE);
                activations.finish().await().atMost(PATIENCE);
            }

            // Then
            as(tenant, "manager").get("/v1/standards/2/activation").then().body("finishedAt", nullValue());
            open.commit().await().atMost(PATIENCE);
        } finally {
            connection.close().await().atMost(PATIENCE);
        }
        awaitFinished(2);
        as(tenant, "manager").get("/v1/standards/2/activation").then().body("customers", equalTo(1));
        as(tenant, "manager").get("/v1/customers/late/grade").then().body("standard", equalTo(2));
    }

    @Test
    void eachChangeHasItsOwnReason_whenSomethingIsLearnedMeanwhile() {
        // Given
        learn("acme", wonOver("EB", "UB"));
        as(tenant, "manager").post("/v1/standards/2/activation").then().statusCode(202);

        // When
        learn("acme", Map.of("budget", "unknown"));

        // Then
        JsonPath changes = changesAfter(0);
        assertThat(changes.getList("items.to")).containsExactly("B", "A", null);
        assertThat(changes.getList("items.reason")).containsExactly("qualification", "standard", "qualification");
    }

    private void awaitFinished(int version) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> as(tenant, "manager")
                        .get("/v1/standards/" + version + "/activation")
                        .then()
                        .body("finishedAt", notNullValue()));
    }

    private JsonPath history() {
        return as(tenant, "rep").get("/v1/standards/activations").jsonPath();
    }

    private JsonPath changesAfter(int position) {
        return as(tenant, "rep")
                .get("/v1/tier-changes?limit=500&after=" + position)
                .jsonPath();
    }

    /** One customer of tier B by way of the API, and so many of which the same is known. */
    private void copies(int number) {
        learn("acme", wonOver("EB", "UB"));
        database.transaction(transaction -> transaction
                        .preparedQuery("insert into qualification_patch"
                                + " select tenant, patch_id || n, 'copy-' || n, observed_at, author, qualification"
                                + " from qualification_patch, generate_series(1, $2) n where tenant = $1")
                        .execute(Tuple.of(tenant, number))
                        .chain(() -> transaction
                                .preparedQuery("insert into customer (tenant, customer_id, tier, basis, standard,"
                                        + " progress, due, next_moment, version) select tenant, 'copy-' || n, tier, basis,"
                                        + " standard, progress, due, next_moment, version from customer,"
                                        + " generate_series(1, $2) n where tenant = $1 and customer_id = 'acme'")
                                .execute(Tuple.of(tenant, number))))
                .await()
                .atMost(PATIENCE);
    }

    private void learn(String customer, Map<String, Object> patch) {
        as(tenant, "rep")
                .body(patch)
                .patch("/v1/customers/" + customer + "/qualification")
                .then()
                .statusCode(200);
    }
}
