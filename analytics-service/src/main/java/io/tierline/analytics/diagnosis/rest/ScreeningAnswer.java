package io.tierline.analytics.diagnosis.rest;

import io.tierline.analytics.ShareBody;
import io.tierline.analytics.diagnosis.domain.Screening;
import io.tierline.analytics.rates.application.RateTable;
import io.tierline.analytics.rates.domain.GroupCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What came of first calls. */
@Schema(name = "Screening")
record ScreeningAnswer(
        @Schema(description = "First moment of the period, in UTC.")
        Instant from,

        @Schema(description = "End of the period, in UTC; not in it any more.")
        Instant to,

        @Schema(
                description = "Whose calls are counted together.",
                enumeration = {"rep", "team", "campaign", "company"})
        String by,

        @Schema(description = "One row per group that has first calls, sorted by id.")
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
            "firstCalls",
            "ruledOut",
            "qualified",
            "appointments",
            "open",
            "screenedValue",
            "screenedNumerator",
            "screenedDenominator",
            "screenedLow",
            "screenedHigh",
            "qualifiedValue",
            "qualifiedNumerator",
            "qualifiedDenominator",
            "qualifiedLow",
            "qualifiedHigh",
            "appointmentValue",
            "appointmentNumerator",
            "appointmentDenominator",
            "appointmentLow",
            "appointmentHigh");

    /** The first calls of one group. */
    @Schema(name = "ScreeningRow")
    record Row(
            String rep,
            String team,
            String campaign,
            String repName,
            String teamName,

            @Schema(description = "Customers whose first call ever in which they were reached is among these.")
            long firstCalls,

            @Schema(description = "Of them, ruled out: BL, RJ, NO_NEED.")
            long ruledOut,

            @Schema(description = "Of them, potential or target customers: D, C.")
            long qualified,

            @Schema(description = "Of them, with a meeting booked: C.")
            long appointments,

            @Schema(description = "Of them, still open: CUT, FOLLOW_UP.")
            long open,

            @Schema(description = "The share after which one knows: ruled out or qualified.")
            ShareBody screenedShare,

            @Schema(description = "The share that is qualified.")
            ShareBody qualifiedShare,

            @Schema(description = "The share with a meeting booked.")
            ShareBody appointmentShare) {}

    static ScreeningAnswer of(RateTable table) {
        return new ScreeningAnswer(
                table.period().from(),
                table.period().to(),
                table.by().word(),
                table.rows().stream().map(row -> row(row.group(), table)).toList());
    }

    private static Row row(GroupCounts group, RateTable table) {
        Screening screening = Screening.of(group.counts());
        return new Row(
                group.rep(),
                group.team(),
                group.campaign(),
                table.names().ofRep(group.rep()),
                table.names().ofTeam(group.team()),
                screening.firstCalls(),
                screening.ruledOut(),
                screening.qualified(),
                screening.appointments(),
                screening.open(),
                ShareBody.of(screening.screened()),
                ShareBody.of(screening.qualifiedShare()),
                ShareBody.of(screening.appointmentShare()));
    }

    List<List<Object>> lines() {
        return rows.stream().map(this::line).toList();
    }

    private List<Object> line(Row row) {
        List<Object> line = new ArrayList<>(Arrays.asList(
                from,
                to,
                by,
                row.rep(),
                row.team(),
                row.campaign(),
                row.repName(),
                row.teamName(),
                row.firstCalls(),
                row.ruledOut(),
                row.qualified(),
                row.appointments(),
                row.open()));
        line.addAll(row.screenedShare().cells());
        line.addAll(row.qualifiedShare().cells());
        line.addAll(row.appointmentShare().cells());
        return line;
    }
}
