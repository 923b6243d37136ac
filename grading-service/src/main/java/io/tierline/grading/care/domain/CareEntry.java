package io.tierline.grading.care.domain;

import io.tierline.grading.grades.domain.CustomerKey;
import java.time.Instant;

/**
 * An entry of a customer's care log.
 *
 * @param id unique in the tenant
 * @param author who wrote it first
 * @param revision from 1, one more with each change
 * @param fingerprint of what was first submitted
 */
public record CareEntry(
        CustomerKey customer,
        String id,
        CareContent content,
        String author,
        int revision,
        Instant changedAt,
        String changedBy,
        String fingerprint) {

    /** A new entry. */
    public static CareEntry of(CustomerKey customer, String id, CareContent submitted, String author, Instant now) {
        return new CareEntry(customer, id, submitted.completed(now), author, 1, now, author, submitted.fingerprint());
    }

    /** The entry after a change of what it says; the same entry when that changes nothing. */
    public CareEntry saying(CareContent changed, String by, Instant now) {
        CareContent complete = changed.completed(content.at());
        return complete.equals(content)
                ? this
                : new CareEntry(customer, id, complete, author, revision + 1, now, by, fingerprint);
    }
}
