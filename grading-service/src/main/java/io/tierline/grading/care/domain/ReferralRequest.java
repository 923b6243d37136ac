package io.tierline.grading.care.domain;

import java.time.Duration;

/** When a customer that was won can be asked whom else it knows. */
public final class ReferralRequest {

    /** The lowest score of a customer that recommends us: a promoter, in the terms of the Net Promoter Score. */
    public static final int SATISFIED = 9;

    /** For how long a customer that was asked is left alone. */
    public static final Duration PAUSE = Duration.ofDays(180);

    private ReferralRequest() {}
}
