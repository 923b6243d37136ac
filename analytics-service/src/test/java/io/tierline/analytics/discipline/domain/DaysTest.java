package io.tierline.analytics.discipline.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.analytics.rates.domain.Timespan.Period;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The days that a period touches, each until the next one begins. */
class DaysTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Asia/Shanghai    | 2026-11-22T16:00:00Z | 2026-11-23T15:59:59Z | 2026-11-22T16:00:00Z 2026-11-23T16:00:00Z",
                "Asia/Shanghai    | 2026-11-22T15:59:59Z | 2026-11-22T16:00:00Z | 2026-11-21T16:00:00Z 2026-11-22T16:00:00Z 2026-11-23T16:00:00Z",
                // The clocks are put forward: a day of 23 hours.
                "Europe/Berlin    | 2026-03-29T10:00:00Z | 2026-03-29T11:00:00Z | 2026-03-28T23:00:00Z 2026-03-29T22:00:00Z",
                // At midnight they are put forward to one o'clock: the day begins an hour late.
                "Asia/Beirut      | 2026-03-29T10:00:00Z | 2026-03-29T11:00:00Z | 2026-03-28T22:00:00Z 2026-03-29T21:00:00Z",
                // 30 December 2011 was skipped.
                "Pacific/Apia     | 2011-12-29T20:00:00Z | 2011-12-30T11:00:00Z | 2011-12-29T10:00:00Z 2011-12-30T10:00:00Z 2011-12-31T10:00:00Z"
            })
    void dayEndsWhenTheNextOneBegins(String zone, Instant from, Instant to, String starts) {
        assertThat(Days.of(new Period(from, to), ZoneId.of(zone)).starts())
                .isEqualTo(
                        List.of(starts.split(" ")).stream().map(Instant::parse).toList());
    }
}
