package io.tierline.analytics.tiers.rest;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.tiers.application.TakeStock.Transitions;
import io.tierline.analytics.tiers.domain.Holder;
import io.tierline.analytics.tiers.domain.Move;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How one stock became another, as JSON and as CSV. */
@Schema(name = "TierTransitions")
record TransitionsAnswer(
        @Schema(description = "When the stock is looked at first, in UTC. What happened at that very moment is in it.")
        Instant from,

        @Schema(description = "When it is looked at again, in UTC.")
        Instant to,

        @Schema(
                description = "Whose customers are counted together.",
                enumeration = {"company", "team", "rep"})
        String by,

        @Schema(description = "One row per group that had customers at either moment, or changes in between.")
        List<Row> rows) {

    /** The columns of the CSV. Their names and order are stable; new ones are added at the end. */
    static final List<String> COLUMNS = List.of(
            "from",
            "to",
            "by",
            "rep",
            "team",
            "repName",
            "teamName",
            "fromStanding",
            "fromTier",
            "toStanding",
            "toTier",
            "customers",
            "changes");

    /** The matrix of one group. */
    @Schema(name = "TierTransitionsRow")
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

            @Schema(description = "The group's stock at from, those without a tier too.")
            long customersBefore,

            @Schema(description = "How many of its customers at to were not in its stock at from: new or elsewhere.")
            long came,

            @Schema(description = "How many of its customers at from were not in its stock at to.")
            long left,

            @Schema(description = "The group's stock at to: customersBefore + came - left.")
            long customersAfter,

            @Schema(description = "How many times a customer's tier changed in between.")
            long changes,

            @Schema(
                    description =
                            "The matrix, without its empty cells. The customers of all cells with the same beginning"
                                    + " add up to the stock at from, those with the same end to the stock at to.")
            List<Cell> cells) {}

    /** From one standing to another. */
    @Schema(name = "TierTransitionsCell")
    record Cell(
            @Schema(
                    description =
                            "Where they stood at from. tier: they had one. ungraded: they had had one, and had none"
                                    + " though the deal was open. closed: they had had one until the deal was closed. new: they had"
                                    + " never had one. elsewhere: they were not this group's.",
                    enumeration = {"tier", "ungraded", "closed", "new", "elsewhere"})
            String fromStanding,

            @Schema(description = "The company's code of that tier; null without one.", nullable = true)
            String fromTier,

            @Schema(
                    description = "Where they stood at to.",
                    enumeration = {"tier", "ungraded", "closed", "elsewhere"})
            String toStanding,

            @Schema(description = "The company's code of that tier; null without one.", nullable = true)
            String toTier,

            @Schema(description = "How many customers stood so at from and so at to, whatever was in between.")
            long customers,

            @Schema(description = "How many times in between a customer went from the one directly to the other.")
            long changes) {}

    static TransitionsAnswer of(Transitions transitions, Grouping by) {
        return new TransitionsAnswer(
                transitions.period().from(),
                transitions.period().to(),
                by.word(),
                transitions.moves().stream()
                        .collect(groupingBy(Move::holder, LinkedHashMap::new, toList()))
                        .entrySet()
                        .stream()
                        .map(group -> row(group.getKey(), group.getValue(), transitions))
                        .toList());
    }

    private static Row row(Holder holder, List<Move> moves, Transitions transitions) {
        return new Row(
                holder.rep(),
                holder.team(),
                transitions.names().ofRep(holder.rep()),
                transitions.names().ofTeam(holder.team()),
                customers(moves, move -> move.from().kind().inStock()),
                customers(moves, move -> !move.from().kind().inStock()),
                customers(moves, move -> !move.to().kind().inStock()),
                customers(moves, move -> move.to().kind().inStock()),
                moves.stream().mapToLong(Move::changes).sum(),
                moves.stream().map(TransitionsAnswer::cell).toList());
    }

    private static long customers(List<Move> moves, Predicate<Move> which) {
        return moves.stream().filter(which).mapToLong(Move::customers).sum();
    }

    private static Cell cell(Move move) {
        return new Cell(
                move.from().kind().word(),
                move.from().tier(),
                move.to().kind().word(),
                move.to().tier(),
                move.customers(),
                move.changes());
    }

    List<List<Object>> lines() {
        return rows.stream()
                .flatMap(row -> row.cells().stream().map(cell -> line(row, cell)))
                .toList();
    }

    private List<Object> line(Row row, Cell cell) {
        return Arrays.asList(
                from,
                to,
                by,
                row.rep(),
                row.team(),
                row.repName(),
                row.teamName(),
                cell.fromStanding(),
                cell.fromTier(),
                cell.toStanding(),
                cell.toTier(),
                cell.customers(),
                cell.changes());
    }
}
