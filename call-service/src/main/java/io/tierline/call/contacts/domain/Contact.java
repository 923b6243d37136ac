package io.tierline.call.contacts.domain;

/**
 * A phone number and whose it is.
 *
 * @param phone E.164
 * @param customerId the customer; made up ({@code lead-…}) while only the number is known
 * @param role the person's part in the buying decision, or null
 */
public record Contact(String tenant, String phone, String customerId, ContactRole role) {}
