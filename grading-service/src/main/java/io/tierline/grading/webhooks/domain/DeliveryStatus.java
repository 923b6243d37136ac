package io.tierline.grading.webhooks.domain;

/** How far a delivery is. */
public enum DeliveryStatus {
    /** Not tried yet. */
    PENDING,
    /** Tried in vain; it will be tried again. */
    FAILED,
    /** The receiver has taken it. */
    DELIVERED,
    /** Given up after a day of attempts. */
    DEAD
}
