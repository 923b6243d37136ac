package io.tierline.analytics.diagnosis.domain;

import io.tierline.analytics.diagnosis.domain.Leaderboard.Best;
import io.tierline.analytics.rates.domain.Counts;
import io.tierline.analytics.rates.domain.Proportion;
import io.tierline.analytics.rates.domain.Rate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The hours of the week in the order of how good it surely is to call then: by the cautious end of the 95 % interval. */
public final class BestHours {

    /** The most that are named: whoever plans a week does not need all. */
    public static final int MOST = 10;

    private BestHours() {}

    /**
     * The best hours, the best one first, at most {@value #MOST}; of equals the one with more calls, then the earlier one.
     *
     * @param counts the calls of hours; those without calls may be left out
     * @param atLeast the calls that the rate has to be about in an hour, from 1. The lower bound alone is not enough: of
     *     one call that was answered it is 0.2, which in the mornings of a hard market is the best there is
     */
    public static List<WeekHour> of(Map<WeekHour, Counts> counts, Rate rate, Best best, int atLeast) {
        Comparator<WeekHour> byBound = Comparator.comparingDouble(
                hour -> best.bound(share(counts, rate, hour).interval().orElseThrow()));
        List<WeekHour> hours = new ArrayList<>(WeekHour.ALL);
        hours.removeIf(hour -> share(counts, rate, hour).denominator() < atLeast);
        hours.sort((best == Best.HIGHEST ? byBound.reversed() : byBound)
                .thenComparing(Comparator.comparingLong(
                                (WeekHour hour) -> share(counts, rate, hour).denominator())
                        .reversed()));
        return List.copyOf(hours.subList(0, Math.min(MOST, hours.size())));
    }

    private static Proportion share(Map<WeekHour, Counts> counts, Rate rate, WeekHour hour) {
        return rate.of(counts.getOrDefault(hour, Counts.NONE));
    }
}
