package io.tierline.analytics.rates.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.analytics.rates.domain.Timespan.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepTest {

    private static final int MANY = 10_000;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // The clock is put forward, and back.
                "P1D  | Europe/Berlin       | 2026-03-27T23:00Z | 2026-03-29T22:00Z | Sat 00:00 24h, Sun 00:00 23h",
                "P1D  | Europe/Berlin       | 2026-10-23T22:00Z | 2026-10-25T23:00Z | Sat 00:00 24h, Sun 00:00 25h",
                // By half an hour.
                "P1D  | Australia/Lord_Howe | 2026-10-02T13:30Z | 2026-10-04T13:00Z | Sat 00:00 24h, Sun 00:00 23.5h",
                "P1D  | Australia/Lord_Howe | 2026-04-03T13:00Z | 2026-04-05T13:30Z | Sat 00:00 24h, Sun 00:00 24.5h",
                // Over midnight: the day begins at one; the day before has two elevens in the evening.
                "P1D  | America/Santiago    | 2026-09-05T04:00Z | 2026-09-07T03:00Z | Sat 00:00 24h, Sun 01:00 23h",
                "P1D  | America/Santiago    | 2026-04-04T03:00Z | 2026-04-06T04:00Z | Sat 00:00 25h, Sun 00:00 24h",
                "P1D  | Africa/Cairo        | 2026-04-22T22:00Z | 2026-04-24T21:00Z | Thu 00:00 24h, Fri 01:00 23h",
                // A minute after midnight, back over it.
                "P1D  | America/St_Johns    | 2010-11-06T02:30Z | 2010-11-08T03:30Z | Sat 00:00 24h, Sun 00:00 25h",
                // A day that there never was.
                "P1D  | Pacific/Apia        | 2011-12-29T10:00Z | 2011-12-31T10:00Z | Thu 00:00 24h, Sat 00:00 24h",
                // Weeks begin on Monday.
                "P1W  | Europe/Berlin       | 2026-03-22T23:00Z | 2026-04-05T22:00Z | Mon 00:00 167h, Mon 00:00 168h",
                "P1W  | Asia/Kathmandu      | 2026-11-15T18:15Z | 2026-11-22T18:15Z | Mon 00:00 168h",
                // What is cut.
                "P1W  | UTC                 | 2026-11-20T12:00Z | 2026-11-24T06:00Z | Fri 12:00 60h!, Mon 00:00 30h!",
                "P1D  | Asia/Kolkata        | 2026-11-22T18:29Z | 2026-11-23T18:31Z | Sun 23:59 0.02h!, Mon 00:00 24h, Tue 00:00 0.02h!",
                "PT1H | UTC                 | 2026-11-23T10:15Z | 2026-11-23T10:45Z | Mon 10:15 0.5h!",
                "PT1H | UTC                 | 2026-11-23T10:00Z | 2026-11-23T11:00Z | Mon 10:00 1h",
                // Shorter steps are time that passes, from the beginning of the day on; the last one ends with the day.
                "PT6H | Europe/Berlin       | 2026-03-28T23:00Z | 2026-03-29T22:00Z | Sun 00:00 6h, Sun 07:00 6h, Sun 13:00 6h, Sun 19:00 5h",
                "PT6H | Europe/Berlin       | 2026-10-24T22:00Z | 2026-10-25T23:00Z | Sun 00:00 6h, Sun 05:00 6h, Sun 11:00 6h, Sun 17:00 6h, Sun 23:00 1h",
                "PT12H | Australia/Lord_Howe | 2026-10-03T13:30Z | 2026-10-04T13:00Z | Sun 00:00 12h, Sun 12:30 11.5h",
                "PT1H | Asia/Kathmandu      | 2026-11-23T00:15Z | 2026-11-23T02:15Z | Mon 06:00 1h, Mon 07:00 1h"
            })
    void stepsFollowTheClockOfTheZone(String step, ZoneId zone, String from, String to, String slots) {
        assertThat(Step.WORDS.get(step).slots(period(from, to), zone, MANY).orElseThrow())
                .extracting(slot -> inShort(slot, zone))
                .isEqualTo(List.of(slots.split(", ")));
    }

    @Test
    void noMomentIsInTwoSteps_orInNone() {
        Period period = new Period(Instant.parse("2026-01-01T00:07:00Z"), Instant.parse("2026-12-31T23:53:00Z"));
        for (String zone : List.of("Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "Pacific/Chatham")) {
            for (Step step : Step.values()) {
                List<Slot> slots = step.slots(period, ZoneId.of(zone), 100_000).orElseThrow();

                assertThat(slots.get(0).from()).isEqualTo(period.from());
                assertThat(slots.get(slots.size() - 1).to()).isEqualTo(period.to());
                for (int i = 1; i < slots.size(); i++) {
                    assertThat(slots.get(i).from()).isEqualTo(slots.get(i - 1).to());
                }
                assertThat(slots.subList(1, slots.size() - 1)).allMatch(Slot::whole);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"23, false", "24, true", "25, true"})
    void tooManyAreNone(int atMost, boolean some) {
        Period day = period("2026-11-23T00:00Z", "2026-11-24T00:00Z");

        assertThat(Step.HOUR.slots(day, ZoneId.of("UTC"), atMost).isPresent()).isEqualTo(some);
    }

    @Test
    void tooManyAreFoundOutSoon_howeverLongThePeriodIs() {
        Period ages = period("1970-01-01T00:00Z", "9999-12-31T00:00Z");

        assertThat(Step.QUARTER_HOUR.slots(ages, ZoneId.of("Asia/Shanghai"), 3_000))
                .isEmpty();
    }

    private static Period period(String from, String to) {
        return new Period(Instant.parse(from.replace("Z", ":00Z")), Instant.parse(to.replace("Z", ":00Z")));
    }

    /** Local weekday and time, hours, and an exclamation mark when it is cut. */
    private static String inShort(Slot slot, ZoneId zone) {
        double hours = Duration.between(slot.from(), slot.to()).toMinutes() / 60.0;
        return DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH)
                        .format(slot.from().atZone(zone))
                + String.format(Locale.ROOT, " %.2f", hours).replaceAll("\\.?0+$", "")
                + (slot.whole() ? "h" : "h!");
    }
}
