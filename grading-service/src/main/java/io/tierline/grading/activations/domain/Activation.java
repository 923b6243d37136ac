package io.tierline.grading.activations.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * A company's switch to a version of its standard, and how far its customers have followed.
 *
 * @param revision the company's, to which the switch raised it
 * @param previous the version that was active until then; activating it undoes this one
 * @param customers how many there are to be graded, closed ones among them
 * @param regraded how many of them have been graded since
 * @param finishedAt when all had been graded
 */
public record Activation(
        long revision,
        int version,
        int previous,
        String by,
        Instant at,
        long customers,
        long regraded,
        Optional<Instant> finishedAt) {}
