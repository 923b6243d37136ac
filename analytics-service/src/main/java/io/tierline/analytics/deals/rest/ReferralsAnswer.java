package io.tierline.analytics.deals.rest;

import io.tierline.analytics.ShareBody;
import io.tierline.analytics.deals.application.ReviewReferrals.Review;
import io.tierline.analytics.deals.domain.BroughtCounts;
import io.tierline.analytics.rates.domain.Proportion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whom won customers have brought. */
@Schema(name = "Referrals")
record ReferralsAnswer(
        @Schema(description = "First moment of the period, in UTC.")
        Instant from,

        @Schema(description = "End of the period, in UTC; not in it any more.")
        Instant to,

        @Schema(description = "Customers of whom a deal was won in the period.")
        long wonCustomers,

        @Schema(description = "Customers whom those have brought until now.")
        long brought,

        @Schema(
                description = "brought / wonCustomers, 0 or more; null when there are no won customers.",
                nullable = true)
        Double average,

        @Schema(description = "The share of the won customers who have brought any.")
        ShareBody referring,

        @Schema(description = "The share of the brought customers who were won themselves, be it in a round before.")
        ShareBody broughtWon,

        @Schema(description = "How many of the won customers have brought 0, 1, 2, and 3+ customers.")
        List<Brought> distribution,

        @Schema(description = "Who brought most, the first one first; of equal ones who brought more that were won.")
        List<Referrer> referrers) {

    static final List<String> COLUMNS = List.of(
            "from",
            "to",
            "section",
            "item",
            "rep",
            "team",
            "repName",
            "teamName",
            "wonCustomers",
            "brought",
            "average",
            "value",
            "numerator",
            "denominator",
            "low",
            "high");

    private static final List<String> NUMBERS = List.of("0", "1", "2", "3+");

    /** The won customers who have brought so many. */
    @Schema(name = "ReferralsBrought")
    record Brought(
            @Schema(enumeration = {"0", "1", "2", "3+"}) String brought,

            long wonCustomers,

            @Schema(description = "wonCustomers / all won customers.")
            ShareBody share) {}

    /** A customer who has brought others. */
    @Schema(name = "Referrer")
    record Referrer(
            String customerId,

            @Schema(description = "Whose customer it is now; null while it is in the pool.", nullable = true)
            String rep,

            @Schema(nullable = true) String team,

            @Schema(nullable = true) String repName,

            @Schema(nullable = true) String teamName,

            long brought,

            @Schema(description = "The share of them who were won themselves.")
            ShareBody broughtWon) {}

    static ReferralsAnswer of(Review review) {
        BroughtCounts counts = review.counts();
        return new ReferralsAnswer(
                review.period().from(),
                review.period().to(),
                counts.customers(),
                counts.brought(),
                counts.average().orElse(null),
                ShareBody.of(counts.referring()),
                ShareBody.of(counts.won()),
                IntStream.range(0, NUMBERS.size())
                        .mapToObj(i -> new Brought(
                                NUMBERS.get(i),
                                counts.byBrought().get(i),
                                ShareBody.of(new Proportion(counts.byBrought().get(i), counts.customers()))))
                        .toList(),
                counts.first().stream()
                        .map(each -> new Referrer(
                                each.customerId(),
                                each.ownerRep(),
                                each.ownerTeam(),
                                review.names().ofRep(each.ownerRep()),
                                review.names().ofTeam(each.ownerTeam()),
                                each.brought(),
                                ShareBody.of(new Proportion(each.won(), each.brought()))))
                        .toList());
    }

    /**
     * One line for all ({@code summary}, its share is that of the brought who were won; {@code referring}), one per number
     * brought ({@code distribution}) and one per referrer ({@code referrers}, its share is that of the brought who were won).
     */
    List<List<Object>> lines() {
        List<List<Object>> lines = new ArrayList<>();
        lines.add(line("summary", null, null, wonCustomers, brought, average, broughtWon));
        lines.add(line("referring", null, null, referring.numerator(), brought, null, referring));
        distribution.forEach(each ->
                lines.add(line("distribution", each.brought(), null, each.wonCustomers(), null, null, each.share())));
        referrers.forEach(each ->
                lines.add(line("referrers", each.customerId(), each, null, each.brought(), null, each.broughtWon())));
        return lines;
    }

    private List<Object> line(
            String section,
            String item,
            Referrer referrer,
            Long customers,
            Long number,
            Double perCustomer,
            ShareBody share) {
        List<Object> line = new ArrayList<>(Arrays.asList(
                from,
                to,
                section,
                item,
                referrer == null ? null : referrer.rep(),
                referrer == null ? null : referrer.team(),
                referrer == null ? null : referrer.repName(),
                referrer == null ? null : referrer.teamName(),
                customers,
                number,
                perCustomer));
        line.addAll(share.cells());
        return line;
    }
}
