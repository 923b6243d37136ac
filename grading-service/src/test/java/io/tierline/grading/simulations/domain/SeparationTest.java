package io.tierline.grading.simulations.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tierline.grading.standards.domain.Standards;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeparationTest {

    private static final List<String> TIERS = List.of("A", "B", "C", "D", "none");

    @ParameterizedTest
    @CsvSource({
        "A, D, 1.0", // the won one had the better tier
        "D, A, 0.0",
        "B, B, 0.5", // a tie counts half
        "none, none, 0.5",
        "D, none, 1.0", // no tier is the worst
        "AB, BC, 0.875",
        "AAD, BB, 0.6667",
    })
    void probabilityIsThatOfTheWonOneHavingTheBetterTier(String won, String lost, double probability) {
        // Given
        Separation.Counting counting = new Separation.Counting(Standards.byDefault());

        // When
        add(counting, true, won);
        add(counting, false, lost);

        // Then
        assertThat(counting.result().probability().orElseThrow()).isCloseTo(probability, within(0.0001));
    }

    @Test
    void probabilityIsUnknown_withoutDealsOfBothKinds() {
        // Given
        Separation.Counting counting = new Separation.Counting(Standards.byDefault());

        // Then
        assertThat(counting.result().probability()).isEmpty();
        counting.add(true, Optional.of("A"));
        assertThat(counting.result().probability()).isEmpty();
        assertThat(counting.result().won()).isEqualTo(1);
        assertThat(counting.result().lost()).isZero();
    }

    @Test
    void probabilityEqualsACountOfAllPairs() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            // Given
            int[] won = random.ints(1 + random.nextInt(20), 0, 5).toArray();
            int[] lost = random.ints(1 + random.nextInt(20), 0, 5).toArray();
            Separation.Counting counting = new Separation.Counting(Standards.byDefault());

            // When
            IntStream.of(won).forEach(rank -> counting.add(true, tier(rank)));
            IntStream.of(lost).forEach(rank -> counting.add(false, tier(rank)));

            // Then
            double pairs = 0;
            for (int w : won) {
                for (int l : lost) {
                    pairs += w < l ? 1 : w == l ? 0.5 : 0;
                }
            }
            assertThat(counting.result().probability().orElseThrow())
                    .isCloseTo(pairs / won.length / lost.length, within(1e-9));
        }
    }

    private static void add(Separation.Counting counting, boolean won, String tiers) {
        if (tiers.equals("none")) {
            counting.add(won, Optional.empty());
        } else {
            tiers.chars().forEach(code -> counting.add(won, Optional.of(String.valueOf((char) code))));
        }
    }

    private static Optional<String> tier(int rank) {
        return rank == 4 ? Optional.empty() : Optional.of(TIERS.get(rank));
    }
}
