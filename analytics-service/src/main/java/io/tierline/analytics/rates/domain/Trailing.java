package io.tierline.analytics.rates.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * A window that ends where each point of a series ends, and reaches further back than the point does: the rate of the
 * last seven days, day by day.
 *
 * @param length not shorter than the step
 */
public record Trailing(Duration length) {

    /** The word for it in the API: an ISO 8601 duration, in days where it is whole days of 24 h. */
    public String word() {
        return isOfDays() ? "P" + length.toDays() + "D" : length.toString();
    }

    /**
     * Where the window begins that ends here. Whole days behind a day or a week are days of the zone, whatever hours they
     * have: the window behind a whole day begins at the beginning of a day, one behind part of a day at the same time of
     * day. Everything else is time that really passes.
     */
    public Instant before(Instant end, Step step, ZoneId zone) {
        if (!step.isOfDays() || !isOfDays()) {
            return end.minus(length);
        }
        ZonedDateTime local = end.atZone(zone);
        LocalDate day = local.toLocalDate().minusDays(length.toDays());
        return end.equals(Step.startOf(local.toLocalDate(), zone))
                ? Step.startOf(day, zone)
                : local.with(day).toInstant();
    }

    private boolean isOfDays() {
        return length.equals(Duration.ofDays(length.toDays()));
    }
}
