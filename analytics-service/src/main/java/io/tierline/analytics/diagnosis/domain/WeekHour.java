package io.tierline.analytics.diagnosis.domain;

import io.tierline.analytics.rates.domain.Slices;
import io.tierline.analytics.rates.domain.Timespan.Period;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An hour of the week, as a clock on the wall shows it.
 *
 * @param day of the week
 * @param hour 0 to 23: the hour that begins then
 */
public record WeekHour(DayOfWeek day, int hour) {

    /** All 168, from Monday 0 on. */
    public static final List<WeekHour> ALL = Arrays.stream(DayOfWeek.values())
            .flatMap(day -> IntStream.range(0, 24).mapToObj(hour -> new WeekHour(day, hour)))
            .toList();

    /** The one that the zone's clocks show at this moment. */
    public static WeekHour at(Instant moment, ZoneId zone) {
        ZonedDateTime local = moment.atZone(zone);
        return new WeekHour(local.getDayOfWeek(), local.getHour());
    }

    /** The period, cut where the zone's clocks come to another hour or are changed: one hour of the week per slice. */
    public static Slices cut(Period period, ZoneId zone) {
        List<Instant> boundaries = new ArrayList<>();
        for (Instant at = period.from(); at.isBefore(period.to()); at = next(at, zone)) {
            boundaries.add(at);
        }
        boundaries.add(period.to());
        return new Slices(boundaries);
    }

    private static Instant next(Instant at, ZoneId zone) {
        Instant hour = OffsetDateTime.ofInstant(at, zone)
                .truncatedTo(ChronoUnit.HOURS)
                .plusHours(1)
                .toInstant();
        ZoneOffsetTransition change = zone.getRules().nextTransition(at);
        return change != null && change.getInstant().isBefore(hour) ? change.getInstant() : hour;
    }
}
