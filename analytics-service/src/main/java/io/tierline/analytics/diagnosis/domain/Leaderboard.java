package io.tierline.analytics.diagnosis.domain;

import io.tierline.analytics.rates.domain.GroupCounts;
import io.tierline.analytics.rates.domain.Proportion;
import io.tierline.analytics.rates.domain.Proportion.Interval;
import io.tierline.analytics.rates.domain.Rate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Groups in the order of how good they surely are: by the cautious end of the 95 % interval, so that two meetings in three
 * calls do not beat forty in a hundred.
 */
public final class Leaderboard {

    /** Which end of the scale is good. */
    public enum Best {
        /** A high share is good; ranked by the lower bound. */
        HIGHEST,
        /** A low share is good, as with hang-ups; ranked by the upper bound. */
        LOWEST;

        /** The cautious end of the interval. */
        double bound(Interval interval) {
            return this == HIGHEST ? interval.low() : interval.high();
        }
    }

    /**
     * A place on the board.
     *
     * @param place from 1; equal ones share a place, and the next one is left out
     * @param bound by which it was ranked, 0 to 1
     */
    public record Entry(int place, GroupCounts group, Proportion share, double bound) {}

    private Leaderboard() {}

    /** The groups that have an id and calls that the rate is about, the best one first. */
    public static List<Entry> of(List<GroupCounts> groups, Rate rate, Best best) {
        List<Entry> unplaced = new ArrayList<>();
        for (GroupCounts group : groups) {
            Proportion share = rate.of(group.counts());
            if (group.id() != null) {
                share.interval().ifPresent(interval -> unplaced.add(new Entry(0, group, share, best.bound(interval))));
            }
        }
        Comparator<Entry> byBound = Comparator.comparingDouble(Entry::bound);
        unplaced.sort((best == Best.HIGHEST ? byBound.reversed() : byBound)
                .thenComparing(
                        Comparator.comparingLong((Entry entry) -> entry.share().denominator())
                                .reversed())
                .thenComparing(entry -> entry.group().id()));
        List<Entry> placed = new ArrayList<>();
        for (int i = 0; i < unplaced.size(); i++) {
            Entry entry = unplaced.get(i);
            int place = i > 0 && unplaced.get(i - 1).bound() == entry.bound()
                    ? placed.get(i - 1).place()
                    : i + 1;
            placed.add(new Entry(place, entry.group(), entry.share(), entry.bound()));
        }
        return placed;
    }
}
