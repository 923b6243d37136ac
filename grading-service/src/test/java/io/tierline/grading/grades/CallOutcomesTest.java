package io.tierline.grading.grades;

import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.awaitChanges;
import static io.tierline.grading.grades.GradingApi.awaitTier;
import static io.tierline.grading.grades.GradingApi.grade;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.grades.PublishedCalls.but;
import static io.tierline.grading.grades.PublishedCalls.call;
import static io.tierline.grading.grades.PublishedCalls.event;
import static io.tierline.grading.grades.PublishedCalls.garbage;
import static io.tierline.grading.grades.PublishedCalls.publish;
import static io.tierline.grading.grades.PublishedCalls.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tierline.kit.testing.Contract;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class CallOutcomesTest {

    private final String tenant = newTenant();

    @Test
    void customerRises_whenACallBooksAMeeting() {
        // When
        publish(tenant, call("pbx-1", "acme", "C"));

        // Then
        awaitTier(tenant, "acme", "C");
        JsonPath change = awaitChanges(tenant, 1);
        assertThat(change.getMap("items[0]"))
                .containsEntry("position", 1)
                .containsEntry("customerId", "acme")
                .containsEntry("version", 1)
                .containsEntry("kind", "changed")
                .containsEntry("from", null)
                .containsEntry("to", "C")
                .containsEntry("reason", "call")
                .containsEntry("cause", "pbx-1")
                .containsEntry("rep", "li.wei")
                .containsEntry("team", "east-1")
                .containsEntry("standard", 1);
        JsonPath grade = grade(tenant, "acme");
        assertThat(grade.getString("basis")).isEqualTo("outcome");
        assertThat(grade.getString("floor.callId")).isEqualTo("pbx-1");
        assertThat(grade.getString("next.tier")).isEqualTo("B");
        assertThat(grade.getList("next.missing")).isNotEmpty();
    }

    @Test
    void customerKeepsTier_whenTheSameCallArrivesTwice() {
        // Given
        Map<String, Object> call = call("pbx-1", "acme", "C");

        // When
        publish(tenant, call, call);
        publish(tenant, call, call("pbx-2", "fence", "C"));

        // Then
        awaitTier(tenant, "fence", "C");
        assertThat(awaitChanges(tenant, 2).getList("items.customerId")).containsExactlyInAnyOrder("acme", "fence");
    }

    @Test
    void customerFalls_whenTheCallIsCorrected() {
        // Given
        Map<String, Object> call = call("pbx-1", "acme", "C");
        publish(tenant, call);
        awaitTier(tenant, "acme", "C");

        // When
        publish(tenant, but(call, "revision", 2, "outcome", "RJ"));

        // Then
        awaitTier(tenant, "acme", null);
        assertThat(awaitChanges(tenant, 2).getMap("items[1]"))
                .containsEntry("from", "C")
                .containsEntry("to", null)
                .containsEntry("reason", "correction")
                .containsEntry("version", 2);
    }

    @Test
    void firstSummaryIsNoCorrection_whenTheCallWasPending() {
        // Given
        Map<String, Object> pending = call("pbx-1", "acme", null);
        publish(tenant, pending);
        awaitTier(tenant, "acme", null);

        // When
        publish(tenant, but(pending, "revision", 2, "status", "summarised", "outcome", "C"));

        // Then
        awaitTier(tenant, "acme", "C");
        assertThat(awaitChanges(tenant, 1).getString("items[0].reason")).isEqualTo("call");
    }

    @Test
    void latestRevisionWins_whenItArrivesFirst() {
        // Given
        Map<String, Object> first = call("pbx-1", "acme", "C");

        // When
        publish(tenant, but(first, "revision", 3, "outcome", "D"));
        publish(tenant, first, but(first, "revision", 2, "outcome", "C"), call("pbx-2", "fence", "C"));

        // Then
        awaitTier(tenant, "fence", "C");
        awaitTier(tenant, "acme", "D");
        assertThat(awaitChanges(tenant, 2).getList("items.to")).containsExactlyInAnyOrder("D", "C");
    }

    @Test
    void bothCustomersAreGradedAnew_whenACallMoves() {
        // Given
        Map<String, Object> call = call("pbx-1", "acme", "C");
        publish(tenant, call);
        awaitTier(tenant, "acme", "C");

        // When
        publish(tenant, but(call, "revision", 2, "customerId", "globex", "previousCustomerId", "acme"));

        // Then
        awaitTier(tenant, "globex", "C");
        awaitTier(tenant, "acme", null);
    }

    @Test
    void formerCustomerIsGradedAnew_whenTheEventDoesNotNameIt() {
        // Given
        Map<String, Object> call = call("pbx-1", "acme", "C");
        publish(tenant, call);
        awaitTier(tenant, "acme", "C");

        // When: revision 2, which moved it to globex, never arrives
        publish(tenant, but(call, "revision", 3, "customerId", "initech", "previousCustomerId", "globex"));

        // Then
        awaitTier(tenant, "initech", "C");
        awaitTier(tenant, "acme", null);
        // Of globex nothing was ever said here.
        as(tenant, "manager").get("/v1/customers/globex/grade").then().statusCode(404);
    }

    @Test
    void callCountsForNothing_whenItIsVoided() {
        // Given
        Map<String, Object> call = call("pbx-1", "acme", "C");
        publish(tenant, call);
        awaitTier(tenant, "acme", "C");

        // When
        publish(tenant, but(call, "revision", 2, "voided", true));

        // Then
        awaitTier(tenant, "acme", null);
    }

    @Test
    void customerFalls_whenTheMeetingWasMissed() {
        // Given
        Map<String, Object> call = but(call("pbx-1", "acme", "C"), "meetingAt", "2026-11-27T06:00:00Z");
        publish(tenant, call);
        awaitTier(tenant, "acme", "C");

        // When
        publish(tenant, but(call, "revision", 2, "meetingResult", "missed", "meetingMoves", 0));

        // Then
        awaitTier(tenant, "acme", null);
    }

    @Test
    void customerRisesAgain_whenTheMissedMeetingIsMoved() {
        // Given
        Map<String, Object> call = but(call("pbx-1", "acme", "C"), "meetingAt", "2026-11-27T06:00:00Z");
        publish(tenant, but(call, "meetingResult", "missed", "meetingMoves", 0), call("pbx-2", "fence", "C"));
        awaitTier(tenant, "fence", "C");
        awaitTier(tenant, "acme", null);

        // When
        publish(tenant, but(call, "revision", 2, "meetingAt", "2026-12-01T06:00:00Z", "meetingMoves", 1));

        // Then
        awaitTier(tenant, "acme", "C");
    }

    @Test
    void qualificationOfCallsAddsUp_whenTheyComeOverTime() {
        // Given
        Map<String, Object> eb = Map.of("stance", "approves", "need", "confirmed", "objections", "settled");

        // When
        publish(
                tenant,
                but(call("pbx-1", "acme", null), "qualification", Map.of("keyPersons", Map.of("EB", eb))),
                but(call("pbx-2", "acme", "FOLLOW_UP"), "qualification", Map.of("budget", "confirmed")));

        // Then
        awaitTier(tenant, "acme", "C");
        JsonPath grade = grade(tenant, "acme");
        assertThat(grade.getString("basis")).isEqualTo("criteria");
        assertThat(grade.getList("tiers.find { it.tier == 'C' }.criteria.met")).containsOnly(true);
        assertThat(grade.getList("tiers.find { it.tier == 'C' }.criteria.evidence.flatten().unique()"))
                .containsExactlyInAnyOrder("pbx-1", "pbx-2");
    }

    @Test
    void neighboursAreGraded_whenARecordIsUnreadable() {
        // When
        send(List.of(
                event(tenant, "acme", json(call("pbx-1", "acme", "C"))),
                garbage(tenant, "acme"),
                event(tenant, "acme", json(but(call("pbx-2", "acme", "D"), "qualification", Map.of("budget", "huge")))),
                event(tenant, "acme", json(but(call("pbx-3", "acme", "D"), "revision", "1"))),
                event(tenant, "acme", json(but(call("pbx-5", "acme", "C"), "meetingResult", "moved"))),
                event(
                        tenant,
                        "acme",
                        json(but(
                                call("pbx-4", "acme", "RJ"),
                                "startedAt",
                                Instant.now().toString())))));

        // Then
        awaitTier(tenant, "acme", null);
        assertThat(DeadLetters.of(tenant))
                .hasSize(4)
                .allSatisfy(letter -> assertThat(letter)
                        .containsEntry("dead-letter-topic", PublishedCalls.TOPIC)
                        .containsKeys("dead-letter-reason", "dead-letter-offset", "dead-letter-partition"));
    }

    @Test
    void eachTenantHasItsOwnCustomers_whenIdsAreTheSame() {
        // Given
        String other = newTenant();
        publish(tenant, call("pbx-1", "acme", "C"));
        awaitTier(tenant, "acme", "C");

        // When
        publish(other, call("pbx-1", "acme", "D"));

        // Then
        awaitTier(other, "acme", "D");
        awaitTier(tenant, "acme", "C");
        assertThat(awaitChanges(other, 1).getList("items.position")).containsExactly(1);
        as(newTenant(), "manager").get("/v1/customers/acme/grade").then().statusCode(404);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleOfTheContractIsTakenIn(String name, String payload) {
        // Given
        JsonPath example = JsonPath.from(payload);

        // When
        send(List.of(event(tenant, example.getString("customerId"), payload)));

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> as(tenant, "manager")
                        .get("/v1/customers/" + example.getString("customerId") + "/grade")
                        .then()
                        .statusCode(200));
        assertThat(DeadLetters.of(tenant)).isEmpty();
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> examples() {
        return Contract.of("call-service", "call-outcome", "v1").examples().entrySet().stream()
                .map(example -> org.junit.jupiter.params.provider.Arguments.of(example.getKey(), example.getValue()));
    }

    @Test
    void tierFallsByTheClock_whenTheFloorEnds() {
        // Given: a floor of 60 days that ends in some seconds
        Instant startedAt = Instant.now().minus(Duration.ofDays(60)).plusSeconds(8);

        // When
        publish(tenant, but(call("pbx-1", "acme", "C"), "startedAt", startedAt.toString()));

        // Then
        awaitTier(tenant, "acme", "C");
        assertThat(awaitChanges(tenant, 2).getMap("items[1]"))
                .containsEntry("from", "C")
                .containsEntry("to", null)
                .containsEntry("reason", "clock")
                .containsEntry("cause", null);
    }

    @Test
    void tierGrowsOverdueOnce_whenItsTimeIsUp() {
        // Given: everything that a C takes, learned so long ago that its 60 days are over
        Map<String, Object> eb = Map.of("stance", "approves", "need", "confirmed", "objections", "settled");

        // When
        publish(
                tenant,
                but(
                        call("pbx-1", "acme", null),
                        "startedAt",
                        Instant.now().minus(Duration.ofDays(70)).toString(),
                        "qualification",
                        Map.of("keyPersons", Map.of("EB", eb), "budget", "confirmed")));

        // Then
        awaitTier(tenant, "acme", "C");
        assertThat(grade(tenant, "acme").getBoolean("overdue")).isTrue();
        assertThat(as(tenant, "rep")
                        .get("/v1/customers?overdue=true")
                        .jsonPath()
                        .getList("items.customerId"))
                .containsExactly("acme");
    }

    @Test
    void storedGradesEqualTheFunctionOfTheHistory_whenCallsArriveInAnyOrder() {
        // Given: a month of calls to a few customers, corrected and repeated, shuffled
        Random random = new Random(20261123);
        List<Map<String, Object>> calls = new ArrayList<>();
        String[] outcomes = {"NA", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C", "BL", null};
        String[] roles = {"EB", "UB", "TB", null};
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        for (int i = 0; i < 150; i++) {
            Map<String, Object> call = but(
                    call("pbx-" + i, "customer-" + random.nextInt(8), outcomes[random.nextInt(outcomes.length)]),
                    "contactRole",
                    roles[random.nextInt(roles.length)],
                    "startedAt",
                    now.minusSeconds(random.nextInt(90 * 86_400)).toString(),
                    "qualification",
                    random.nextInt(3) == 0
                            ? Map.of(
                                    "keyPersons",
                                    Map.of(
                                            "EB",
                                            Map.of("stance", "approves", "need", "confirmed", "objections", "settled")),
                                    "budget",
                                    random.nextBoolean() ? "confirmed" : "unknown")
                            : null);
            calls.add(call);
            for (int revision = 2; revision <= 1 + random.nextInt(3); revision++) {
                String moved =
                        random.nextInt(4) == 0 ? "customer-" + random.nextInt(8) : (String) call.get("customerId");
                call = but(
                        call,
                        "revision",
                        revision,
                        "outcome",
                        outcomes[random.nextInt(outcomes.length)],
                        "previousCustomerId",
                        moved.equals(call.get("customerId")) ? null : call.get("customerId"),
                        "customerId",
                        moved,
                        "voided",
                        random.nextInt(10) == 0);
                call.put("status", call.get("outcome") == null ? "pending" : "summarised");
                calls.add(call);
            }
        }
        List<Map<String, Object>> shuffled = new ArrayList<>(calls);
        shuffled.addAll(calls.subList(0, calls.size() / 3));
        Collections.shuffle(shuffled, random);

        // When
        publish(tenant, shuffled);

        // Then: another tenant that gets the same calls once and in order comes to the same grades
        String orderly = newTenant();
        calls.forEach(call -> publish(orderly, List.of(call)));
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<Map<String, Object>> grades = grades(tenant);
            assertThat(grades).hasSize(8).isEqualTo(grades(orderly));
            for (Map<String, Object> kept : grades) {
                JsonPath derived = grade(tenant, (String) kept.get("customerId"));
                assertThat(derived.getString("tier")).isEqualTo(kept.get("tier"));
                assertThat(derived.getString("basis")).isEqualTo(kept.get("basis"));
                assertThat(derived.getString("due")).isEqualTo(kept.get("due"));
                assertThat(derived.getBoolean("overdue")).isEqualTo(kept.get("overdue"));
            }
        });
        assertPositionsWithoutHoles(tenant);
        assertPositionsWithoutHoles(orderly);
    }

    private static void assertPositionsWithoutHoles(String tenant) {
        List<Integer> positions = awaitChanges(tenant, 1).getList("items.position");
        for (int i = 0; i < positions.size(); i++) {
            assertThat(positions.get(i)).isEqualTo(i + 1);
        }
    }

    private static List<Map<String, Object>> grades(String tenant) {
        List<Map<String, Object>> items =
                as(tenant, "manager").get("/v1/customers?limit=500").jsonPath().getList("items");
        items.forEach(item -> item.remove("version"));
        return items;
    }

    private static String json(Map<String, Object> call) {
        try {
            return new ObjectMapper().writeValueAsString(call);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
