package io.tierline.analytics.rates.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.analytics.rates.domain.Timespan.Period;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlicesTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "23T00:00 25T00:00,          23T00:00/25T00:00, -, -",
                "23T00:00 24T00:00 25T00:00, 23T00:00/25T00:00, -, -",
                // Cut within a day, within an hour.
                "23T00:00 24T16:00 25T00:00, 23T00:00/24T00:00, 24T00:00/25T00:00, -",
                "22T16:00 23T16:00 24T16:00, -, 22T16:00/24T16:00, -",
                "23T00:30 23T02:30 23T04:30, -, 23T01:00/23T02:00 23T03:00/23T04:00, 23T00:30/23T01:00 23T02:00/23T03:00 23T04:00/23T04:30",
                "23T00:00 23T00:15 23T00:30 23T00:45 23T01:00, -, -, 23T00:00/23T01:00",
                "22T18:15 24T18:15, 23T00:00/24T00:00, 22T19:00/23T00:00 24T00:00/24T18:00, 22T18:15/22T19:00 24T18:00/24T18:15"
            })
    void everyMomentIsCountedOnce_inTheLargestUnitThatFits(String boundaries, String days, String hours, String rest) {
        Slices slices = Slices.at(
                Arrays.stream(boundaries.split(" ")).map(SlicesTest::at).toList());

        assertThat(slices.wholeDays()).isEqualTo(periods(days));
        assertThat(slices.wholeHours()).isEqualTo(periods(hours));
        assertThat(slices.rest()).isEqualTo(periods(rest));
    }

    private static List<Period> periods(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(" "))
                        .map(period -> period.split("/"))
                        .map(ends -> new Period(at(ends[0]), at(ends[1])))
                        .toList();
    }

    private static Instant at(String dayAndTime) {
        return Instant.parse("2026-11-" + dayAndTime + ":00Z");
    }
}
