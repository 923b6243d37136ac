package io.tierline.analytics.discipline.domain;

import io.tierline.analytics.rates.domain.Proportion;

/**
 * What became of promises to call again; those that were cancelled are not among them. Each is one of kept, missed and
 * open.
 *
 * @param kept the contact was called, in vain or not, by the end of the day that was promised
 * @param missed the day is over, and it was not
 * @param open the day is not over
 */
public record FollowUps(long kept, long missed, long open) {

    /** All of them. */
    public long due() {
        return kept + missed + open;
    }

    /** The kept of those of which it is decided. */
    public Proportion keptShare() {
        return new Proportion(kept, kept + missed);
    }
}
