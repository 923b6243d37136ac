package io.tierline.analytics.diagnosis.rest;

import io.tierline.analytics.ShareBody;
import io.tierline.analytics.diagnosis.domain.Stage;
import io.tierline.analytics.rates.application.RateTable;
import io.tierline.analytics.rates.domain.Counts;
import io.tierline.analytics.rates.domain.GroupCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many calls came to each stage. */
@Schema(name = "Funnel")
record FunnelAnswer(
        @Schema(description = "First moment of the period, in UTC.")
        Instant from,

        @Schema(description = "End of the period, in UTC; not in it any more.")
        Instant to,

        @Schema(
                description = "Whose calls are counted together.",
                enumeration = {"rep", "team", "campaign", "company"})
        String by,

        @Schema(description = "One row per group that has calls, sorted by id.")
        List<Row> rows) {

    static final List<String> COLUMNS = List.of(
            "from",
            "to",
            "by",
            "rep",
            "team",
            "campaign",
            "repName",
            "teamName",
            "stage",
            "count",
            "value",
            "numerator",
            "denominator",
            "low",
            "high");

    /** The calls of one group. */
    @Schema(name = "FunnelRow")
    record Row(
            String rep,
            String team,
            String campaign,
            String repName,
            String teamName,

            @Schema(description = "From the dial to the meeting; each stage is a part of the one before it.")
            List<StageBody> stages) {}

    /** One stage. */
    @Schema(name = "FunnelStage")
    record StageBody(
            @Schema(enumeration = {"dial", "valid-number", "reached", "stayed-on", "engaged", "lead", "meeting"})
            String stage,

            @Schema(description = "Its name in the language asked for.")
            String label,

            @Schema(description = "Calls that came this far.")
            long count,

            @Schema(
                    description = "Of the calls that came to the stage before, those that came this far; null for the"
                            + " dial.",
                    nullable = true)
            ShareBody step) {}

    static FunnelAnswer of(RateTable table, String language) {
        return new FunnelAnswer(
                table.period().from(),
                table.period().to(),
                table.by().word(),
                table.rows().stream()
                        .map(row -> {
                            GroupCounts group = row.group();
                            return new Row(
                                    group.rep(),
                                    group.team(),
                                    group.campaign(),
                                    table.names().ofRep(group.rep()),
                                    table.names().ofTeam(group.team()),
                                    stages(group.counts(), language));
                        })
                        .toList());
    }

    private static List<StageBody> stages(Counts counts, String language) {
        return Arrays.stream(Stage.values())
                .map(stage -> new StageBody(
                        stage.word(),
                        stage.nameIn(language),
                        counts.of(stage.outcomes()),
                        stage == Stage.DIAL ? null : ShareBody.of(stage.stepIn(counts))))
                .toList();
    }

    List<List<Object>> lines() {
        return rows.stream()
                .flatMap(row -> row.stages().stream().map(stage -> line(row, stage)))
                .toList();
    }

    private List<Object> line(Row row, StageBody stage) {
        List<Object> line = new ArrayList<>(Arrays.asList(
                from,
                to,
                by,
                row.rep(),
                row.team(),
                row.campaign(),
                row.repName(),
                row.teamName(),
                stage.stage(),
                stage.count()));
        line.addAll(
                stage.step() == null
                        ? Collections.nCopies(5, null)
                        : stage.step().cells());
        return line;
    }
}
