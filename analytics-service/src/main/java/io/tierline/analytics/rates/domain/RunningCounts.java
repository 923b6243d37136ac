package io.tierline.analytics.rates.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The calls of one group, added up from slice to slice, so that those between any two boundaries are a difference: windows
 * that overlap cost no more than points that do not.
 */
public final class RunningCounts {

    private final List<Instant> boundaries;
    private final Counts[] upTo;

    /**
     * Adds up the calls.
     *
     * @param counts of one group, at most once per slice
     */
    public RunningCounts(Slices slices, Collection<SliceCounts> counts) {
        this.boundaries = slices.boundaries();
        Counts[] inSlice = new Counts[boundaries.size() - 1];
        counts.forEach(some -> inSlice[some.slice()] = some.counts());
        this.upTo = new Counts[boundaries.size()];
        upTo[0] = Counts.NONE;
        for (int i = 0; i < inSlice.length; i++) {
            upTo[i + 1] = inSlice[i] == null ? upTo[i] : upTo[i].plus(inSlice[i]);
        }
    }

    /** The calls from one boundary to a later one. */
    public Counts between(Instant from, Instant to) {
        return upTo[numberOf(to)].minus(upTo[numberOf(from)]);
    }

    private int numberOf(Instant boundary) {
        int number = Collections.binarySearch(boundaries, boundary);
        if (number < 0) {
            throw new IllegalArgumentException("nothing was counted up to " + boundary);
        }
        return number;
    }
}
