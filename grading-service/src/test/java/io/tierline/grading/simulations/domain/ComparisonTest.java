package io.tierline.grading.simulations.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tierline.grading.grades.domain.CustomerStatus;
import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.grading.grades.domain.Extension;
import io.tierline.grading.grades.domain.History;
import io.tierline.grading.grades.domain.PatchFacts;
import io.tierline.grading.grades.domain.Profile;
import io.tierline.grading.grades.domain.Statement;
import io.tierline.grading.simulations.domain.Simulation.Example;
import io.tierline.grading.simulations.domain.Simulation.Move;
import io.tierline.grading.simulations.domain.Simulation.Reason;
import io.tierline.grading.simulations.domain.Simulation.TierCount;
import io.tierline.grading.standards.domain.Standard;
import io.tierline.grading.standards.domain.Standards;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    private static final Standard ONE_IS_ENOUGH = Standards.byDefaultBut(tree -> {
        Standards.criterion(tree, "B", 0).put("when", "approving.size() >= 1");
        Standards.criterion(tree, "B", 1).put("when", "needsConfirmed.size() >= 1");
        Standards.criterion(tree, "B", 2).put("when", "objectionsSettled.size() >= 1");
    });

    private static final Map<String, Object> WON_OVER =
            Map.of("stance", "approves", "need", "confirmed", "objections", "settled");

    @Test
    void customerMovesUp_andSaysWhatWasLackingAndIsEnoughNow() {
        // Given
        Comparison comparison = new Comparison(Standards.byDefault(), ONE_IS_ENOUGH, NOW, SHANGHAI);

        // When
        comparison.add("acme", nearlyB(), List.of());
        Simulation simulation = comparison.result();

        // Then
        assertThat(simulation.moved()).isEqualTo(1);
        assertThat(simulation.before()).contains(count("C", 1), count("B", 0), count(null, 0));
        assertThat(simulation.after()).contains(count("C", 0), count("B", 1));
        Move move = simulation.moves().get(0);
        assertThat(move.from()).contains("C");
        assertThat(move.to()).contains("B");
        assertThat(move.examples()).extracting(Example::customerId).containsExactly("acme");
        assertThat(move.examples().get(0).why())
                .extracting(
                        Reason::byActive,
                        Reason::tier,
                        reason -> reason.result().criterion().id(),
                        reason -> reason.result().met())
                .contains(tuple(true, "B", "key-persons", false), tuple(false, "B", "key-persons", true))
                .doesNotContain(tuple(false, "B", "budget", true));
    }

    @Test
    void customerMovesDown_andSaysWhatIsAskedForNow() {
        // Given
        Comparison comparison = new Comparison(ONE_IS_ENOUGH, Standards.byDefault(), NOW, SHANGHAI);

        // When
        comparison.add("acme", nearlyB(), List.of());

        // Then
        Move move = comparison.result().moves().get(0);
        assertThat(move.from()).contains("B");
        assertThat(move.to()).contains("C");
        assertThat(move.examples().get(0).why())
                .allSatisfy(reason -> {
                    assertThat(reason.byActive()).isFalse();
                    assertThat(reason.tier()).isEqualTo("B");
                    assertThat(reason.result().met()).isFalse();
                })
                .extracting(reason -> reason.result().criterion().id())
                .contains("key-persons");
    }

    @Test
    void memoryIsBounded_whenManyGoTheSameWay() {
        // Given
        Comparison comparison = new Comparison(Standards.byDefault(), ONE_IS_ENOUGH, NOW, SHANGHAI);

        // When
        for (int i = 0; i < 50; i++) {
            comparison.add("customer-" + i, nearlyB(), List.of());
        }

        // Then
        Move move = comparison.result().moves().get(0);
        assertThat(move.customers()).isEqualTo(50);
        assertThat(move.examples()).hasSize(Comparison.MOST_EXAMPLES);
    }

    @Test
    void closedCustomerDoesNotMove_andItsDealIsJudgedByWhatWasKnownBefore() {
        // Given
        Instant closedAt = NOW.minus(Duration.ofDays(5));
        History won = new History(
                List.of(),
                List.of(
                        patch("patch:1", closedAt.minus(Duration.ofDays(1)), enough()),
                        patch("patch:2", closedAt.plusSeconds(1), Map.of("budget", "unknown"))),
                List.<Extension>of(),
                new CustomerStatus(State.WON, Optional.empty()),
                Profile.UNKNOWN);
        History lost = new History(
                List.of(), List.of(), List.of(), new CustomerStatus(State.LOST, Optional.empty()), Profile.UNKNOWN);
        Comparison comparison = new Comparison(Standards.byDefault(), ONE_IS_ENOUGH, NOW, SHANGHAI);

        // When
        comparison.add("won", won, List.of(new Closing(true, closedAt, Optional.empty())));
        comparison.add("lost", lost, List.of(new Closing(false, closedAt, Optional.empty())));

        // Then
        Simulation simulation = comparison.result();
        assertThat(simulation.closed()).isEqualTo(2);
        assertThat(simulation.moved()).isZero();
        assertThat(simulation.separationBefore().tiers())
                .contains(new Separation.Tier(Optional.of("C"), 1, 0), new Separation.Tier(Optional.empty(), 0, 1));
        assertThat(simulation.separationAfter().tiers()).contains(new Separation.Tier(Optional.of("B"), 1, 0));
        assertThat(simulation.separationAfter().probability()).contains(1.0);
    }

    @Test
    void onlyTheRoundOfTheDealCounts_whenThereAreSeveral() {
        // Given
        Instant secondRound = NOW.minus(Duration.ofDays(3));
        History history = new History(
                List.of(),
                List.of(patch("patch:1", NOW.minus(Duration.ofDays(9)), enough())),
                List.of(),
                new CustomerStatus(State.LOST, Optional.of(secondRound)),
                Profile.UNKNOWN);
        Comparison comparison = new Comparison(Standards.byDefault(), ONE_IS_ENOUGH, NOW, SHANGHAI);

        // When
        comparison.add(
                "acme",
                history,
                List.of(
                        new Closing(true, NOW.minus(Duration.ofDays(8)), Optional.empty()),
                        new Closing(false, NOW.minus(Duration.ofDays(1)), Optional.of(secondRound))));

        // Then
        assertThat(comparison.result().separationBefore().tiers())
                .contains(new Separation.Tier(Optional.of("C"), 1, 0), new Separation.Tier(Optional.empty(), 0, 1));
    }

    @Test
    void customerIsNewlyOverdue_whenTheOtherStandardGivesLessTime() {
        // Given
        Standard hasty =
                Standards.byDefaultBut(tree -> Standards.tier(tree, "C").put("staleAfterDays", 2));
        Comparison comparison = new Comparison(Standards.byDefault(), hasty, NOW, SHANGHAI);

        // When
        comparison.add("acme", nearlyB(), List.of());

        // Then
        assertThat(comparison.result().moved()).isZero();
        assertThat(comparison.result().newlyOverdue()).isEqualTo(1);
    }

    /** One key person won over ten days ago, budget and procurement clear: C by the default standard. */
    private static History nearlyB() {
        return new History(
                List.of(),
                List.of(patch("patch:1", NOW.minus(Duration.ofDays(10)), enough())),
                List.of(),
                CustomerStatus.OPEN,
                Profile.UNKNOWN);
    }

    private static Map<String, Object> enough() {
        return Map.of("keyPersons", Map.of("EB", WON_OVER), "budget", "confirmed", "procurement", "clear");
    }

    private static PatchFacts patch(String id, Instant at, Map<String, Object> says) {
        return new PatchFacts(id, at, "li.wei", Statement.read(says, "", new ArrayList<>()));
    }

    private static TierCount count(String tier, long customers) {
        return new TierCount(Optional.ofNullable(tier), customers);
    }
}
