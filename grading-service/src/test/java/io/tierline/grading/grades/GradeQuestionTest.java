package io.tierline.grading.grades;

import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.grades.KeyPersons.wonOver;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tierline.grading.standards.domain.Standards;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Grades of the past, and by other versions of the standard. */
@QuarkusTest
class GradeQuestionTest {

    @Inject
    Database database;

    private final String tenant = newTenant();
    private final Instant now = Instant.now();

    /** Acme was B for a week; three days ago its budget was gone. */
    @BeforeEach
    void learnOfAcme() {
        Map<String, Object> nearlyEverything = wonOver("EB", "UB");
        nearlyEverything.put(
                "decisionDate",
                LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(2).toString());
        learn(10, nearlyEverything);
        learn(3, Map.of("budget", "unknown"));
    }

    @Test
    void gradeOfThePastRestsOnWhatHadBeenObservedByThen() {
        asOf(4).statusCode(200).body("tier", equalTo("B")).body("qualification.budget", equalTo("confirmed"));
        asOf(3).statusCode(200).body("tier", nullValue());
        asOf(11).statusCode(200).body("tier", nullValue()).body("qualification.budget", equalTo("unknown"));
        grade("").statusCode(200).body("tier", nullValue());
    }

    @Test
    void gradeByAnotherVersionIsDerived_whicheverIsActive() {
        // Given
        as(tenant, "manager")
                .body(Standards.twoKeyPersonsTree())
                .post("/v1/standards")
                .then()
                .statusCode(201);

        // Then
        String fourDaysAgo = now.minus(Duration.ofDays(4)).toString();
        grade("?standard=2&asOf=" + fourDaysAgo).body("tier", equalTo("A")).body("standard", equalTo(2));
        grade("?standard=1&asOf=" + fourDaysAgo).body("tier", equalTo("B")).body("standard", equalTo(1));
    }

    @Test
    void statusOfThatTimeCounts() {
        // Given: won five days ago
        database.pool()
                .preparedQuery("with changed as (update customer set status = 'WON' where tenant = $1)"
                        + " insert into status_change (tenant, customer_id, sequence, status, round, at)"
                        + " values ($1, 'acme', 1, 'WON', 1, $2)")
                .execute(Tuple.of(tenant, now.minus(Duration.ofDays(5)).atOffset(ZoneOffset.UTC)))
                .await()
                .atMost(PATIENCE);

        // Then
        asOf(6).body("tier", equalTo("B"));
        asOf(4).body("tier", nullValue()).body("qualification.budget", equalTo("confirmed"));
    }

    @Test
    void questionIsRefused_whenItCannotBeAnswered() {
        grade("?standard=7").statusCode(422).body("errors.pointer", contains("?standard"));
        grade("?asOf=" + now.plus(Duration.ofHours(1))).statusCode(422).body("errors.pointer", contains("?asOf"));
        grade("?asOf=yesterday&standard=x")
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("?asOf", "?standard"));
        grade("?standard=2147483647").statusCode(422);
        as(newTenant(), "rep")
                .get("/v1/customers/acme/grade?asOf=2026-01-01T00:00:00Z")
                .then()
                .statusCode(404);
    }

    private ValidatableResponse asOf(int daysAgo) {
        return grade("?asOf=" + now.minus(Duration.ofDays(daysAgo)));
    }

    private ValidatableResponse grade(String question) {
        return as(tenant, "rep").get("/v1/customers/acme/grade" + question).then();
    }

    private void learn(int daysAgo, Map<String, Object> what) {
        Map<String, Object> patch = new HashMap<>(what);
        patch.put("observedAt", now.minus(Duration.ofDays(daysAgo)).toString());
        as(tenant, "rep")
                .body(patch)
                .patch("/v1/customers/acme/qualification")
                .then()
                .statusCode(200);
    }
}
