package io.tierline.call.dialling.domain;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a company has decided about when a number may be dialled. A day here is 24 hours, unless it says that it is one of
 * the company's calendar.
 */
public record SuppressionPolicy(
        Suspended suspended,
        NoRoute noRoute,
        LongNa longNa,
        CoolOff coolOff,
        Hours hours,
        Frequency frequency,
        TrunkBurst trunkBurst) {

    /** What holds until the company has said otherwise. */
    public static final SuppressionPolicy DEFAULT = new SuppressionPolicy(
            new Suspended(30),
            new NoRoute(2, 2),
            new LongNa(6, 4, 2, 30, 30, 2, LocalTime.NOON, LocalTime.of(18, 0)),
            new CoolOff(90, 30),
            new Hours(LocalTime.of(9, 0), LocalTime.of(20, 0), EnumSet.allOf(DayOfWeek.class), Set.of()),
            new Frequency(3),
            new TrunkBurst(20, 60, 50));

    /**
     * A line that its carrier has suspended.
     *
     * @param reverifyAfterDays after how many days it is tried once more
     */
    public record Suspended(int reverifyAfterDays) {}

    /**
     * How often there has to be no route before the number is taken for a bad one.
     *
     * @param days on at least how many calendar days
     * @param trunks over at least how many trunks
     */
    public record NoRoute(int days, int trunks) {}

    /**
     * When a number that nobody answers rests.
     *
     * @param attempts at least so many
     * @param days on at least so many calendar days
     * @param dayParts in at least so many of morning, afternoon and evening
     * @param withinDays all within so many days, the last included
     * @param restDays how long it rests
     * @param rounds so many times with no sign of life in between, and the last is for good
     * @param afternoonFrom where the afternoon begins; before it is the morning
     * @param eveningFrom where the evening begins
     */
    public record LongNa(
            int attempts,
            int days,
            int dayParts,
            int withinDays,
            int restDays,
            int rounds,
            LocalTime afternoonFrom,
            LocalTime eveningFrom) {}

    /**
     * For how many days a customer who has declined is left alone.
     *
     * @param noNeedDays after a pitch
     * @param rjDays before there was one
     */
    public record CoolOff(int noNeedDays, int rjDays) {}

    /**
     * When customers are called, in the company's time zone.
     *
     * @param from the first moment
     * @param to the end, no longer in it; midnight is the end of the day
     * @param weekdays on these, at least one
     * @param holidays but not on these
     */
    public record Hours(LocalTime from, LocalTime to, Set<DayOfWeek> weekdays, Set<LocalDate> holidays) {

        public Hours {
            weekdays = Collections.unmodifiableSortedSet(new TreeSet<>(weekdays));
            holidays = Collections.unmodifiableSortedSet(new TreeSet<>(holidays));
        }
    }

    /**
     * How often one number is dialled.
     *
     * @param attemptsPerDay at most so many times on a calendar day
     */
    public record Frequency(int attemptsPerDay) {}

    /**
     * When a trunk and not the numbers dialled over it is to blame.
     *
     * @param numbers the same failure with at least so many numbers
     * @param minutes within so many minutes
     * @param percent being at least so many of a hundred of the trunk's calls
     */
    public record TrunkBurst(int numbers, int minutes, int percent) {}
}
