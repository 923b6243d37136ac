package io.tierline.analytics.rates.rest;

import io.tierline.analytics.rates.application.SeriesTable;
import io.tierline.analytics.rates.domain.Counts;
import io.tierline.analytics.rates.domain.GroupCounts;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.RateCatalogue;
import io.tierline.analytics.rates.rest.RatesAnswer.RateBody;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Rates point by point as JSON and CSV. Its descriptions are the API's documentation. */
@Schema(name = "RateSeries")
record SeriesAnswer(
        @Schema(description = "First moment of the period, in UTC.")
        Instant from,

        @Schema(description = "End of the period, in UTC; not in it any more.")
        Instant to,

        @Schema(
                description = "Whose calls are counted together.",
                enumeration = {"rep", "team", "campaign", "company"})
        String by,

        @Schema(description = "How long a point is, as it was asked for.", examples = "P1D")
        String interval,

        @Schema(description = "The time zone by whose clock days begin.", examples = "Asia/Shanghai")
        String tz,

        @Schema(description = "The version of the company's metrics that the rates were made by; 0: the built-in ones.")
        int metrics,

        @Schema(
                description = "The length of the window that ends with every point, when it was asked for; else null.",
                examples = "P7D",
                nullable = true)
        String trailing,

        @Schema(
                description = "One per group that has calls in the period, sorted by id, calls without that id last; by"
                        + " company always one.")
        List<Series> series) {

    /** The columns of the CSV. Their names and order are stable; new ones are added at the end. */
    static final List<String> COLUMNS = List.of(
            "from",
            "to",
            "by",
            "rep",
            "team",
            "campaign",
            "rate",
            "value",
            "numerator",
            "denominator",
            "low",
            "high",
            "dials",
            "reached",
            "engaged",
            "pending",
            "failed",
            "talkSeconds",
            "interval",
            "tz",
            "complete",
            "metrics",
            "repName",
            "teamName",
            "trailing",
            "trailingFrom",
            "trailingValue",
            "trailingNumerator",
            "trailingDenominator",
            "trailingLow",
            "trailingHigh");

    /** The calls of one group, point by point. */
    @Schema(name = "RateSeriesGroup")
    record Series(
            @Schema(
                    description = "By rep: whose calls these are; null for calls with no rep on the line. Else null.",
                    nullable = true)
            String rep,

            @Schema(
                    description = "By team: whose calls these are; null for calls of no team. By rep: the team of the"
                            + " rep's latest call in the period. Else null.",
                    nullable = true)
            String team,

            @Schema(
                    description = "By campaign: whose calls these are; null for calls of no campaign. Else null.",
                    nullable = true)
            String campaign,

            @Schema(description = "What people call the rep; null when the directory does not say.", nullable = true)
            String repName,

            @Schema(description = "What people call the team; null when the directory does not say.", nullable = true)
            String teamName,

            @Schema(
                    description =
                            "All points of the period in order, without a gap; those without calls too, with counts"
                                    + " of 0 and rates of null.")
            List<Point> points) {}

    /** One point: the calls that started in it. */
    @Schema(name = "RateSeriesPoint")
    record Point(
            @Schema(description = "First moment of the point, in UTC.")
            Instant from,

            @Schema(description = "End of the point, in UTC; not in it any more.")
            Instant to,

            @Schema(
                    description = "Whether it is a whole interval; false for a first or last one that the period cuts"
                            + " short.")
            boolean complete,

            @Schema(description = "Summarised calls per outcome; all nine are there, 0 too.")
            Map<Outcome, Long> counts,

            @Schema(description = "Summarised calls.") long dials,

            @Schema(description = "Calls in which somebody spoke with us.")
            long reached,

            @Schema(description = "Calls in which the product was introduced.")
            long engaged,

            @Schema(description = "Answered calls that the rep has not summarised yet. In no rate.")
            long pending,

            @Schema(description = "Calls that the network failed. In no rate.")
            long failed,

            @Schema(description = "Talk time of all these calls, in seconds.")
            long talkSeconds,

            @Schema(description = "The rates by id; their change is null.")
            Map<String, RateBody> rates,

            @Schema(
                    description = "The window that ends with the point, when it was asked for; else null.",
                    nullable = true)
            Trailing trailing) {

        static Point of(SeriesTable.Point point, RateCatalogue catalogue) {
            Counts counts = point.counts();
            return new Point(
                    point.slot().from(),
                    point.slot().to(),
                    point.slot().whole(),
                    counts.outcomes(),
                    counts.dials(),
                    counts.reached(),
                    counts.engaged(),
                    counts.pending(),
                    counts.failed(),
                    counts.talkSeconds(),
                    RatesAnswer.ratesOf(counts, null, catalogue),
                    Trailing.of(point.trailing(), catalogue));
        }
    }

    /** The rates of a window that ends with a point. */
    @Schema(name = "RateSeriesTrailing")
    record Trailing(
            @Schema(description = "First moment of the window, in UTC; may lie before the period.")
            Instant from,

            @Schema(description = "The rates by id, of all calls from there to the end of the point.")
            Map<String, RateBody> rates) {

        static Trailing of(SeriesTable.Window window, RateCatalogue catalogue) {
            return window == null
                    ? null
                    : new Trailing(window.from(), RatesAnswer.ratesOf(window.counts(), null, catalogue));
        }
    }

    static SeriesAnswer of(SeriesTable table) {
        return new SeriesAnswer(
                table.period().from(),
                table.period().to(),
                table.question().by().word(),
                table.question().step().word(),
                table.zone().getId(),
                table.catalogue().version(),
                table.question().trailing() == null
                        ? null
                        : table.question().trailing().word(),
                table.series().stream().map(series -> seriesOf(series, table)).toList());
    }

    private static Series seriesOf(SeriesTable.Series series, SeriesTable table) {
        GroupCounts group = series.group();
        return new Series(
                group.rep(),
                group.team(),
                group.campaign(),
                table.names().ofRep(group.rep()),
                table.names().ofTeam(group.team()),
                series.points().stream()
                        .map(point -> Point.of(point, table.catalogue()))
                        .toList());
    }

    /** One line per group, point and rate, the point's counts on each of its lines. */
    List<List<Object>> lines() {
        return series.stream()
                .flatMap(group -> group.points().stream()
                        .flatMap(point -> point.rates().keySet().stream().map(rate -> line(group, point, rate))))
                .toList();
    }

    private List<Object> line(Series group, Point point, String id) {
        RateBody rate = point.rates().get(id);
        RateBody behind =
                point.trailing() == null ? null : point.trailing().rates().get(id);
        return Arrays.asList(
                point.from(),
                point.to(),
                by,
                group.rep(),
                group.team(),
                group.campaign(),
                id,
                rate.value(),
                rate.numerator(),
                rate.denominator(),
                rate.low(),
                rate.high(),
                point.dials(),
                point.reached(),
                point.engaged(),
                point.pending(),
                point.failed(),
                point.talkSeconds(),
                interval,
                tz,
                point.complete(),
                metrics,
                group.repName(),
                group.teamName(),
                trailing,
                behind == null ? null : point.trailing().from(),
                behind == null ? null : behind.value(),
                behind == null ? null : behind.numerator(),
                behind == null ? null : behind.denominator(),
                behind == null ? null : behind.low(),
                behind == null ? null : behind.high());
    }
}
