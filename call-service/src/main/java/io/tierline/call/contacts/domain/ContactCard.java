package io.tierline.call.contacts.domain;

import java.time.Instant;
import java.util.Objects;

/**
 * What people keep about a number, at one of its revisions.
 *
 * @param phone E.164; never leaves this service
 * @param customerId whose number it is; made up ({@code lead-…}) while only the number is known
 * @param name the person's, or null; never leaves this service
 * @param role the person's part in the buying decision, or null
 * @param personId the person: the numbers of one customer that share it are one person's. Null: a person by itself
 * @param revision 1 when it came in, one more with every change; 0 while it is not kept yet
 * @param changedBy who, the subject of the token; empty for a number that came with a call
 */
public record ContactCard(
        String phone,
        String customerId,
        String name,
        ContactRole role,
        String personId,
        int revision,
        Instant changedAt,
        String changedBy) {

    /** Whether nobody has kept it before. */
    public boolean isNew() {
        return revision == 0;
    }

    /** Whether both say the same of the number, at whatever revision. */
    public boolean saysTheSame(ContactCard other) {
        return customerId.equals(other.customerId)
                && Objects.equals(name, other.name)
                && role == other.role
                && Objects.equals(personId, other.personId);
    }

    /** The card with another name and role. */
    ContactCard of(String otherName, ContactRole otherRole) {
        return new ContactCard(phone, customerId, otherName, otherRole, personId, revision, changedAt, changedBy);
    }

    /** The card at its next revision. */
    ContactCard next(Instant at, String by) {
        return new ContactCard(phone, customerId, name, role, personId, revision + 1, at, by);
    }
}
