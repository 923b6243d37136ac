package io.tierline.analytics.rates.domain;

import static java.util.Arrays.stream;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.tierline.analytics.rates.domain.Timespan.Period;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps in which a series goes through a period, by the clock of a time zone.
 *
 * <p>A day is the zone's day: 23, 24 or 25 hours, whatever it has. It begins at midnight; where the clock is put forward
 * over midnight, at the first moment after that. A week begins on Monday. Shorter steps are counted from the beginning of
 * the day in time that really passes, and the day's last one ends with the day. So on a day on which the clock is
 * changed, too, no two steps overlap and no moment is in none.
 */
public enum Step {
    QUARTER_HOUR("PT15M"),
    HALF_HOUR("PT30M"),
    HOUR("PT1H"),
    TWO_HOURS("PT2H"),
    THREE_HOURS("PT3H"),
    FOUR_HOURS("PT4H"),
    SIX_HOURS("PT6H"),
    TWELVE_HOURS("PT12H"),
    DAY("P1D", 1),
    WEEK("P1W", 7);

    /** Each by its word in the API. */
    public static final Map<String, Step> WORDS = stream(values()).collect(toUnmodifiableMap(Step::word, identity()));

    private final String word;
    private final Duration length;
    private final boolean ofDays;

    Step(String word) {
        this.word = word;
        this.length = Duration.parse(word);
        this.ofDays = false;
    }

    Step(String word, int days) {
        this.word = word;
        this.length = Duration.ofDays(days);
        this.ofDays = true;
    }

    /** The word for it in the API: an ISO 8601 duration. */
    public String word() {
        return word;
    }

    /** How long it is when nobody changes the clock. */
    public Duration length() {
        return length;
    }

    /** Whether it is a day or a week of the zone, however long that is. */
    public boolean isOfDays() {
        return ofDays;
    }

    /**
     * The steps that the period touches, in order and without a gap; the first and the last one cut to the period.
     *
     * @param atMost from 1
     * @return none when there would be more than {@code atMost}
     */
    public Optional<List<Slot>> slots(Period period, ZoneId zone, int atMost) {
        List<Slot> slots = new ArrayList<>();
        long days = ofDays ? length.toDays() : 1;
        for (LocalDate day = firstDay(period.from(), zone); ; day = day.plusDays(days)) {
            Instant start = startOf(day, zone);
            Instant end = startOf(day.plusDays(days), zone);
            while (start.isBefore(end)) {
                if (!start.isBefore(period.to())) {
                    return Optional.of(slots);
                }
                Instant next = ofDays ? end : earlier(start.plus(length), end);
                if (next.isAfter(period.from())) {
                    if (slots.size() == atMost) {
                        return Optional.empty();
                    }
                    slots.add(slot(start, next, period));
                }
                start = next;
            }
        }
    }

    /** The first moment of the day; where midnight is skipped, that of the next time of the day that there is. */
    static Instant startOf(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** One step early: where the clock is put back over midnight, a moment comes after the beginning of the next date. */
    private LocalDate firstDay(Instant from, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(from, zone);
        return this == WEEK
                ? day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).minusWeeks(1)
                : day.minusDays(1);
    }

    private static Slot slot(Instant start, Instant end, Period period) {
        Instant from = start.isBefore(period.from()) ? period.from() : start;
        Instant to = earlier(end, period.to());
        return new Slot(from, to, from.equals(start) && to.equals(end));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
