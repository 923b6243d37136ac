package io.tierline.call.erasure.domain;

import io.tierline.call.contacts.domain.ContactRole;
import java.time.Instant;
import java.util.List;

/**
 * That a person was erased; nothing here tells who it was.
 *
 * @param id a ULID
 * @param customerIds the customers whose contact it was or whose calls it answered, sorted
 * @param role the person's part in the buying decision, or null
 * @param at what began before this brings nothing of the person back
 */
public record Erasure(String tenant, String id, List<String> customerIds, ContactRole role, Instant at) {

    public Erasure {
        customerIds = List.copyOf(customerIds);
    }
}
