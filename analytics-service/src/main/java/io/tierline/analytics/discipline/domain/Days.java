package io.tierline.analytics.discipline.domain;

import io.tierline.analytics.rates.domain.Timespan.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * The days of a zone that a period touches.
 *
 * @param starts when each begins, the first one first; the last start is the end of the last day
 */
public record Days(List<Instant> starts) {

    public Days {
        starts = List.copyOf(starts);
    }

    /**
     * The days of the zone in which the period's moments lie. A day need not begin at midnight: a change of the clocks can
     * swallow that.
     */
    public static Days of(Period period, ZoneId zone) {
        LocalDate first = LocalDate.ofInstant(period.from(), zone);
        LocalDate last = LocalDate.ofInstant(period.to(), zone);
        return new Days(first.datesUntil(last.plusDays(2))
                .map(day -> day.atStartOfDay(zone).toInstant())
                .distinct() // A zone that crossed the date line has skipped a day.
                .toList());
    }
}
