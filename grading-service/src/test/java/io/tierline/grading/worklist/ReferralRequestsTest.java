package io.tierline.grading.worklist;

import static io.tierline.grading.StoredCustomers.set;
import static io.tierline.grading.StoredCustomers.won;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From what the care log says to whom the worklist has asked for a referral. */
@QuarkusTest
class ReferralRequestsTest {

    private final String tenant = newTenant();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @BeforeEach
    void acmeIsWon() {
        won(tenant, "acme");
        set(tenant, "acme", "owner_rep = 'li.wei'");
    }

    @ParameterizedTest
    @CsvSource({"0,false", "8,false", "9,true", "10,true"})
    void customerIsSatisfied_fromNineOn(int score, boolean expected) {
        // When
        satisfaction("acme", "s-1", score, Duration.ZERO);

        // Then
        assertThat(asked()).hasSize(expected ? 1 : 0);
    }

    @Test
    void latestScoreCounts_whateverTheOrderInWhichTheyWereWritten() {
        // Given: beta is satisfied for 7 days
        won(tenant, "beta");
        set(tenant, "beta", "owner_rep = 'li.wei'");
        satisfaction("beta", "b-1", 10, Duration.ofDays(7));
        satisfaction("acme", "s-3", 9, Duration.ofDays(1));
        satisfaction("acme", "s-1", 10, Duration.ofDays(9));
        assertThat(asked()).containsExactly("acme", "beta");

        // When
        satisfaction("acme", "s-2", 8, Duration.ofDays(5));

        // Then
        assertThat(asked()).containsExactly("beta", "acme");

        // When
        satisfaction("acme", "s-4", 8, Duration.ZERO);

        // Then
        assertThat(asked()).containsExactly("beta");

        // When
        as(tenant, "rep").delete("/v1/customers/acme/care/s-4").then().statusCode(204);
        as(tenant, "rep")
                .body("{\"score\":9}")
                .patch("/v1/customers/acme/care/s-2")
                .then()
                .statusCode(200);

        // Then
        assertThat(asked()).containsExactly("acme", "beta");
    }

    @ParameterizedTest
    @CsvSource({"0,false", "179,false", "181,true"})
    void customerIsLeftAlone_forHalfAYearAfterItWasAsked(int daysAgo, boolean expected) {
        // Given
        satisfaction("acme", "s-1", 9, Duration.ofDays(200));

        // When
        as(tenant, "rep")
                .body("{\"entryId\":\"ask-1\",\"at\":\"%s\",\"text\":\"Two peers\"}"
                        .formatted(now.minus(Duration.ofDays(daysAgo))))
                .post("/v1/customers/acme/referral-request")
                .then()
                .statusCode(201)
                .body("kind", equalTo("referral-request"));

        // Then
        assertThat(asked()).hasSize(expected ? 1 : 0);
    }

    @Test
    void askingNeedsNoWords_andCanBeTakenBack() {
        // Given
        satisfaction("acme", "s-1", 9, Duration.ZERO);

        // When
        String entry = as(tenant, "rep")
                .post("/v1/customers/acme/referral-request")
                .then()
                .statusCode(201)
                .extract()
                .path("entryId");

        // Then
        assertThat(asked()).isEmpty();
        as(tenant, "rep").delete("/v1/customers/acme/care/" + entry).then().statusCode(204);
        assertThat(asked()).hasSize(1);
        as(tenant, "rep")
                .body("{\"kind\":\"usage\",\"score\":3}")
                .post("/v1/customers/acme/referral-request")
                .then()
                .statusCode(422);
    }

    @ParameterizedTest
    @CsvSource({"WON,1,true", "OPEN,2,true", "LOST,2,false", "OPEN,1,false", "LOST,1,false"})
    void onlyCustomersThatWereWonAreAsked_andNoneThatWasLostSince(String status, int round, boolean expected) {
        // Given
        satisfaction("acme", "s-1", 9, Duration.ZERO);

        // When
        set(tenant, "acme", "status = '" + status + "', round = " + round);

        // Then
        assertThat(asked()).hasSize(expected ? 1 : 0);
    }

    @Test
    void whoWasMergedIntoAnotherIsNoCustomerAnyMore() {
        // Given
        satisfaction("acme", "s-1", 9, Duration.ZERO);

        // When
        set(tenant, "acme", "merged_into = 'beta'");

        // Then
        assertThat(asked()).isEmpty();
    }

    private void satisfaction(String customer, String id, int score, Duration ago) {
        as(tenant, "rep")
                .body("{\"entryId\":\"%s\",\"kind\":\"satisfaction\",\"score\":%d,\"at\":\"%s\"}"
                        .formatted(id, score, now.minus(ago)))
                .post("/v1/customers/" + customer + "/care")
                .then()
                .statusCode(201);
    }

    private List<String> asked() {
        return as(tenant, "manager")
                .get("/v1/worklist?rep=li.wei&kind=referral-request")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.customerId");
    }
}
