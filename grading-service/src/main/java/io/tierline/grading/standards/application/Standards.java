package io.tierline.grading.standards.application;

import io.tierline.grading.standards.domain.Standard;

/** The standards by which companies grade. */
public interface Standards {

    /** The standard that the tenant grades by now; the default one for as long as it has none of its own. */
    Standard activeOf(String tenant);
}
