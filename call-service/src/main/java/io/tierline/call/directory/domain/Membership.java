package io.tierline.call.directory.domain;

import java.time.Instant;

/**
 * The team that a rep is in from a moment on.
 *
 * @param from inclusive; it holds until the next one
 * @param team null: in no team
 */
public record Membership(Instant from, String team) {

    /** The earliest time that a call can have: what holds from then on has always held. */
    public static final Instant ALWAYS = Instant.EPOCH;
}
