package io.tierline.call.erasure.domain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * For how long a company keeps what a person could be known by.
 *
 * @param months 1 to {@link #MOST_MONTHS}; null: for ever
 */
public record RetentionPolicy(Integer months) {

    /** The longest time that can be set, other than for ever. */
    public static final int MOST_MONTHS = 120;

    /** What holds until the company has said otherwise. */
    public static final RetentionPolicy FOR_EVER = new RetentionPolicy(null);

    /**
     * What is from before this moment is too old: so many calendar months ago at the same time of day, or at the month's
     * last day where it has no such day. Empty when everything is kept.
     *
     * @param zone whose calendar it is
     */
    public Optional<Instant> keptSince(Instant now, ZoneId zone) {
        return Optional.ofNullable(months)
                .map(kept -> now.atZone(zone).minusMonths(kept).toInstant());
    }
}
