package io.tierline.analytics.diagnosis.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.analytics.rates.domain.Timespan.Period;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeekHourTest {

    @ParameterizedTest
    @CsvSource({
        "UTC,                 2026-11-23T10:15:00Z, 2026-11-23T12:15:00Z, 10 11 12",
        "Asia/Kathmandu,      2026-11-23T00:15:00Z, 2026-11-23T02:15:00Z, 6 7",
        "Asia/Kathmandu,      2026-11-23T00:00:00Z, 2026-11-23T01:00:00Z, 5 6",
        // The clock is put forward: there is no two o'clock; and back: there are two of them.
        "Europe/Berlin,       2026-03-29T00:00:00Z, 2026-03-29T03:00:00Z, 1 3 4",
        "Europe/Berlin,       2026-10-25T00:00:00Z, 2026-10-25T03:00:00Z, 2 2 3",
        // By half an hour, back from two to half past one.
        "Australia/Lord_Howe, 2026-04-04T14:00:00Z, 2026-04-04T16:30:00Z, 1 1 2",
        "Australia/Lord_Howe, 2026-10-03T14:30:00Z, 2026-10-03T17:00:00Z, 1 2 3"
    })
    void periodIsCutWhereTheClockShowsAnotherHour(ZoneId zone, Instant from, Instant to, String hours) {
        List<Instant> boundaries = WeekHour.cut(new Period(from, to), zone).boundaries();

        assertThat(boundaries.get(0)).isEqualTo(from);
        assertThat(boundaries.get(boundaries.size() - 1)).isEqualTo(to);
        assertThat(boundaries.subList(0, boundaries.size() - 1))
                .extracting(at -> String.valueOf(WeekHour.at(at, zone).hour()))
                .isEqualTo(Arrays.asList(hours.split(" ")));
    }

    @Test
    void everyMinuteOfASliceIsInItsHour() {
        for (String name : List.of("Australia/Lord_Howe", "America/Santiago", "America/St_Johns", "Pacific/Chatham")) {
            ZoneId zone = ZoneId.of(name);
            Period year = new Period(Instant.parse("2026-01-01T00:07:00Z"), Instant.parse("2026-12-31T00:00:00Z"));
            List<Instant> boundaries = new ArrayList<>(WeekHour.cut(year, zone).boundaries());
            for (int i = 1; i < boundaries.size(); i++) {
                WeekHour hour = WeekHour.at(boundaries.get(i - 1), zone);
                for (Instant at = boundaries.get(i - 1); at.isBefore(boundaries.get(i)); at = at.plusSeconds(60)) {
                    assertThat(WeekHour.at(at, zone)).isEqualTo(hour);
                }
            }
        }
    }

    @Test
    void weekHas168Hours() {
        assertThat(WeekHour.ALL).hasSize(168).doesNotHaveDuplicates();
    }
}
