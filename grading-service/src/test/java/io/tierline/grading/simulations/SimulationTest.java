package io.tierline.grading.simulations;

import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.grades.KeyPersons.wonOver;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.tierline.grading.simulations.application.SimulateStandard;
import io.tierline.grading.simulations.application.SimulateStandard.Finished;
import io.tierline.grading.simulations.application.SimulateStandard.Progress;
import io.tierline.grading.simulations.application.SimulateStandard.Step;
import io.tierline.grading.standards.domain.Standards;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SimulationTest {

    @Inject
    Database database;

    @Inject
    SimulateStandard simulateStandard;

    private final String tenant = newTenant();

    @Test
    void progressIsStreamed_andTheResultComesLast() {
        // Given
        write();
        learn("acme", wonOver("EB", "UB"));
        customers(1_100);

        // When
        String stream = as(tenant, "manager")
                .accept("text/event-stream")
                .post("/v1/standards/2/simulation")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        // Then
        List<String> events = Arrays.stream(stream.split("\n\n"))
                .filter(event -> !event.isBlank())
                .toList();
        assertThat(events).hasSize(5);
        assertThat(events.get(0)).contains("event:progress").contains("{\"customers\":0,\"of\":1101}");
        assertThat(events.get(1)).contains("{\"customers\":500,\"of\":1101}");
        assertThat(events.get(3)).contains("{\"customers\":1101,\"of\":1101}");
        assertThat(events.get(4)).contains("event:result");
        JsonPath result = JsonPath.from(events.get(4).substring(events.get(4).indexOf("data:") + 5));
        assertThat(result.getInt("moved")).isEqualTo(1);
        assertThat(result.getInt("customers")).isEqualTo(1_101);
        assertThat(result.getList("after.customers")).containsExactly(1, 0, 0, 0, 1_100);
    }

    @Test
    void draftIsTriedOut_inTheReadersLanguage() {
        // Given
        learn("acme", wonOver("EB", "UB"));
        as(tenant, "manager")
                .body(Standards.twoKeyPersonsTree())
                .put("/v1/standards/drafts/spring")
                .then()
                .statusCode(200);

        // Then
        as(tenant, "manager")
                .header("Accept-Language", "zh-CN")
                .post("/v1/standards/drafts/spring/simulation")
                .then()
                .statusCode(200)
                .body("standard", nullValue())
                .body("moved", equalTo(1))
                .body("moves[0].examples[0].why.label", hasItem("三位关键人的需求均已最终确认"));
    }

    @Test
    void standardsAreJudgedByDealsThatWereClosed() {
        // Given
        write();
        learn("won", wonOver("EB", "UB"));
        learn("lost", wonOver("EB"));
        learn("reopened", wonOver("EB"));
        close("won", 1, "WON");
        close("lost", 1, "LOST");
        close("reopened", 1, "LOST");
        close("reopened", 2, "OPEN");

        // Then
        as(tenant, "manager")
                .post("/v1/standards/2/simulation")
                .then()
                .statusCode(200)
                .body("closed", equalTo(2))
                .body("separation.active.won", equalTo(1))
                .body("separation.active.lost", equalTo(1))
                .body("separation.active.probability", equalTo(1.0f))
                .body("separation.active.tiers.find { it.tier == 'B' }.won", equalTo(1))
                .body("separation.simulated.tiers.find { it.tier == 'A' }.won", equalTo(1))
                .body("separation.simulated.tiers.find { it.tier == 'C' }.lost", equalTo(1));
    }

    @Test
    void simulationOfACompanyWithoutCustomersIsEmpty() {
        write();
        as(tenant, "manager")
                .post("/v1/standards/2/simulation")
                .then()
                .statusCode(200)
                .body("customers", equalTo(0))
                .body("moves", equalTo(List.of()))
                .body("separation.active.probability", nullValue())
                .body("at", notNullValue());
    }

    @Test
    void simulationRuns_whileThoseOfManyOthersAreUnderWay() {
        // Given some that wait for their readers
        List<AssertSubscriber<Step>> readers = othersUnderWay(15);

        // When
        as(tenant, "manager").post("/v1/standards/1/simulation").then().statusCode(200);

        // Then
        readers.forEach(reader -> assertThat(reader.getItems()).hasSize(1));
        readers.forEach(AssertSubscriber::cancel);
    }

    @Test
    void secondSimulationIsRefused_whileOneRuns_andLetInAfterwards() {
        // Given one that waits for its reader
        learn("acme", wonOver("EB", "UB"));
        AssertSubscriber<Step> reader = simulateStandard
                .simulate(tenant, Standards.byDefault())
                .subscribe()
                .withSubscriber(AssertSubscriber.create(1));
        reader.awaitItems(1, PATIENCE);

        // When
        as(tenant, "manager")
                .post("/v1/standards/1/simulation")
                .then()
                .statusCode(429)
                .header("Retry-After", equalTo("5"))
                .body("code", equalTo("simulation-running"));
        String events = as(tenant, "manager")
                .accept("text/event-stream")
                .post("/v1/standards/1/simulation")
                .asString();

        // Then
        assertThat(events).contains("event:failed").contains("simulation-running");
        reader.cancel();
        as(tenant, "manager").post("/v1/standards/1/simulation").then().statusCode(200);
        assertThat(simulateStandard
                        .simulate(tenant, Standards.byDefault())
                        .collect()
                        .asList()
                        .await()
                        .atMost(PATIENCE))
                .hasExactlyElementsOfTypes(Progress.class, Progress.class, Finished.class);
    }

    @Test
    void simulationIsRefused_whenTooManyOfOthersAreUnderWay() {
        List<AssertSubscriber<Step>> readers = othersUnderWay(16);

        as(tenant, "manager")
                .post("/v1/standards/1/simulation")
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("5"))
                .body("code", equalTo("overloaded"));
        readers.forEach(AssertSubscriber::cancel);
    }

    /** Simulations of other companies that wait for their readers. */
    private List<AssertSubscriber<Step>> othersUnderWay(int number) {
        List<AssertSubscriber<Step>> readers = IntStream.range(0, number)
                .mapToObj(i -> simulateStandard
                        .simulate(newTenant(), Standards.byDefault())
                        .subscribe()
                        .withSubscriber(AssertSubscriber.create(1)))
                .toList();
        readers.forEach(reader -> reader.awaitItems(1, PATIENCE));
        return readers;
    }

    private void write() {
        as(tenant, "manager")
                .body(Standards.twoKeyPersonsTree())
                .post("/v1/standards")
                .then()
                .statusCode(201);
    }

    private void learn(String customer, Map<String, Object> patch) {
        as(tenant, "rep")
                .body(patch)
                .patch("/v1/customers/" + customer + "/qualification")
                .then()
                .statusCode(200);
    }

    private void customers(int number) {
        sql(
                "insert into customer (tenant, customer_id, standard) select $1, 'copy-' || n, 1"
                        + " from generate_series(1, $2) n",
                Tuple.of(tenant, number));
    }

    /** Writes a status as closing a deal does. */
    private void close(String customer, int sequence, String status) {
        sql(
                "with changed as (update customer set status = $3 where tenant = $1 and customer_id = $2)"
                        + " insert into status_change (tenant, customer_id, sequence, status, round, at)"
                        + " values ($1, $2, $4, $3, 1, $5)",
                Tuple.of(
                        tenant,
                        customer,
                        status,
                        sequence,
                        Instant.now().plus(Duration.ofSeconds(1)).atOffset(ZoneOffset.UTC)));
    }

    private void sql(String statement, Tuple parameters) {
        database.pool().preparedQuery(statement).execute(parameters).await().atMost(PATIENCE);
    }
}
