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

    @ParameterizedTest
    @CsvSource({
        "08:59:30, 09:00, 11:00, PT2H",
        "09:00:00, 09:00, 11:00, PT1M",
        "09:29:30, 09:00, 11:00, PT30M",
        "10:59:59, 09:00, 11:00, PT2H",
        "12:00:00, 09:00, 11:00, PT2H"
    })
    void ofAPeriodUnderWayOnlyWhatIsOverHasElapsed(String now, String from, String to, Duration elapsed) {
        assertThat(new Period(today(from), today(to)).elapsed(today(now))).isEqualTo(elapsed);
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

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T00:00:00Z,        2026-11-23T00:00:00Z,        2026-11-20T00:00:00Z, 2026-11-23T00:00:00Z",
        "2026-11-19T23:59:59.999999Z, 2026-11-23T00:00:00.000001Z, 2026-11-20T00:00:00Z, 2026-11-23T00:00:00Z",
        "2026-11-20T00:00:00.000001Z, 2026-11-22T23:59:59.999999Z, 2026-11-21T00:00:00Z, 2026-11-22T00:00:00Z",
        "2026-11-20T10:25:00Z,        2026-11-22T10:25:00Z,        2026-11-21T00:00:00Z, 2026-11-22T00:00:00Z",
        "2026-11-20T10:25:00Z,        2026-11-21T10:25:00Z,        2026-11-20T11:00:00Z, 2026-11-20T11:00:00Z",
        "2026-11-20T00:00:00Z,        2026-11-20T23:59:59.999999Z, 2026-11-20T00:00:00Z, 2026-11-20T00:00:00Z",
        "2026-11-20T10:25:00Z,        2026-11-20T10:35:00Z,        2026-11-20T10:25:00Z, 2026-11-20T10:25:00Z"
    })
    void fullDaysAreThoseThatLieInThePeriodWhole_orNoneAtTheBeginningOfItsHours(
            Instant from, Instant to, Instant first, Instant end) {
        assertThat(new Period(from, to).fullDays()).isEqualTo(new Middle(first, end));
    }

    @Test
    void precedingPeriodIsAsLong_andEndsWhereThisOneBegins() {
        assertThat(new Period(today("01:00"), today("02:30")).before())
                .contains(new Period(today("01:00").minus(Duration.ofMinutes(90)), today("01:00")));
    }

    @ParameterizedTest
    @CsvSource({"1970-01-01T01:00:00Z, true", "1970-01-01T00:59:59.999999Z, false"})
    void precedingPeriodBeginsIn1970AtTheEarliest(Instant from, boolean there) {
        assertThat(new Period(from, from.plus(Duration.ofHours(1))).before().isPresent())
                .isEqualTo(there);
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
