package io.tierline.grading.referrals.domain;

/**
 * A customer that another one has brought.
 *
 * @param referrer who has brought it
 * @param name or null
 * @param isWon whether it has been won, be it in a round before
 */
public record Brought(String customerId, String referrer, String name, boolean isWon) {}
