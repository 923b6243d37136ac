package io.tierline.analytics.rates.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.analytics.rates.domain.Timespan.Middle;
import io.tierline.analytics.rates.domain.Timespan.Period;
import io.tierline.analytics.rates.domain.Timespan.Window;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimespanTest {

    @ParameterizedTest
    @CsvSource({
        "09:29:59.999999, 09:30",
        // Exactly on the minute the newest call may have started just now: the minute that begins is in.
        "09:30:00,        09:31",
        "09:30:00.000001, 09:31"
    })
    void windowEndsAtTheNextFullMinute(String now, String end) {
        Period period = new Window(Duration.ofMinutes(15)).at(today(now));

        assertThat(period).isEqualTo(new Period(today(end).minusSeconds(900), today(end)));
    }

    @Test
    void dayOfAWindowIsTwentyFourHours() {
        Period period = new Window(Duration.parse("P366D")).at(today("09:30:30"));

        assertThat(Duration.between(period.from(), period.to()).toHours()).isEqualTo(366 * 24);
    }

    @ParameterizedTest
    @CsvSource({
        "01:00,           03:00,           01:00, 03:00",
        "00:59:59.999999, 03:00,           01:00, 03:00",
        "01:00:00.000001, 03:00:00.000001, 02:00, 03:00",
        "01:00,           02:59:59.999999, 01:00, 02:00",
        "01:30,           02:30,           01:30, 01:30",
        "01:10,           01:20,           01:10, 01:10",
        "01:00,           01:20,           01:00, 01:00",
        "01:30,           02:00,           01:30, 01:30",
        "01:00,           02:00,           01:00, 02:00"
    })
    void fullHoursAreThoseThatLieInThePeriodWhole(String from, String to, String first, String end) {
        assertThat(new Period(today(from), today(to)).fullHours()).isEqualTo(new Middle(today(first), today(end)));
    }

    @Test
    void periodThatEndsWhenItBeginsIsRefused() {
        assertThatThrownBy(() -> new Period(today("01:00"), today("01:00")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Instant today(String time) {
        return Instant.parse("2026-11-23T" + (time.length() == 5 ? time + ":00" : time) + "Z");
    }
}
