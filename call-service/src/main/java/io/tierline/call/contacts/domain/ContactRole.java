package io.tierline.call.contacts.domain;

/** Which key person of the customer was on the line. */
public enum ContactRole {
    /** Economic buyer: executive or economic influencer. */
    EB,
    /** User buyer: the department that will use the product. */
    UB,
    /** Technical buyer: gatekeeper of the product's quality standards. */
    TB
}
