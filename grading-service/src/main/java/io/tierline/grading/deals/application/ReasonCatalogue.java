package io.tierline.grading.deals.application;

import io.tierline.grading.deals.domain.ClosingReasons;

/**
 * A company's list of reasons as it stands.
 *
 * @param revision 0 while it was never set, one more with every change
 */
public record ReasonCatalogue(ClosingReasons reasons, int revision) {}
