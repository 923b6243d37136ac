package io.tierline.analytics.rates.domain;

/** The part that somebody has in a customer's decision to buy. */
public enum ContactRole {
    /** Economic buyer: an executive, or who decides about the money. */
    EB,
    /** User buyer: who will use the product. */
    UB,
    /** Technical buyer: who minds the product's quality. */
    TB
}
