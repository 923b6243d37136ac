package io.tierline.analytics.discipline.rest;

import io.tierline.analytics.ShareBody;
import io.tierline.analytics.discipline.application.DisciplineTable;
import io.tierline.analytics.discipline.domain.Discipline;
import io.tierline.analytics.discipline.domain.FollowUps;
import io.tierline.analytics.discipline.domain.Meetings;
import io.tierline.analytics.discipline.domain.Summaries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How reliably groups do what is to be done besides calling. */
@Schema(name = "Discipline")
record DisciplineAnswer(
        @Schema(description = "First moment of the period, in UTC.")
        Instant from,

        @Schema(description = "End of the period, in UTC; not in it any more.")
        Instant to,

        @Schema(description = "Whose calls are counted together.")
        String by,

        @Schema(description = "One row per group that has anything to do, sorted by id; what has no id comes last.")
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
            "part",
            "measure",
            "value",
            "numerator",
            "denominator",
            "low",
            "high");

    /** One group. */
    @Schema(name = "DisciplineRow")
    record Row(
            @Schema(description = "By rep: whose calls; null for calls without a rep.", nullable = true)
            String rep,

            @Schema(description = "By team: whose calls; by rep: the team of the latest of its calls.", nullable = true)
            String team,

            @Schema(description = "What the directory calls the rep.", nullable = true)
            String repName,

            @Schema(description = "What the directory calls the team.", nullable = true)
            String teamName,

            SummariesBody summaries,
            FollowUpsBody followUps,
            MeetingsBody meetings) {}

    /** How well calls are summarised. */
    @Schema(name = "DisciplineSummaries", description = "Of the calls that started in the period.")
    record SummariesBody(
            @Schema(description = "Calls that only a rep can tell of: summarised by one, or pending.")
            long calls,

            @Schema(description = "Those of them that wait for their summary.")
            long pending,

            @Schema(description = "How long the oldest of these has waited, in seconds.", nullable = true)
            Long oldestPendingSeconds,

            @Schema(description = "Those whose summary contradicts the telephony system, for review.")
            long flagged,

            @Schema(description = "The flagged of those that have a summary.")
            ShareBody flaggedShare,

            @Schema(description = "Summaries of which it is known when they were given.")
            long timed,

            @Schema(
                    description = "Seconds from the end of the talk to the summary: half of them took no longer.",
                    nullable = true)
            Long medianSeconds,

            @Schema(description = "Nine tenths of them took no longer.", nullable = true)
            Long p90Seconds,

            @Schema(description = "Their mean, rounded.", nullable = true)
            Long meanSeconds,

            @Schema(
                    description =
                            "Given within five minutes; of those that were given and those that have waited for more"
                                    + " than five minutes.")
            ShareBody withinFiveMinutes,

            @Schema(
                    description =
                            "Given on the day of the call, in the company's zone; of those that were given and those"
                                    + " whose day is over.")
            ShareBody sameDay) {

        static SummariesBody of(Summaries summaries) {
            return new SummariesBody(
                    summaries.calls(),
                    summaries.pending(),
                    summaries.oldestPendingSeconds(),
                    summaries.flagged(),
                    ShareBody.of(summaries.flaggedShare()),
                    summaries.times().number(),
                    summaries.times().median(),
                    summaries.times().ninetiethPercentile(),
                    summaries.times().mean(),
                    ShareBody.of(summaries.withinFiveMinutes()),
                    ShareBody.of(summaries.sameDay()));
        }

        Map<String, Object> measures() {
            Map<String, Object> measures = new LinkedHashMap<>();
            measures.put("calls", calls);
            measures.put("pending", pending);
            measures.put("oldestPendingSeconds", oldestPendingSeconds);
            measures.put("flagged", flagged);
            measures.put("flaggedShare", flaggedShare);
            measures.put("timed", timed);
            measures.put("medianSeconds", medianSeconds);
            measures.put("p90Seconds", p90Seconds);
            measures.put("meanSeconds", meanSeconds);
            measures.put("withinFiveMinutes", withinFiveMinutes);
            measures.put("sameDay", sameDay);
            return measures;
        }
    }

    /** How well promises to call again are kept. */
    @Schema(name = "DisciplineFollowUps", description = "Due in the period; without those that were cancelled.")
    record FollowUpsBody(
            @Schema(description = "All of them.") long due,

            @Schema(
                    description =
                            "The contact was called, in vain or not, by the end of the day, in the company's zone.")
            long kept,

            @Schema(description = "The day is over, and nobody called.")
            long missed,

            @Schema(description = "The day is not over, and nobody has called yet.")
            long open,

            @Schema(description = "The kept of the kept and the missed.")
            ShareBody keptShare) {

        static FollowUpsBody of(FollowUps followUps) {
            return new FollowUpsBody(
                    followUps.due(),
                    followUps.kept(),
                    followUps.missed(),
                    followUps.open(),
                    ShareBody.of(followUps.keptShare()));
        }

        Map<String, Object> measures() {
            Map<String, Object> measures = new LinkedHashMap<>();
            measures.put("due", due);
            measures.put("kept", kept);
            measures.put("missed", missed);
            measures.put("open", open);
            measures.put("keptShare", keptShare);
            return measures;
        }
    }

    /** What becomes of meetings. */
    @Schema(name = "DisciplineMeetings", description = "Whose time lies in the period.")
    record MeetingsBody(
            @Schema(description = "All of them.") long booked,

            @Schema(description = "They met.") long held,

            @Schema(description = "Somebody did not come.") long missed,

            @Schema(description = "Still to come.") long open,

            @Schema(description = "Their time has come, and nobody has said what became of them.")
            long unreported,

            @Schema(description = "Those of all that were moved to another time at least once.")
            long moved,

            @Schema(description = "The held of the held and the missed.")
            ShareBody heldShare) {

        static MeetingsBody of(Meetings meetings) {
            return new MeetingsBody(
                    meetings.booked(),
                    meetings.held(),
                    meetings.missed(),
                    meetings.open(),
                    meetings.unreported(),
                    meetings.moved(),
                    ShareBody.of(meetings.heldShare()));
        }

        Map<String, Object> measures() {
            Map<String, Object> measures = new LinkedHashMap<>();
            measures.put("booked", booked);
            measures.put("held", held);
            measures.put("missed", missed);
            measures.put("open", open);
            measures.put("unreported", unreported);
            measures.put("moved", moved);
            measures.put("heldShare", heldShare);
            return measures;
        }
    }

    static DisciplineAnswer of(DisciplineTable table) {
        return new DisciplineAnswer(
                table.period().from(),
                table.period().to(),
                table.by().word(),
                table.rows().stream().map(row -> rowOf(row, table)).toList());
    }

    private static Row rowOf(Discipline row, DisciplineTable table) {
        return new Row(
                row.rep(),
                row.team(),
                table.names().ofRep(row.rep()),
                table.names().ofTeam(row.team()),
                SummariesBody.of(row.summaries()),
                FollowUpsBody.of(row.followUps()),
                MeetingsBody.of(row.meetings()));
    }

    /** The lines of the CSV: one per row and measure. */
    List<List<Object>> lines() {
        List<List<Object>> lines = new ArrayList<>();
        for (Row row : rows) {
            row.summaries().measures().forEach((measure, value) -> lines.add(line(row, "summaries", measure, value)));
            row.followUps().measures().forEach((measure, value) -> lines.add(line(row, "followUps", measure, value)));
            row.meetings().measures().forEach((measure, value) -> lines.add(line(row, "meetings", measure, value)));
        }
        return lines;
    }

    private List<Object> line(Row row, String part, String measure, Object value) {
        List<Object> line = new ArrayList<>(
                Arrays.asList(from, to, by, row.rep(), row.team(), row.repName(), row.teamName(), part, measure));
        line.addAll(value instanceof ShareBody share ? share.cells() : Arrays.asList(value, null, null, null, null));
        return line;
    }
}
