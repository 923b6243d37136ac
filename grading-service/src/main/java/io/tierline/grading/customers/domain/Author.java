package io.tierline.grading.customers.domain;

import io.tierline.grading.customers.domain.CustomerCard.Owner;
import java.util.Objects;

/**
 * Who changes a customer.
 *
 * @param subject for the record
 * @param rep the rep that it is, or null
 * @param handsOver whether it may give any customer to anybody
 */
public record Author(String subject, String rep, boolean handsOver) {

    /** Whether the customer may change hands like this: a rep may take one from the pool for itself, and nothing else. */
    public boolean mayChange(Owner before, Owner after) {
        return handsOver
                || Objects.equals(before, after)
                || (before == null && after != null && after.rep().equals(rep));
    }
}
