package io.tierline.grading.grades.domain;

import java.time.Instant;

/**
 * The tier that a call's outcome alone gives, for a while.
 *
 * @param tier its code
 * @param until when it ends, exclusive
 * @param callId the call that gave it
 */
public record Floor(String tier, Instant until, String callId) {}
