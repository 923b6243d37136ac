package io.tierline.analytics.rates.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrailingTest {

    @ParameterizedTest
    @CsvSource({
        // Days behind days are days of the zone.
        "P7D,   P1D,   Europe/Berlin,    2026-03-31T22:00:00Z, 2026-03-24T23:00:00Z",
        "P7D,   P1W,   Europe/Berlin,    2026-10-25T23:00:00Z, 2026-10-18T22:00:00Z",
        // A point that the end of the period cuts: the same time of the day.
        "P7D,   P1D,   Europe/Berlin,    2026-03-31T12:30:00Z, 2026-03-24T13:30:00Z",
        // Midnight is skipped where the window ends, and where it begins.
        "P1D,   P1D,   America/Santiago, 2026-09-06T04:00:00Z, 2026-09-05T04:00:00Z",
        "P1D,   P1D,   America/Santiago, 2026-09-07T03:00:00Z, 2026-09-06T04:00:00Z",
        // Everything else is time that passes.
        "PT36H, P1D,   Europe/Berlin,    2026-03-29T22:00:00Z, 2026-03-28T10:00:00Z",
        "P7D,   PT1H,  Europe/Berlin,    2026-03-31T22:00:00Z, 2026-03-24T22:00:00Z",
        "PT15M, PT15M, Asia/Kathmandu,   2026-11-23T00:00:00Z, 2026-11-22T23:45:00Z"
    })
    void windowReachesBack(Duration length, String step, ZoneId zone, Instant end, Instant start) {
        assertThat(new Trailing(length).before(end, Step.WORDS.get(step), zone)).isEqualTo(start);
    }

    @ParameterizedTest
    @CsvSource({"P7D, P7D", "PT168H, P7D", "PT36H, PT36H", "PT90M, PT1H30M"})
    void wordIsADuration(Duration length, String word) {
        assertThat(new Trailing(length).word()).isEqualTo(word);
    }
}
