package io.tierline.grading.referrals.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.referrals.domain.ReferralTree;
import io.tierline.kit.paging.Page;

/** Which customer was brought by which. */
public interface Referrals {

    /**
     * Whom a customer was brought by, and whom it has brought.
     *
     * @param referredBy or null
     */
    record Standing(String referredBy, ReferralTree tree) {}

    /**
     * A customer that has brought others.
     *
     * @param name or null
     * @param rep whose customer it is, or null
     * @param brought how many it has brought itself
     * @param won how many of these were won
     */
    record Referrer(String customerId, String name, String rep, int brought, int won) {}

    /** The customer's; null when the tenant has no such customer. */
    Uni<Standing> of(CustomerKey customer);

    /** A page of the tenant's referrers: those with the most won first, then with the most brought, then by id. */
    Uni<Page<Referrer>> ranking(String tenant, int limit, String cursor);
}
