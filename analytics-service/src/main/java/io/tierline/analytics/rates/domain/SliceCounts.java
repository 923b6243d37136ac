package io.tierline.analytics.rates.domain;

/**
 * The calls of one group in one slice.
 *
 * @param id of the group, see {@link GroupCounts#id()}
 * @param slice its number in the {@link Slices}, from 0
 * @param counts at least one call
 */
public record SliceCounts(String id, int slice, Counts counts) {}
