package io.tierline.analytics.tiers.rest;

import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.tiers.application.TakeStock.Inventory;
import io.tierline.analytics.tiers.domain.Stock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many customers stand where, as JSON and as CSV. */
@Schema(name = "TierInventory")
record InventoryAnswer(
        @Schema(description = "The moment, in UTC.") Instant at,

        @Schema(
                description = "Whose customers are counted together.",
                enumeration = {"company", "team", "rep"})
        String by,

        @Schema(
                description = "One row per group and standing that has customers: by rep or team, what has none last;"
                        + " then by tier, those without one last.")
        List<Row> rows) {

    /** The answer that the API's documentation shows. A test asks for it, so that it stays true. */
    static final String EXAMPLE = """
            {
              "at": "2026-11-30T00:00:00Z", "by": "team",
              "rows": [
                { "rep": null, "team": "east-1", "repName": null, "teamName": "East 1", "standing": "tier", "tier": "B",
                  "customers": 2, "overdue": 1, "meanSeconds": 259200, "medianSeconds": 259200 },
                { "rep": null, "team": "east-1", "repName": null, "teamName": "East 1", "standing": "tier", "tier": "D",
                  "customers": 1, "overdue": 0, "meanSeconds": 604800, "medianSeconds": 604800 },
                { "rep": null, "team": "east-1", "repName": null, "teamName": "East 1", "standing": "closed", "tier": null,
                  "customers": 1, "overdue": 0, "meanSeconds": 86400, "medianSeconds": 86400 }
              ]
            }
            """;

    /** The columns of the CSV. Their names and order are stable; new ones are added at the end. */
    static final List<String> COLUMNS = List.of(
            "at",
            "by",
            "rep",
            "team",
            "repName",
            "teamName",
            "standing",
            "tier",
            "customers",
            "overdue",
            "meanSeconds",
            "medianSeconds");

    /** The customers of one group that stand alike. */
    @Schema(name = "TierInventoryRow")
    record Row(
            @Schema(description = "By rep: whose customers; null for customers of no rep. Else null.", nullable = true)
            String rep,

            @Schema(
                    description = "By team: whose customers; null for customers of no team. Else null.",
                    nullable = true)
            String team,

            @Schema(description = "What people call the rep; null when the directory does not say.", nullable = true)
            String repName,

            @Schema(description = "What people call the team; null when the directory does not say.", nullable = true)
            String teamName,

            @Schema(
                    description =
                            "tier: they have one. ungraded: they had one and have none now, though the deal is open."
                                    + " closed: they had one until the deal was won, lost or disqualified.",
                    enumeration = {"tier", "ungraded", "closed"})
            String standing,

            @Schema(description = "The company's code of the tier; null without one.", nullable = true)
            String tier,

            @Schema(description = "How many customers, at least 1.")
            long customers,

            @Schema(
                    description =
                            "How many of them have become overdue since they stand so: the tier's time was up, or the"
                                    + " decision date had passed. Not taken back when one is given more time.")
            long overdue,

            @Schema(description = "How long they have stood so, on average, in whole seconds (86,400 to a day).")
            long meanSeconds,

            @Schema(description = "How long half of them have stood so at most, in whole seconds.")
            long medianSeconds) {}

    static InventoryAnswer of(Inventory inventory, Grouping by) {
        return new InventoryAnswer(
                inventory.at(),
                by.word(),
                inventory.stock().stream().map(stock -> row(stock, inventory)).toList());
    }

    private static Row row(Stock stock, Inventory inventory) {
        return new Row(
                stock.holder().rep(),
                stock.holder().team(),
                inventory.names().ofRep(stock.holder().rep()),
                inventory.names().ofTeam(stock.holder().team()),
                stock.standing().kind().word(),
                stock.standing().tier(),
                stock.customers(),
                stock.overdue(),
                stock.meanSeconds(),
                stock.medianSeconds());
    }

    List<List<Object>> lines() {
        return rows.stream().map(this::line).toList();
    }

    private List<Object> line(Row row) {
        return Arrays.asList(
                at,
                by,
                row.rep(),
                row.team(),
                row.repName(),
                row.teamName(),
                row.standing(),
                row.tier(),
                row.customers(),
                row.overdue(),
                row.meanSeconds(),
                row.medianSeconds());
    }
}
