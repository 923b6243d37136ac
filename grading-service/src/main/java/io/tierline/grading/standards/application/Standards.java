package io.tierline.grading.standards.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.standards.domain.Standard;

/** The standards by which companies grade. */
public interface Standards {

    /**
     * A version of the tenant's standards, compiled; a version never changes. Compiling does not happen on an event loop.
     *
     * @return null if there is no such version
     */
    Uni<Standard> version(String tenant, int version);
}
