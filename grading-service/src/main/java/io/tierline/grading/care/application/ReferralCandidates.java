package io.tierline.grading.care.application;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Existing customers to ask whom else they know. */
public interface ReferralCandidates {

    /** The lowest score of a customer that recommends us: a promoter, in the terms of the Net Promoter Score. */
    int SATISFIED = 9;

    /** For how long a customer that was asked is left alone. */
    Duration PAUSE = Duration.ofDays(180);

    /**
     * A customer to ask.
     *
     * @param name or null
     * @param rep whose customer it is, or null
     * @param score the latest, at least {@link #SATISFIED}
     * @param satisfiedSince the first of the scores in a row that were that high
     */
    record Candidate(String customerId, String name, String rep, int score, Instant satisfiedSince) {}

    /**
     * Customers that were won, are satisfied by their latest score and were not asked within {@link #PAUSE}; the longest
     * satisfied first.
     *
     * @param rep whose customers; null for all of the tenant
     */
    Uni<List<Candidate>> of(String tenant, String rep, int limit);
}
