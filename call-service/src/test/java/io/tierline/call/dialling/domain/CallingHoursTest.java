package io.tierline.call.dialling.domain;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.call.dialling.domain.SuppressionPolicy.Hours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When customers are called. */
class CallingHoursTest {

    private static final Set<DayOfWeek> WORKDAYS = EnumSet.of(MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY);

    @ParameterizedTest
    @CsvSource({
        // now, closed since, closed until; open when there is nothing
        "2026-11-23T08:59:59+08:00, 2026-11-22T20:00:00+08:00, 2026-11-23T09:00:00+08:00",
        "2026-11-23T09:00:00+08:00,                          ,",
        "2026-11-23T19:59:59+08:00,                          ,",
        "2026-11-23T20:00:00+08:00, 2026-11-23T20:00:00+08:00, 2026-11-24T09:00:00+08:00",
        "2026-11-23T00:00:00+08:00, 2026-11-22T20:00:00+08:00, 2026-11-23T09:00:00+08:00"
    })
    void nineToEightByDefault(String now, String since, String until) {
        assertThat(decide(SuppressionPolicy.DEFAULT.hours(), "Asia/Shanghai", now))
                .isEqualTo(closed(since, until));
    }

    @Test
    void weekendsAndHolidaysAreSkipped() {
        Hours hours = hours("09:00", "18:00", WORKDAYS, "2026-11-23", "2026-11-24");

        assertThat(decide(hours, "UTC", "2026-11-20T18:00:00Z"))
                .isEqualTo(closed("2026-11-20T18:00:00Z", "2026-11-25T09:00:00Z"));
        assertThat(decide(hours, "UTC", "2026-11-24T12:00:00Z"))
                .isEqualTo(closed("2026-11-20T18:00:00Z", "2026-11-25T09:00:00Z"));
    }

    @Test
    void longRowOfHolidaysHasAnEnd() {
        Set<LocalDate> thursdays = LocalDate.parse("2026-11-26")
                .datesUntil(LocalDate.parse("2030-11-26"), Period.ofWeeks(1))
                .collect(Collectors.toSet());
        Hours hours = new Hours(LocalTime.of(9, 0), LocalTime.of(20, 0), EnumSet.of(THURSDAY), thursdays);

        assertThat(decide(hours, "UTC", "2026-11-26T12:00:00Z"))
                .isEqualTo(closed("2026-11-19T20:00:00Z", "2030-11-28T09:00:00Z"));
    }

    @Test
    void midnightIsTheEndOfTheDay() {
        Hours always = hours("00:00", "00:00", EnumSet.allOf(DayOfWeek.class));

        for (String now : List.of("2026-11-23T00:00:00Z", "2026-11-23T12:00:00Z", "2026-11-23T23:59:59.999999Z")) {
            assertThat(decide(always, "UTC", now)).isEqualTo(Verdict.DIALABLE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // The clocks go forward at 02:00 on 29 March and back at 03:00 on 25 October 2026.
        "2026-03-28T20:00:00+01:00, 2026-03-28T20:00:00+01:00, 2026-03-29T09:00:00+02:00",
        "2026-03-29T08:59:59+02:00, 2026-03-28T20:00:00+01:00, 2026-03-29T09:00:00+02:00",
        "2026-03-29T09:00:00+02:00,                          ,",
        "2026-10-24T20:00:00+02:00, 2026-10-24T20:00:00+02:00, 2026-10-25T09:00:00+01:00",
        "2026-10-25T08:59:59+01:00, 2026-10-24T20:00:00+02:00, 2026-10-25T09:00:00+01:00",
        "2026-10-25T09:00:00+01:00,                          ,"
    })
    void hoursAreThoseOfTheClocksOnTheWall(String now, String since, String until) {
        assertThat(decide(SuppressionPolicy.DEFAULT.hours(), "Europe/Berlin", now))
                .isEqualTo(closed(since, until));
    }

    @Test
    void hoursThatTheClocksSkipAreNone() {
        Hours night = hours("02:00", "03:00", EnumSet.allOf(DayOfWeek.class));

        assertThat(decide(night, "Europe/Berlin", "2026-03-29T03:00:00+02:00"))
                .isEqualTo(closed("2026-03-28T03:00:00+01:00", "2026-03-30T02:00:00+02:00"));
    }

    private static Hours hours(String from, String to, Set<DayOfWeek> weekdays, String... holidays) {
        return new Hours(
                LocalTime.parse(from),
                LocalTime.parse(to),
                weekdays,
                Arrays.stream(holidays).map(LocalDate::parse).collect(Collectors.toSet()));
    }

    private static Verdict closed(String since, String until) {
        return since == null ? Verdict.DIALABLE : new Verdict(Reason.HOURS, instant(since), instant(until));
    }

    private static Verdict decide(Hours hours, String zone, String now) {
        SuppressionPolicy policy = SuppressionPolicy.DEFAULT;
        return Dialling.decide(
                List.of(),
                List.of(),
                Bursts.NONE,
                new SuppressionPolicy(
                        policy.suspended(),
                        policy.noRoute(),
                        policy.longNa(),
                        policy.coolOff(),
                        hours,
                        policy.frequency(),
                        policy.trunkBurst()),
                ZoneId.of(zone),
                instant(now));
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
