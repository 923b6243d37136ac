package io.tierline.call.agenda.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** When something that was agreed is due, by the company's days. */
public enum Due {
    /** Its day is over. */
    OVERDUE,
    /** Today. */
    TODAY,
    /** Tomorrow. */
    TOMORROW,
    /** Today or on the six days after. */
    WEEK;

    /** The times that this means now. */
    public Period at(Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return switch (this) {
            case OVERDUE -> new Period(null, start(today, zone));
            case TODAY -> new Period(start(today, zone), start(today.plusDays(1), zone));
            case TOMORROW -> new Period(start(today.plusDays(1), zone), start(today.plusDays(2), zone));
            case WEEK -> new Period(start(today, zone), start(today.plusDays(7), zone));
        };
    }

    /** When the day of a time is over. */
    static Instant endOfDay(Instant at, ZoneId zone) {
        return start(LocalDate.ofInstant(at, zone).plusDays(1), zone);
    }

    /** A day need not begin at midnight: a change of the clocks can swallow that. */
    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
