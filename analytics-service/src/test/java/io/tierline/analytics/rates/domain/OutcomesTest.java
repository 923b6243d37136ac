package io.tierline.analytics.rates.domain;

import static io.tierline.analytics.rates.domain.Outcome.BL;
import static io.tierline.analytics.rates.domain.Outcome.C;
import static io.tierline.analytics.rates.domain.Outcome.CUT;
import static io.tierline.analytics.rates.domain.Outcome.D;
import static io.tierline.analytics.rates.domain.Outcome.FOLLOW_UP;
import static io.tierline.analytics.rates.domain.Outcome.NA;
import static io.tierline.analytics.rates.domain.Outcome.NO_NEED;
import static io.tierline.analytics.rates.domain.Outcome.RJ;
import static io.tierline.analytics.rates.domain.Outcome.WN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OutcomesTest {

    @Test
    void reachedIsWhereSomebodySpokeWithUs() {
        assertThat(Outcome.ALL).containsExactlyInAnyOrder(NA, WN, BL, CUT, RJ, NO_NEED, FOLLOW_UP, D, C);
        assertThat(Outcome.REACHED).containsExactlyInAnyOrder(BL, CUT, RJ, NO_NEED, FOLLOW_UP, D, C);
        assertThat(Outcome.ENGAGED).containsExactlyInAnyOrder(NO_NEED, D, C);
    }

    @Test
    void bestOutcomeTellsWhetherAnyWasReachedOrEngaged() {
        assertThat(Outcome.BEST_FIRST).containsExactlyInAnyOrderElementsOf(Outcome.ALL);
        for (Set<Outcome> better : List.of(Outcome.REACHED, Outcome.ENGAGED)) {
            assertThat(Outcome.BEST_FIRST.subList(0, better.size())).containsExactlyInAnyOrderElementsOf(better);
        }
    }

    @Test
    void ownRatesStandInThePlaceOfBuiltInOnes_orFollow() {
        Rate lead = new Rate("lead", Map.of("en", "Leads"), Set.of(C), Outcome.ALL);
        Rate own = new Rate("own", Map.of(), Set.of(D), Set.of(D, C));

        RateCatalogue catalogue = RateCatalogue.with(3, List.of(own, lead));

        assertThat(catalogue.version()).isEqualTo(3);
        assertThat(catalogue.rates().subList(0, 6))
                .isEqualTo(RateCatalogue.BUILT_IN.rates().subList(0, 6));
        assertThat(catalogue.rates().subList(6, 8)).containsExactly(lead, own);
        assertThat(catalogue.rate("own")).contains(own);
        assertThat(catalogue.rate("nothing")).isEmpty();
    }

    @Test
    void rateIsCalledByItsLabelInTheLanguage_elseInAnother_elseByItsId() {
        assertThat(new Rate("own", Map.of("en", "Own", "zh-CN", "自定义"), Set.of(D), Set.of(D)).nameIn("zh-CN"))
                .isEqualTo("自定义");
        assertThat(new Rate("own", Map.of("en", "Own"), Set.of(D), Set.of(D)).nameIn("zh-CN"))
                .isEqualTo("Own");
        assertThat(new Rate("own", Map.of(), Set.of(D), Set.of(D)).nameIn("zh-CN"))
                .isEqualTo("own");
    }

    @Test
    void countsOfAnOutcomeThatDidNotHappenAreZero() {
        Counts counts = new Counts(Map.of(D, 3L), 1, 2, 60);

        assertThat(counts.outcomes()).hasSize(9).containsEntry(NA, 0L).containsEntry(D, 3L);
        assertThat(counts.dials()).isEqualTo(3);
    }

    @Test
    void pendingAndFailedCallsAreNoDials() {
        assertThat(new Counts(Map.of(), 5, 7, 0).dials()).isZero();
    }

    @Test
    void builtInRatesAreWhatTheFieldMeansByThem() {
        // Given a power of two per outcome, so that every sum tells which outcomes are in it
        Map<Outcome, Long> powers = Arrays.stream(Outcome.values())
                .collect(Collectors.toMap(Function.identity(), outcome -> 1L << outcome.ordinal()));
        Counts counts = new Counts(powers, 1000, 1000, 0);

        // When
        Map<String, Proportion> rates = RateCatalogue.BUILT_IN.of(counts);

        // Then
        long dials = 511;
        long reached = 511 - 1 - 2;
        assertThat(rates)
                .containsExactly(
                        Map.entry("contact", new Proportion(reached, dials)),
                        Map.entry("validContact", new Proportion(reached, dials - 2)),
                        Map.entry("invalid", new Proportion(2, dials)),
                        Map.entry("hangUp", new Proportion(8, reached)),
                        Map.entry("engagement", new Proportion(32 + 128 + 256, reached)),
                        Map.entry("conversion", new Proportion(256, reached)),
                        Map.entry("lead", new Proportion(128 + 256, reached)));
    }

    @Test
    void rateWhoseNumeratorIsNoPartOfItsDenominatorIsRefused() {
        assertThatThrownBy(() -> new Rate("odd", Map.of(), Set.of(NA), Outcome.REACHED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void callHasAnOutcomeExactlyWhenItIsSummarised() {
        assertThatThrownBy(() -> call(Status.PENDING, D)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> call(Status.SUMMARISED, null)).isInstanceOf(IllegalArgumentException.class);
        assertThat(call(Status.FAILED, null).outcome()).isNull();
    }

    private static Call call(Status status, Outcome outcome) {
        return new Call(
                "acme",
                "1",
                1,
                true,
                "customer",
                null,
                null,
                null,
                null,
                Direction.OUTBOUND,
                java.time.Instant.EPOCH,
                status,
                outcome,
                null,
                Agenda.NOTHING,
                null,
                List.of(),
                false);
    }
}
