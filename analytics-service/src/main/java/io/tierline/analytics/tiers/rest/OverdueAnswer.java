package io.tierline.analytics.tiers.rest;

import io.tierline.analytics.tiers.application.TakeStock.Overdue;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who is overdue, as JSON and as CSV. */
@Schema(name = "OverdueCustomers")
record OverdueAnswer(
        @Schema(description = "The longest overdue first.") List<Item> items,

        @Schema(description = "The cursor of the next page; null on the last one.", nullable = true)
        String next) {

    /** The columns of the CSV. Their names and order are stable; new ones are added at the end. */
    static final List<String> COLUMNS =
            List.of("customerId", "tier", "since", "overdueSince", "rep", "team", "repName", "teamName");

    /** A customer that is overdue. */
    @Schema(name = "OverdueCustomer")
    record Item(
            @Schema(description = "Whom it is about.") String customerId,

            @Schema(description = "The company's code of the tier that the customer is in.")
            String tier,

            @Schema(description = "When it came into the tier; UTC.")
            Instant since,

            @Schema(description = "When it last became overdue; UTC.")
            Instant overdueSince,

            @Schema(description = "Whose customer it is now; null for nobody's.", nullable = true)
            String rep,

            @Schema(description = "The rep's team; null for none.", nullable = true)
            String team,

            @Schema(description = "What people call the rep; null when the directory does not say.", nullable = true)
            String repName,

            @Schema(description = "What people call the team; null when the directory does not say.", nullable = true)
            String teamName) {}

    static OverdueAnswer of(Overdue overdue) {
        return new OverdueAnswer(
                overdue.page().items().stream()
                        .map(customer -> new Item(
                                customer.customerId(),
                                customer.tier(),
                                customer.since(),
                                customer.overdueSince(),
                                customer.rep(),
                                customer.team(),
                                overdue.names().ofRep(customer.rep()),
                                overdue.names().ofTeam(customer.team())))
                        .toList(),
                overdue.page().next());
    }

    List<List<Object>> lines() {
        return items.stream()
                .map(item -> Arrays.<Object>asList(
                        item.customerId(),
                        item.tier(),
                        item.since(),
                        item.overdueSince(),
                        item.rep(),
                        item.team(),
                        item.repName(),
                        item.teamName()))
                .toList();
    }
}
