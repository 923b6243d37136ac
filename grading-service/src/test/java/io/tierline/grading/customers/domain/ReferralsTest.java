package io.tierline.grading.customers.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReferralsTest {

    @Test
    void whoBroughtSomebodyIsAbove_directlyOrNot_andSoIsEverybodyToThemselves() {
        // Given
        Referrals referrals = referrals("a", "b", "b", "c", "c", null);

        // Then
        assertThat(referrals.isAbove("c", "a")).isTrue();
        assertThat(referrals.isAbove("b", "a")).isTrue();
        assertThat(referrals.isAbove("a", "a")).isTrue();
        assertThat(referrals.isAbove("a", "c")).isFalse();
        assertThat(referrals.isAbove("c", "stranger")).isFalse();
    }

    @Test
    void mergedCustomerIsTheOneThatItWasMergedInto() {
        // Given
        Map<String, String> nobody = new HashMap<>();
        nobody.put("acme", null);
        Referrals referrals = new Referrals(nobody, Map.of("acme-2", "acme"));

        // Then
        assertThat(referrals.current("acme-2")).isEqualTo("acme");
        assertThat(referrals.current("acme")).isEqualTo("acme");
        assertThat(referrals.knows("acme-2")).isFalse();
        assertThat(referrals.knows("acme")).isTrue();
    }

    @Test
    void referrerOfTheOneThatStaysStands_elseTheOther() {
        assertThat(referrals("stays", "x", "goes", "y", "x", null, "y", null).ofBoth("stays", "goes"))
                .isEqualTo("x");
        assertThat(referrals("stays", null, "goes", "y", "y", null).ofBoth("stays", "goes"))
                .isEqualTo("y");
        assertThat(referrals("stays", null, "goes", null).ofBoth("stays", "goes"))
                .isNull();
    }

    @Test
    void noCircleComesOfAMerger_whenOneHasComeThroughTheOther() {
        // directly
        assertThat(referrals("stays", "goes", "goes", "y", "y", null).ofBoth("stays", "goes"))
                .isEqualTo("y");
        assertThat(referrals("stays", "goes", "goes", null).ofBoth("stays", "goes"))
                .isNull();
        assertThat(referrals("goes", "stays", "stays", null).ofBoth("stays", "goes"))
                .isNull();
        // by way of a third
        assertThat(referrals("stays", "x", "x", "goes", "goes", "y", "y", null).ofBoth("stays", "goes"))
                .isEqualTo("y");
        assertThat(referrals("goes", "x", "x", "stays", "stays", null).ofBoth("stays", "goes"))
                .isNull();
    }

    @Test
    void noCircleComesOfAnyMergers_ofAnyTree() {
        Random random = new Random(7);
        for (int run = 0; run < 500; run++) {
            // Given: a forest of ten, everybody brought by somebody earlier or by nobody
            Map<String, String> tree = new HashMap<>();
            for (int i = 0; i < 10; i++) {
                int referrer = random.nextInt(i + 1) - 1;
                tree.put("c" + i, referrer < 0 ? null : "c" + referrer);
            }
            String stays = "c" + random.nextInt(10);
            String goes = "c" + random.nextInt(10);
            if (stays.equals(goes)) {
                continue;
            }

            // When
            String referrer = new Referrals(tree, Map.of()).ofBoth(stays, goes);
            tree.replaceAll((customer, by) -> goes.equals(by) ? stays : by);
            tree.put(stays, referrer);
            tree.remove(goes);

            // Then
            for (String customer : List.copyOf(tree.keySet())) {
                String one = customer;
                for (int steps = 0; one != null; steps++) {
                    assertThat(steps).as("steps up from " + customer).isLessThan(11);
                    assertThat(tree).containsKey(one);
                    one = tree.get(one);
                }
            }
        }
    }

    private static Referrals referrals(String... pairs) {
        Map<String, String> referrers = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            referrers.put(pairs[i], pairs[i + 1]);
        }
        return new Referrals(referrers, Map.of());
    }
}
