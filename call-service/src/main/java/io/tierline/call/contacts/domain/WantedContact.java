package io.tierline.call.contacts.domain;

/**
 * What somebody says of a number.
 *
 * @param phone E.164
 * @param name the person's; null: none
 * @param saysName false when nothing is said about the name: the person's then, where there is one
 * @param role the person's part in the buying decision; null: none
 * @param saysRole as {@code saysName}
 * @param personId who of the customer's people it belongs to; null: to a person by itself
 */
public record WantedContact(
        String phone,
        String customerId,
        String name,
        boolean saysName,
        ContactRole role,
        boolean saysRole,
        String personId) {

    /** Of the number it is only known whose it is. */
    public static WantedContact bare(String phone, String customerId) {
        return new WantedContact(phone, customerId, null, true, null, true, null);
    }

    /** The person it belongs to, or null. */
    public Person person() {
        return personId == null ? null : new Person(customerId, personId);
    }

    /** One of a customer's people. */
    public record Person(String customerId, String personId) {}
}
