package io.tierline.analytics.rates.application;

import io.tierline.analytics.directory.domain.Names;
import io.tierline.analytics.rates.domain.Counts;
import io.tierline.analytics.rates.domain.GroupCounts;
import io.tierline.analytics.rates.domain.RateCatalogue;
import io.tierline.analytics.rates.domain.Slot;
import io.tierline.analytics.rates.domain.Timespan.Period;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * The calls of some groups over a period, point by point.
 *
 * @param question what was asked
 * @param period when the calls started
 * @param zone by whose clock
 * @param catalogue what the rates are
 * @param names of the reps and teams
 * @param series sorted by id, what has none last; only groups with calls in the period, but by company always one
 */
public record SeriesTable(
        SeriesQuestion question,
        Period period,
        ZoneId zone,
        RateCatalogue catalogue,
        Names names,
        List<Series> series) {

    /**
     * One group.
     *
     * @param group with its calls in the whole period
     * @param points one after the other, without a gap; those without calls too
     */
    public record Series(GroupCounts group, List<Point> points) {}

    /**
     * One point.
     *
     * @param counts the calls that started in the slot
     * @param trailing the window that ends with the slot; null when it was not asked for
     */
    public record Point(Slot slot, Counts counts, Window trailing) {}

    /**
     * A window that ends with a point.
     *
     * @param from where it begins; may lie before the period
     * @param counts the calls that started in it
     */
    public record Window(Instant from, Counts counts) {}
}
