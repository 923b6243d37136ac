package io.tierline.analytics.diagnosis.domain;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.analytics.diagnosis.domain.Leaderboard.Best;
import io.tierline.analytics.rates.domain.Counts;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Rate;
import io.tierline.analytics.rates.domain.RateCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BestHoursTest {

    private static final Rate CONTACT = RateCatalogue.BUILT_IN.rate("contact").orElseThrow();
    private static final WeekHour NINE = new WeekHour(MONDAY, 9);
    private static final WeekHour TEN = new WeekHour(MONDAY, 10);
    private static final WeekHour LATE = new WeekHour(TUESDAY, 20);

    @Test
    void hoursAreRankedByTheCautiousEnd() {
        Map<WeekHour, Counts> counts = Map.of(NINE, calls(6, 10), TEN, calls(50, 100), LATE, calls(10, 100));

        // 6 of 10 is more than 50 of 100, but less surely so.
        assertThat(BestHours.of(counts, CONTACT, Best.HIGHEST, 1)).containsExactly(TEN, NINE, LATE);
        assertThat(BestHours.of(counts, CONTACT, Best.LOWEST, 1)).containsExactly(LATE, TEN, NINE);
    }

    @ParameterizedTest
    @CsvSource({"19, false", "20, true", "21, true"})
    void hourIsRanked_whenItHasEnoughCalls(int calls, boolean ranked) {
        assertThat(BestHours.of(Map.of(NINE, calls(calls, calls)), CONTACT, Best.HIGHEST, 20))
                .isEqualTo(ranked ? List.of(NINE) : List.of());
    }

    @Test
    void equalsAreInTheOrderOfTheWeek() {
        Map<WeekHour, Counts> counts = Map.of(LATE, calls(5, 10), TEN, calls(5, 10), NINE, calls(5, 10));

        assertThat(BestHours.of(counts, CONTACT, Best.HIGHEST, 1)).containsExactly(NINE, TEN, LATE);
    }

    @Test
    void noMoreThanTenAreNamed() {
        Map<WeekHour, Counts> counts = new HashMap<>();
        WeekHour.ALL.forEach(hour -> counts.put(hour, calls(5, 10)));

        assertThat(BestHours.of(counts, CONTACT, Best.HIGHEST, 1)).isEqualTo(WeekHour.ALL.subList(0, 10));
        assertThat(BestHours.of(Map.of(), CONTACT, Best.HIGHEST, 1)).isEmpty();
    }

    private static Counts calls(long reached, long dials) {
        return new Counts(Map.of(Outcome.D, reached, Outcome.NA, dials - reached), 0, 0, 0);
    }
}
