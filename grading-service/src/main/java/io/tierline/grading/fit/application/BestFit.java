package io.tierline.grading.fit.application;

import io.smallrye.mutiny.Uni;
import io.tierline.kit.paging.Page;

/** Whom to call first: customers that nobody has called yet, by how well they fit. */
public interface BestFit {

    /**
     * A customer to call.
     *
     * @param name or null
     * @param industry by its profile, or null
     * @param rep whose customer it is, or null
     * @param team the rep's, or null
     * @param fit 0 to 100
     */
    record Fitting(String customerId, String name, String industry, String rep, String team, int fit) {}

    /**
     * Which of them.
     *
     * @param rep whose customers, or {@link #NOBODY}; null for everybody's
     * @param minFit the lowest fit, 0 to 100
     */
    record Filter(String rep, int minFit) {

        /** Stands for customers that are nobody's. */
        public static final String NOBODY = "none";
    }

    /** A page of the open customers without a call that counts whose fit is known, the best first. */
    Uni<Page<Fitting>> of(String tenant, Filter filter, int limit, String cursor);
}
