package io.tierline.analytics.discipline.domain;

import io.tierline.analytics.rates.domain.Proportion;

/**
 * How well calls are summarised: those that only a rep can tell of, because somebody or something answered, or because a
 * rep has told. A summary's time runs from the end of the talk.
 *
 * @param calls summarised by a rep, or pending
 * @param pending those of them that wait for their summary
 * @param oldestPendingSeconds since when the oldest of these waits, in whole seconds; null when none does
 * @param flagged those whose summary contradicts the telephony system
 * @param times how long the summaries took, in whole seconds
 * @param withinFiveMinutes those that were given within five minutes, of all that were given or whose five minutes are
 *     over
 * @param sameDay those that were given by the end of the day of the call, of all that were given or whose day is over
 */
public record Summaries(
        long calls,
        long pending,
        Long oldestPendingSeconds,
        long flagged,
        Times times,
        Proportion withinFiveMinutes,
        Proportion sameDay) {

    /**
     * Some durations, in whole seconds.
     *
     * @param number how many are known; of calls from before it was kept, and not published again since, none is
     * @param median half of them are not longer; one of them, null when there is none
     * @param ninetiethPercentile nine tenths of them are not longer; one of them, null when there is none
     * @param mean rounded; null when there is none
     */
    public record Times(long number, Long median, Long ninetiethPercentile, Long mean) {}

    /** The flagged of those that have a summary: what is pending cannot contradict anything yet. */
    public Proportion flaggedShare() {
        return new Proportion(flagged, calls - pending);
    }
}
