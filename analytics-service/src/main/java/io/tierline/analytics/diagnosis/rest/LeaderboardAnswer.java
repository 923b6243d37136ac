package io.tierline.analytics.diagnosis.rest;

import io.tierline.analytics.ShareBody;
import io.tierline.analytics.diagnosis.domain.Leaderboard;
import io.tierline.analytics.diagnosis.domain.Leaderboard.Best;
import io.tierline.analytics.rates.application.RateTable;
import io.tierline.analytics.rates.domain.GroupCounts;
import io.tierline.analytics.rates.domain.Rate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who is best, surely. */
@Schema(name = "Leaderboard")
record LeaderboardAnswer(
        @Schema(description = "First moment of the period, in UTC.")
        Instant from,

        @Schema(description = "End of the period, in UTC; not in it any more.")
        Instant to,

        @Schema(
                description = "Who is ranked.",
                enumeration = {"rep", "team", "campaign"})
        String by,

        @Schema(description = "The rate by which they are ranked.")
        String metric,

        @Schema(description = "The version of the company's metrics.")
        int metrics,

        @Schema(
                description = "Which end of the scale is good.",
                enumeration = {"highest", "lowest"})
        String best,

        @Schema(description = "The best one first; only those with calls that the rate is about.")
        List<Entry> entries) {

    static final List<String> COLUMNS = List.of(
            "from",
            "to",
            "by",
            "metric",
            "metrics",
            "best",
            "place",
            "rep",
            "team",
            "campaign",
            "repName",
            "teamName",
            "value",
            "numerator",
            "denominator",
            "low",
            "high");

    /** A place on the board. */
    @Schema(name = "LeaderboardEntry")
    record Entry(
            @Schema(description = "From 1; equal ones share a place.")
            int place,

            String rep,
            String team,
            String campaign,
            String repName,
            String teamName,
            ShareBody share) {}

    static LeaderboardAnswer of(RateTable table, Rate rate, Best best) {
        List<GroupCounts> groups =
                table.rows().stream().map(RateTable.Row::group).toList();
        return new LeaderboardAnswer(
                table.period().from(),
                table.period().to(),
                table.by().word(),
                rate.id(),
                table.catalogue().version(),
                best.name().toLowerCase(Locale.ROOT),
                Leaderboard.of(groups, rate, best).stream()
                        .map(entry -> new Entry(
                                entry.place(),
                                entry.group().rep(),
                                entry.group().team(),
                                entry.group().campaign(),
                                table.names().ofRep(entry.group().rep()),
                                table.names().ofTeam(entry.group().team()),
                                ShareBody.of(entry.share())))
                        .toList());
    }

    List<List<Object>> lines() {
        return entries.stream().map(this::line).toList();
    }

    private List<Object> line(Entry entry) {
        List<Object> line = new ArrayList<>(Arrays.asList(
                from,
                to,
                by,
                metric,
                metrics,
                best,
                entry.place(),
                entry.rep(),
                entry.team(),
                entry.campaign(),
                entry.repName(),
                entry.teamName()));
        line.addAll(entry.share().cells());
        return line;
    }
}
