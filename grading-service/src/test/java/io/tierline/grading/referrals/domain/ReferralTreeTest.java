package io.tierline.grading.referrals.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.grading.referrals.domain.ReferralTree.Counts;
import io.tierline.grading.referrals.domain.ReferralTree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferralTreeTest {

    @Test
    void treeHasEverybodyBelow_andCountsThem() {
        // When
        ReferralTree tree = ReferralTree.below(
                "acme", List.of(brought("c", "acme", true), brought("b", "acme", false), brought("d", "c", true)));

        // Then
        assertThat(tree.brought())
                .extracting(node -> node.customer().customerId())
                .containsExactly("b", "c");
        assertThat(tree.brought().get(1).brought())
                .extracting(node -> node.customer().customerId())
                .containsExactly("d");
        assertThat(tree.counts()).isEqualTo(new Counts(2, 1, 3, 2, true));
        assertThat(tree.isTruncated()).isFalse();
    }

    @Test
    void treeIsEmpty_whenNobodyWasBrought() {
        assertThat(ReferralTree.below("acme", List.of()))
                .isEqualTo(new ReferralTree(List.of(), false, new Counts(0, 0, 0, 0, true)));
    }

    @ParameterizedTest
    @CsvSource({"9,9,false", "10,10,false", "11,10,true"})
    void treeIsAtMostTenLevelsDeep(int levels, int shown, boolean truncated) {
        // Given
        List<Brought> chain = IntStream.range(0, levels)
                .mapToObj(i -> brought("c-" + (i + 1), "c-" + i, false))
                .toList();

        // When
        ReferralTree tree = ReferralTree.below("c-0", chain);

        // Then
        assertThat(size(tree.brought())).isEqualTo(shown);
        assertThat(tree.isTruncated()).isEqualTo(truncated);
        assertThat(tree.counts().all()).isEqualTo(levels);
    }

    @ParameterizedTest
    @CsvSource({"499,false", "500,false", "501,true"})
    void treeHasAtMostFiveHundredCustomers_theNearOnes(int number, boolean truncated) {
        // Given
        List<Brought> all = new ArrayList<>();
        for (int i = 1; i < number; i++) {
            all.add(brought("c-%04d".formatted(i), "acme", false));
        }
        all.add(brought("far", "c-0001", true));

        // When
        ReferralTree tree = ReferralTree.below("acme", all);

        // Then
        assertThat(size(tree.brought())).isEqualTo(Math.min(number, 500));
        assertThat(tree.brought().get(0).brought()).hasSize(truncated ? 0 : 1);
        assertThat(tree.isTruncated()).isEqualTo(truncated);
        assertThat(tree.counts()).isEqualTo(new Counts(number - 1, 0, number, 1, true));
    }

    @ParameterizedTest
    @CsvSource({"9999,9999,true", "10000,10000,true", "10001,10000,false"})
    void countsEnd_andSayThatTheyDo(int number, int counted, boolean exact) {
        // Given
        List<Brought> all = IntStream.range(0, number)
                .mapToObj(i -> brought("c-" + i, "acme", true))
                .toList();

        // Then
        assertThat(ReferralTree.below("acme", all).counts())
                .isEqualTo(new Counts(counted, counted, counted, counted, exact));
    }

    @Test
    void circleEndsWhereItBegan() {
        // When
        ReferralTree tree = ReferralTree.below(
                "acme",
                List.of(
                        brought("b", "acme", true),
                        brought("acme", "b", true),
                        brought("b", "acme", true),
                        brought("acme", "b", true)));

        // Then
        assertThat(size(tree.brought())).isEqualTo(1);
        assertThat(tree.counts()).isEqualTo(new Counts(1, 1, 1, 1, true));
        assertThat(tree.isTruncated()).isFalse();
    }

    private static Brought brought(String customer, String referrer, boolean isWon) {
        return new Brought(customer, referrer, null, isWon);
    }

    private static int size(List<Node> nodes) {
        return nodes.stream().mapToInt(node -> 1 + size(node.brought())).sum();
    }
}
