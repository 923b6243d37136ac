package io.tierline.grading.referrals.rest;

import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.referrals.application.Referrals.Referrer;
import io.tierline.grading.referrals.application.Referrals.Standing;
import io.tierline.grading.referrals.domain.ReferralTree;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whom a customer was brought by, and whom it has brought. */
@Schema(name = "Referrals")
record ReferralsView(
        String customerId,

        @Schema(description = "Who has brought it; null if nobody did.")
        String referredBy,

        CountsView counts,

        @Schema(description = "At most 10 levels and 500 customers, by id on each level.")
        List<NodeView> brought,

        @Schema(description = "Whether there are more than are shown here.")
        boolean truncated) {

    static ReferralsView of(CustomerKey customer, Standing standing) {
        return new ReferralsView(
                customer.customerId(),
                standing.referredBy(),
                CountsView.of(standing.tree().counts()),
                standing.tree().brought().stream().map(NodeView::of).toList(),
                standing.tree().isTruncated());
    }

    /** How many it has brought. */
    @Schema(name = "ReferralCounts")
    record CountsView(
            @Schema(description = "That it has brought itself.")
            int direct,

            @Schema(description = "Of these, how many were won.")
            int directWon,

            @Schema(description = "With those that these have brought, and so on.")
            int all,

            @Schema(description = "Of all, how many were won.")
            int won,

            @Schema(description = "False when there are more than 10,000.")
            boolean exact) {

        static CountsView of(ReferralTree.Counts counts) {
            return new CountsView(counts.direct(), counts.directWon(), counts.all(), counts.won(), counts.isExact());
        }
    }

    /** A customer that was brought. */
    @Schema(name = "BroughtCustomer")
    record NodeView(
            String customerId,
            String name,

            @Schema(description = "Whether it has been won, be it in a round before.")
            boolean won,

            @Schema(description = "Whom it has brought in turn.")
            List<NodeView> brought) {

        static NodeView of(ReferralTree.Node node) {
            return new NodeView(
                    node.customer().customerId(),
                    node.customer().name(),
                    node.customer().isWon(),
                    node.brought().stream().map(NodeView::of).toList());
        }
    }

    /** A customer that has brought others. */
    @Schema(name = "Referrer")
    record ReferrerView(
            String customerId,
            String name,
            String rep,

            @Schema(description = "How many it has brought itself.")
            int brought,

            @Schema(description = "How many of these were won.")
            int won) {

        static ReferrerView of(Referrer referrer) {
            return new ReferrerView(
                    referrer.customerId(), referrer.name(), referrer.rep(), referrer.brought(), referrer.won());
        }
    }

    /** A page of them. */
    @Schema(name = "ReferrerPage")
    record ReferrerPage(
            List<ReferrerView> items,

            @Schema(description = "The cursor of the next page; null on the last.")
            String next) {}
}
