package io.tierline.grading.standards.domain;

/** A key person's part in the customer's decision. */
public enum Role {
    /** Economic buyer: the executive, or whoever decides about the money. */
    EB,
    /** User buyer: the user, or the department that will use it. */
    UB,
    /** Technical buyer: keeps the gate of quality standards. */
    TB
}
