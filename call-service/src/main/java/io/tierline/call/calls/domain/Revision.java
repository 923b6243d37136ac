package io.tierline.call.calls.domain;

import java.time.Instant;

/**
 * What made a revision of a call.
 *
 * @param number 1 when recorded, one more with every change
 * @param by who, the subject of the token
 */
public record Revision(int number, Change change, Instant at, String by) {}
