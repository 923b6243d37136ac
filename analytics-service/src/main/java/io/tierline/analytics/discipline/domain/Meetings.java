package io.tierline.analytics.discipline.domain;

import io.tierline.analytics.rates.domain.Proportion;

/**
 * What became of meetings. Each is one of held, missed, open and unreported.
 *
 * @param held they met
 * @param missed somebody did not come
 * @param open still to come
 * @param unreported their time has come, and nobody has said what became of them
 * @param moved those that were moved to another time at least once
 */
public record Meetings(long held, long missed, long open, long unreported, long moved) {

    /** All of them. */
    public long booked() {
        return held + missed + open + unreported;
    }

    /** The held of those of which it is known. */
    public Proportion heldShare() {
        return new Proportion(held, held + missed);
    }
}
