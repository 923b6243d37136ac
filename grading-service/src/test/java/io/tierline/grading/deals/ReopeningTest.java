package io.tierline.grading.deals;

import static io.tierline.grading.deals.DealsApi.WON_OVER;
import static io.tierline.grading.deals.DealsApi.close;
import static io.tierline.grading.deals.DealsApi.correct;
import static io.tierline.grading.deals.DealsApi.disqualified;
import static io.tierline.grading.deals.DealsApi.learn;
import static io.tierline.grading.deals.DealsApi.lost;
import static io.tierline.grading.deals.DealsApi.reopen;
import static io.tierline.grading.deals.DealsApi.target;
import static io.tierline.grading.deals.DealsApi.won;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.awaitTier;
import static io.tierline.grading.grades.GradingApi.grade;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.grades.PublishedCalls.but;
import static io.tierline.grading.grades.PublishedCalls.call;
import static io.tierline.grading.grades.PublishedCalls.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tierline.grading.grades.application.Customers;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.CustomerStatus;
import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.kit.database.Database;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ReopeningTest {

    @Inject
    Database database;

    @Inject
    Customers customers;

    private final String tenant = newTenant();

    @Test
    void lostDealGoesOn_withWhatWasKnown() {
        // Given
        target(tenant, "acme");
        String closingId = close(tenant, "acme", lost()).path("closingId");

        // When
        Response answer = as(tenant, "manager")
                .body(Map.of("kind", "again", "note", "They have a budget now."))
                .post("/v1/customers/acme/reopening");

        // Then
        answer.then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("closingId", equalTo(closingId))
                .body("reopening.kind", equalTo("again"))
                .body("reopening.note", equalTo("They have a budget now."))
                .body("reopening.at", notNullValue())
                .body("reopening.by", notNullValue());
        JsonPath grade = grade(tenant, "acme");
        assertThat(grade.getString("status")).isEqualTo("open");
        assertThat(grade.getString("tier")).isEqualTo("C");
        assertThat(grade.getString("roundStart")).isNull();
        List<Map<String, Object>> changes =
                as(tenant, "rep").get("/v1/tier-changes").jsonPath().getList("items");
        assertThat(changes).extracting(change -> change.get("to")).containsExactly("C", null, "C");
        assertThat(changes.get(2)).containsEntry("reason", "status").containsEntry("cause", closingId);
    }

    @Test
    void wonCustomerHasNoTier_untilSomethingNewIsKnownInItsSecondRound() {
        // Given
        target(tenant, "acme");
        close(tenant, "acme", won()).then().statusCode(201);

        // When
        reopen(tenant, "acme", "second-sale").then().statusCode(200);

        // Then
        JsonPath opened = grade(tenant, "acme");
        assertThat(opened.getString("status")).isEqualTo("open");
        assertThat(opened.getString("tier")).isNull();
        assertThat(opened.getString("qualification.budget")).isEqualTo("unknown");
        learn(tenant, "acme", Map.of("keyPersons", Map.of("EB", WON_OVER)));
        assertThat(grade(tenant, "acme").getString("tier")).isNull();
        learn(tenant, "acme", Map.of("budget", "confirmed"));
        assertThat(grade(tenant, "acme").getString("tier")).isEqualTo("C");
        close(tenant, "acme", won()).then().statusCode(201).body("round", equalTo(2));
    }

    @Test
    void onlyCallsFromItsStartOnCount_inTheSecondRound() {
        // Given
        target(tenant, "acme");
        close(tenant, "acme", won()).then().statusCode(201);
        reopen(tenant, "acme", "second-sale").then().statusCode(200);
        Instant start = Instant.parse(grade(tenant, "acme").getString("roundStart"));

        // When: one call that came just before the round arrives late, another began with it
        publish(
                tenant,
                but(
                        call("late", "acme", "C"),
                        "startedAt",
                        start.minusNanos(1_000).toString()),
                but(call("first", "acme", "D"), "startedAt", start.toString()));

        // Then
        awaitTier(tenant, "acme", "D");
        assertThat(grade(tenant, "acme").getString("floor.callId")).isEqualTo("first");
    }

    @Test
    void againIsAnsweredJustSo_andNothingHappensTwice() {
        // Given
        target(tenant, "acme");
        close(tenant, "acme", won()).then().statusCode(201);
        Response first = reopen(tenant, "acme", "second-sale");

        // When
        Response again = reopen(tenant, "acme", "second-sale");

        // Then
        again.then().statusCode(200);
        assertThat(again.asString()).isEqualTo(first.asString());
        close(tenant, "acme", lost()).then().statusCode(201).body("round", equalTo(2));
    }

    @ParameterizedTest
    @CsvSource({
        "won, again, deal-won",
        "lost, second-sale, not-won",
        "disqualified, second-sale, not-won",
        ", again, not-closed",
        ", second-sale, not-closed"
    })
    void dealIsNotReopened_inTheWrongWay(String result, String kind, String code) {
        // Given
        target(tenant, "acme");
        if (result != null) {
            Map<String, Object> ending = result.equals("won") ? won() : result.equals("lost") ? lost() : disqualified();
            close(tenant, "acme", ending).then().statusCode(201);
        }

        // When
        Response answer = reopen(tenant, "acme", kind);

        // Then
        answer.then().statusCode(409).body("code", equalTo(code));
        assertThat(grade(tenant, "acme").getString("status")).isEqualTo(result == null ? "open" : result);
    }

    @Test
    void everyFaultIsNamed() {
        target(tenant, "acme");

        as(tenant, "manager")
                .body(Map.of("kind", "third-sale", "note", 7, "at", "now"))
                .post("/v1/customers/acme/reopening")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/kind", "/note", "/at"));
        as(tenant, "manager")
                .body("{}")
                .post("/v1/customers/acme/reopening")
                .then()
                .statusCode(422);
        as(tenant, "manager")
                .body("{")
                .post("/v1/customers/acme/reopening")
                .then()
                .statusCode(400);
    }

    @Test
    void statusOfEveryPastMomentIsKnown() {
        // Given
        target(tenant, "acme");
        Instant lostAt = Instant.parse(close(tenant, "acme", lost()).path("closedAt"));
        Instant againAt = Instant.parse(reopen(tenant, "acme", "again").path("reopening.at"));
        Instant wonAt = Instant.parse(close(tenant, "acme", won()).path("closedAt"));
        correct(tenant, "acme", disqualified()).then().statusCode(200);
        correct(tenant, "acme", won()).then().statusCode(200);
        Instant secondAt = Instant.parse(reopen(tenant, "acme", "second-sale").path("reopening.at"));

        // Then
        long tick = 1_000;
        assertThat(statusAt(lostAt.minusNanos(tick))).isEqualTo(CustomerStatus.OPEN);
        assertThat(statusAt(lostAt)).isEqualTo(new CustomerStatus(State.LOST, Optional.empty()));
        assertThat(statusAt(againAt.minusNanos(tick)).state()).isEqualTo(State.LOST);
        assertThat(statusAt(againAt)).isEqualTo(CustomerStatus.OPEN);
        assertThat(statusAt(wonAt).state()).isEqualTo(State.WON);
        assertThat(statusAt(secondAt.minusNanos(tick)).state()).isEqualTo(State.WON);
        assertThat(statusAt(secondAt)).isEqualTo(new CustomerStatus(State.OPEN, Optional.of(secondAt)));
    }

    private CustomerStatus statusAt(Instant moment) {
        return database.transaction(
                        transaction -> customers.statusAt(transaction, new CustomerKey(tenant, "acme"), moment))
                .await()
                .indefinitely();
    }
}
