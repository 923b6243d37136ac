package io.tierline.analytics.rates.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.analytics.directory.domain.Names;
import io.tierline.analytics.rates.domain.Counts;
import io.tierline.analytics.rates.domain.GroupCounts;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Per;
import io.tierline.analytics.rates.domain.Rate;
import io.tierline.analytics.rates.domain.RateCatalogue;
import io.tierline.analytics.rates.domain.Timespan.Period;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RateChangesTest {

    private static final Period DAY =
            new Period(Instant.parse("2026-11-23T00:00:00Z"), Instant.parse("2026-11-24T00:00:00Z"));
    private static final Period NEXT_DAY = new Period(DAY.to(), Instant.parse("2026-11-25T00:00:00Z"));
    private static final Names NO_NAMES = new Names(Map.of(), Map.of());

    @Test
    void nothingIsTold_whenOnlyThePeriodHasMovedOn() {
        RateTable before = table(DAY, RateCatalogue.BUILT_IN, NO_NAMES, row("li.wei", 2), row(null, 1));
        RateTable after = table(NEXT_DAY, RateCatalogue.BUILT_IN, NO_NAMES, row("li.wei", 2), row(null, 1));

        assertThat(RateChanges.between(before, after).isNone()).isTrue();
    }

    @Test
    void newRowsAndRowsWithOtherCountsAreTold_withThePeriodOfNow() {
        RateTable before = table(DAY, RateCatalogue.BUILT_IN, NO_NAMES, row("li.wei", 2), row("wang.fang", 1));
        RateTable after = table(
                NEXT_DAY,
                RateCatalogue.BUILT_IN,
                NO_NAMES,
                row("chen.jie", 1),
                row("li.wei", 3),
                row("wang.fang", 1),
                row(null, 1));

        RateChanges changes = RateChanges.between(before, after);

        assertThat(changes.table().rows()).containsExactly(row("chen.jie", 1), row("li.wei", 3), row(null, 1));
        assertThat(changes.table().period()).isEqualTo(NEXT_DAY);
        assertThat(changes.gone()).isEmpty();
    }

    @Test
    void rowsThatAreThereNoMoreAreTold_alsoTheOneWithoutId() {
        RateTable before =
                table(DAY, RateCatalogue.BUILT_IN, NO_NAMES, row("li.wei", 2), row("wang.fang", 1), row(null, 1));
        RateTable after = table(DAY, RateCatalogue.BUILT_IN, NO_NAMES, row("wang.fang", 1));

        RateChanges changes = RateChanges.between(before, after);

        assertThat(changes.table().rows()).isEmpty();
        assertThat(changes.gone()).isEqualTo(Arrays.asList("li.wei", null));
        assertThat(changes.isNone()).isFalse();
    }

    @Test
    void rowIsTold_whenItsNameHasChanged() {
        RateTable before = table(DAY, RateCatalogue.BUILT_IN, NO_NAMES, row("li.wei", 2), row("wang.fang", 1));
        RateTable after = table(
                DAY,
                RateCatalogue.BUILT_IN,
                new Names(Map.of("li.wei", "Li Wei"), Map.of()),
                row("li.wei", 2),
                row("wang.fang", 1));

        assertThat(RateChanges.between(before, after).table().rows()).containsExactly(row("li.wei", 2));
    }

    @Test
    void everyRowIsTold_whenThereIsAnotherRate() {
        RateCatalogue own = RateCatalogue.with(
                1, List.of(new Rate("callBack", Map.of(), Set.of(Outcome.FOLLOW_UP), Outcome.REACHED)));
        RateTable before = table(DAY, RateCatalogue.BUILT_IN, NO_NAMES, row("li.wei", 2), row("wang.fang", 1));
        RateTable after = table(DAY, own, NO_NAMES, row("li.wei", 2), row("wang.fang", 1));

        RateChanges changes = RateChanges.between(before, after);

        assertThat(changes.table().rows()).hasSize(2);
        assertThat(changes.table().catalogue()).isEqualTo(own);
    }

    @Test
    void nothingIsTold_whenMetricsHaveAnotherVersionButTheSameRates() {
        RateCatalogue relabelled = new RateCatalogue(1, RateCatalogue.BUILT_IN.rates());
        RateTable before = table(DAY, RateCatalogue.BUILT_IN, NO_NAMES, row("li.wei", 2));
        RateTable after = table(DAY, relabelled, NO_NAMES, row("li.wei", 2));

        assertThat(RateChanges.between(before, after).isNone()).isTrue();
    }

    @Test
    void rowIsTold_whenThePrecedingPeriodHasChanged() {
        RateTable before =
                table(DAY, RateCatalogue.BUILT_IN, NO_NAMES, new RateTable.Row(group("li.wei", 2), Counts.NONE));
        RateTable.Row row = new RateTable.Row(group("li.wei", 2), counts(1));
        RateTable after = table(DAY, RateCatalogue.BUILT_IN, NO_NAMES, row);

        assertThat(RateChanges.between(before, after).table().rows()).containsExactly(row);
    }

    private static RateTable table(Period period, RateCatalogue catalogue, Names names, RateTable.Row... rows) {
        return new RateTable(period, null, Grouping.REP, Per.CALL, catalogue, names, List.of(rows));
    }

    private static RateTable.Row row(String rep, long meetings) {
        return new RateTable.Row(group(rep, meetings), null);
    }

    private static GroupCounts group(String rep, long meetings) {
        return new GroupCounts(rep, null, null, counts(meetings));
    }

    private static Counts counts(long meetings) {
        return new Counts(Map.of(Outcome.C, meetings), 0, 0, 60);
    }
}
