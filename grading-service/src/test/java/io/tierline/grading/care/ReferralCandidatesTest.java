package io.tierline.grading.care;

import static io.tierline.grading.StoredCustomers.set;
import static io.tierline.grading.StoredCustomers.won;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.tierline.grading.care.application.ReferralCandidates;
import io.tierline.grading.care.application.ReferralCandidates.Candidate;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ReferralCandidatesTest {

    @Inject
    ReferralCandidates candidates;

    private final String tenant = newTenant();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @BeforeEach
    void acmeIsWon() {
        won(tenant, "acme");
        set(tenant, "acme", "owner_rep = 'li.wei', name = 'Acme'");
    }

    @ParameterizedTest
    @CsvSource({"0,false", "8,false", "9,true", "10,true"})
    void customerIsSatisfied_fromNineOn(int score, boolean expected) {
        // When
        satisfaction("s-1", score, Duration.ZERO);

        // Then
        assertThat(asked()).hasSize(expected ? 1 : 0);
    }

    @Test
    void candidateHasWhatIsNeededToAsk() {
        // When
        satisfaction("s-1", 9, Duration.ofDays(3));
        satisfaction("s-2", 10, Duration.ofDays(1));

        // Then
        assertThat(asked()).containsExactly(new Candidate("acme", "Acme", "li.wei", 10, now.minus(Duration.ofDays(3))));
        assertThat(of("li.wei")).hasSize(1);
        assertThat(of("zhao.min")).isEmpty();
    }

    @Test
    void latestScoreCounts_whateverTheOrderInWhichTheyWereWritten() {
        // Given
        satisfaction("s-3", 9, Duration.ofDays(1));
        satisfaction("s-1", 10, Duration.ofDays(9));

        // When
        satisfaction("s-2", 8, Duration.ofDays(5));

        // Then
        assertThat(asked()).extracting(Candidate::satisfiedSince).containsExactly(now.minus(Duration.ofDays(1)));

        // When
        satisfaction("s-4", 8, Duration.ZERO);

        // Then
        assertThat(asked()).isEmpty();

        // When
        as(tenant, "rep").delete("/v1/customers/acme/care/s-4").then().statusCode(204);
        as(tenant, "rep")
                .body("{\"score\":9}")
                .patch("/v1/customers/acme/care/s-2")
                .then()
                .statusCode(200);

        // Then
        assertThat(asked()).extracting(Candidate::satisfiedSince).containsExactly(now.minus(Duration.ofDays(9)));
    }

    @ParameterizedTest
    @CsvSource({"0,false", "179,false", "181,true"})
    void customerIsLeftAlone_forHalfAYearAfterItWasAsked(int daysAgo, boolean expected) {
        // Given
        satisfaction("s-1", 9, Duration.ofDays(200));

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
        satisfaction("s-1", 9, Duration.ZERO);

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
    @CsvSource({"WON,1,true", "OPEN,2,true", "LOST,2,true", "OPEN,1,false", "LOST,1,false"})
    void onlyCustomersThatWereWonAreAsked(String status, int round, boolean expected) {
        // Given
        satisfaction("s-1", 9, Duration.ZERO);

        // When
        set(tenant, "acme", "status = '" + status + "', round = " + round);

        // Then
        assertThat(asked()).hasSize(expected ? 1 : 0);
    }

    @Test
    void longestSatisfiedComeFirst_andNoMoreThanAskedFor() {
        // Given
        satisfaction("s-1", 9, Duration.ofDays(1));
        won(tenant, "beta");
        as(tenant, "rep")
                .body("{\"kind\":\"satisfaction\",\"score\":10,\"at\":\"%s\"}".formatted(now.minus(Duration.ofDays(2))))
                .post("/v1/customers/beta/care")
                .then()
                .statusCode(201);

        // Then
        assertThat(asked()).extracting(Candidate::customerId).containsExactly("beta", "acme");
        assertThat(candidates.of(tenant, null, 1).await().indefinitely()).hasSize(1);
    }

    private void satisfaction(String id, int score, Duration ago) {
        as(tenant, "rep")
                .body("{\"entryId\":\"%s\",\"kind\":\"satisfaction\",\"score\":%d,\"at\":\"%s\"}"
                        .formatted(id, score, now.minus(ago)))
                .post("/v1/customers/acme/care")
                .then()
                .statusCode(201);
    }

    private List<Candidate> asked() {
        return of(null);
    }

    private List<Candidate> of(String rep) {
        return candidates.of(tenant, rep, 10).await().indefinitely();
    }
}
