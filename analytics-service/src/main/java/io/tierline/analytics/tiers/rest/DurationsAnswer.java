package io.tierline.analytics.tiers.rest;

import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.tiers.application.TakeStock.Durations;
import io.tierline.analytics.tiers.domain.TimeInTier;
import io.tierline.analytics.tiers.domain.TimeInTier.Lengths;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How long customers stay in tiers, as JSON and as CSV. */
@Schema(name = "TierDurations")
record DurationsAnswer(
        @Schema(description = "Stays that ended after this moment are in; UTC.")
        Instant from,

        @Schema(description = "Stays that ended until this moment are in; UTC.")
        Instant to,

        @Schema(
                description = "Whose customers are counted together.",
                enumeration = {"company", "team", "rep"})
        String by,

        @Schema(description = "One row per group and tier with stays, sorted by rep or team and tier.")
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
            "tier",
            "endedStays",
            "endedMeanSeconds",
            "endedMedianSeconds",
            "endedP90Seconds",
            "lastingStays",
            "lastingMeanSeconds",
            "lastingMedianSeconds",
            "lastingP90Seconds",
            "nextStanding",
            "nextTier",
            "nextStays");

    /** The stays of one group's customers in one tier. */
    @Schema(name = "TierDurationsRow")
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

            @Schema(description = "The company's code of the tier.")
            String tier,

            @Schema(description = "The stays that ended in the period.")
            LengthsBody ended,

            @Schema(description = "Where these went, by tier; those without one last.")
            List<NextBody> next,

            @Schema(
                    description =
                            "The stays that had not ended at to, as old as they were then. Where there are many, the"
                                    + " ended ones are the quick ones and make the tier look quicker than it is.")
            LengthsBody lasting) {}

    /** How long some stays were. */
    @Schema(name = "TierStayLengths")
    record LengthsBody(
            @Schema(description = "How many.") long stays,

            @Schema(description = "The mean, in whole seconds (86,400 to a day); null without a stay.", nullable = true)
            Long meanSeconds,

            @Schema(description = "Half of them were at most so long, in whole seconds.", nullable = true)
            Long medianSeconds,

            @Schema(description = "Nine of ten were at most so long, in whole seconds.", nullable = true)
            Long p90Seconds) {

        static LengthsBody of(Lengths lengths) {
            return new LengthsBody(
                    lengths.stays(), lengths.meanSeconds(), lengths.medianSeconds(), lengths.p90Seconds());
        }
    }

    /** Where stays went. */
    @Schema(name = "TierStayNext")
    record NextBody(
            @Schema(
                    description = "tier: to another tier. ungraded: to none. closed: to none, for the deal was closed.",
                    enumeration = {"tier", "ungraded", "closed"})
            String standing,

            @Schema(description = "The company's code of that tier; null without one.", nullable = true)
            String tier,

            @Schema(description = "How many went there, at least 1.")
            long stays) {}

    static DurationsAnswer of(Durations durations, Grouping by) {
        return new DurationsAnswer(
                durations.period().from(),
                durations.period().to(),
                by.word(),
                durations.tiers().stream().map(tier -> row(tier, durations)).toList());
    }

    private static Row row(TimeInTier time, Durations durations) {
        return new Row(
                time.holder().rep(),
                time.holder().team(),
                durations.names().ofRep(time.holder().rep()),
                durations.names().ofTeam(time.holder().team()),
                time.tier(),
                LengthsBody.of(time.ended()),
                time.next().stream()
                        .map(next ->
                                new NextBody(next.to().kind().word(), next.to().tier(), next.stays()))
                        .toList(),
                LengthsBody.of(time.lasting()));
    }

    /** One line per row and where its stays went; one without that when none has ended. */
    List<List<Object>> lines() {
        return rows.stream()
                .flatMap(row -> row.next().isEmpty()
                        ? Stream.of(line(row, null))
                        : row.next().stream().map(next -> line(row, next)))
                .toList();
    }

    private List<Object> line(Row row, NextBody next) {
        return Arrays.asList(
                from,
                to,
                by,
                row.rep(),
                row.team(),
                row.repName(),
                row.teamName(),
                row.tier(),
                row.ended().stays(),
                row.ended().meanSeconds(),
                row.ended().medianSeconds(),
                row.ended().p90Seconds(),
                row.lasting().stays(),
                row.lasting().meanSeconds(),
                row.lasting().medianSeconds(),
                row.lasting().p90Seconds(),
                next == null ? null : next.standing(),
                next == null ? null : next.tier(),
                next == null ? null : next.stays());
    }
}
