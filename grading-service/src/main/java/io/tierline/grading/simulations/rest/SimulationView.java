package io.tierline.grading.simulations.rest;

import io.tierline.grading.grades.domain.Grade.Basis;
import io.tierline.grading.simulations.domain.Separation;
import io.tierline.grading.simulations.domain.Simulation;
import io.tierline.grading.simulations.domain.Simulation.TierCount;
import io.tierline.grading.standards.domain.Language;
import io.tierline.grading.standards.domain.Standard;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What would happen if a standard were activated, in the reader's language. */
@Schema(name = "Simulation")
record SimulationView(
        @Schema(description = "The version that was tried; null for a draft.")
        Integer standard,

        @Schema(description = "The version that is active.") int active,

        @Schema(description = "The one moment for which everybody was graded by both.")
        Instant at,

        @Schema(description = "All customers of the company.")
        long customers,

        @Schema(description = "Those that are won, lost or disqualified and have no tier by any standard.")
        long closed,

        @Schema(description = "Those whose tier would be another one.")
        long moved,

        @Schema(description = "Those that would be overdue and are not.")
        long newlyOverdue,

        @Schema(description = "How many open customers have each tier now.")
        List<TierCountView> before,

        @Schema(description = "How many would have each.") List<TierCountView> after,

        @Schema(description = "From where to where; the most customers first.")
        List<MoveView> moves,

        @Schema(description = "How well each tells won deals from lost ones, just before they were closed.")
        SeparationsView separation) {

    static SimulationView of(Simulation simulation, Standard standard, Language language) {
        return new SimulationView(
                standard.version() == 0 ? null : standard.version(),
                simulation.active(),
                simulation.at(),
                simulation.customers(),
                simulation.closed(),
                simulation.moved(),
                simulation.newlyOverdue(),
                simulation.before().stream().map(TierCountView::of).toList(),
                simulation.after().stream().map(TierCountView::of).toList(),
                simulation.moves().stream()
                        .map(move -> MoveView.of(move, language))
                        .toList(),
                new SeparationsView(
                        SeparationView.of(simulation.separationBefore()),
                        SeparationView.of(simulation.separationAfter())));
    }

    /** How many customers have a tier. */
    @Schema(name = "SimulatedTier")
    record TierCountView(
            @Schema(description = "Its code; null for no tier.")
            String tier,

            long customers) {

        static TierCountView of(TierCount count) {
            return new TierCountView(count.tier().orElse(null), count.customers());
        }
    }

    /** Customers that would go the same way. */
    @Schema(name = "SimulatedMove")
    record MoveView(
            String from,
            String to,
            long customers,

            @Schema(description = "The first five of them, by id.")
            List<ExampleView> examples) {

        static MoveView of(Simulation.Move move, Language language) {
            return new MoveView(
                    move.from().orElse(null),
                    move.to().orElse(null),
                    move.customers(),
                    move.examples().stream()
                            .map(example -> ExampleView.of(example, move, language))
                            .toList());
        }
    }

    /** One customer that would move. */
    @Schema(name = "SimulatedCustomer")
    record ExampleView(
            String customerId,
            String from,
            String to,

            @Schema(
                    description = "On what it has its tier now.",
                    enumeration = {"criteria", "outcome"})
            String fromBasis,

            @Schema(
                    description = "On what it would have the other one.",
                    enumeration = {"criteria", "outcome"})
            String toBasis,

            @Schema(
                    description =
                            "The criteria that make the difference; none if it is an outcome's floor or time alone that does.")
            List<ReasonView> why) {

        static ExampleView of(Simulation.Example example, Simulation.Move move, Language language) {
            return new ExampleView(
                    example.customerId(),
                    move.from().orElse(null),
                    move.to().orElse(null),
                    word(example.fromBasis()),
                    word(example.toBasis()),
                    example.why().stream()
                            .map(reason -> ReasonView.of(reason, language))
                            .toList());
        }

        private static String word(Optional<Basis> basis) {
            return basis.map(each -> each.name().toLowerCase(Locale.ROOT)).orElse(null);
        }
    }

    /** A criterion that makes the difference. */
    @Schema(name = "SimulatedReason")
    record ReasonView(
            @Schema(
                    description = "Whose criterion it is: of the active standard or of the simulated one.",
                    enumeration = {"active", "simulated"})
            String by,

            String tier,
            String criterion,
            String label,
            boolean met,
            @Schema(description = "What it read, in words.") String why) {

        static ReasonView of(Simulation.Reason reason, Language language) {
            return new ReasonView(
                    reason.byActive() ? "active" : "simulated",
                    reason.tier(),
                    reason.result().criterion().id(),
                    reason.result().criterion().label().in(language),
                    reason.result().met(),
                    reason.result().why(language));
        }
    }

    /** The active standard's and the simulated one's. */
    @Schema(name = "Separations")
    record SeparationsView(SeparationView active, SeparationView simulated) {}

    /** How well a standard tells won deals from lost ones. */
    @Schema(name = "Separation")
    record SeparationView(
            @Schema(
                    description =
                            "Probability that a won deal had a better tier than a lost one, ties counted half: 1 is perfect,"
                                    + " 0.5 a coin; null unless there are deals of both kinds.")
            Double probability,

            long won,
            long lost,

            @Schema(description = "By the tier that they had just before they were closed.")
            List<SeparationTierView> tiers) {

        static SeparationView of(Separation separation) {
            return new SeparationView(
                    separation.probability().orElse(null),
                    separation.won(),
                    separation.lost(),
                    separation.tiers().stream()
                            .map(tier -> new SeparationTierView(tier.code().orElse(null), tier.won(), tier.lost()))
                            .toList());
        }
    }

    /** Deals of one tier. */
    @Schema(name = "SeparationTier")
    record SeparationTierView(
            @Schema(description = "Null for no tier.") String tier, long won, long lost) {}
}
