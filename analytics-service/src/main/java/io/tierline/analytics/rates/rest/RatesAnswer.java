package io.tierline.analytics.rates.rest;

import io.tierline.analytics.rates.application.RateTable;
import io.tierline.analytics.rates.domain.Counts;
import io.tierline.analytics.rates.domain.GroupCounts;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Proportion;
import io.tierline.analytics.rates.domain.Proportion.Interval;
import io.tierline.analytics.rates.domain.Rate;
import io.tierline.analytics.rates.domain.RateCatalogue;
import io.tierline.analytics.rates.domain.Timespan.Period;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Rates as JSON. Its descriptions are the API's documentation. */
@Schema(name = "Rates")
public record RatesAnswer(
        @Schema(description = "First moment of the period, in UTC. Calls that started then or later are in.")
        Instant from,

        @Schema(description = "End of the period, in UTC. Calls that started then are not in any more.")
        Instant to,

        @Schema(
                description = "Whose calls are counted together.",
                enumeration = {"rep", "team", "campaign", "company"})
        String by,

        @Schema(
                description = "What is counted: every call, or every customer once in each row.",
                enumeration = {"call", "customer"})
        String per,

        @Schema(description = "The version of the company's metrics that the rates were made by; 0: the built-in ones.")
        int metrics,

        @Schema(description = "The preceding period, when it was asked for; else null.", nullable = true)
        PriorPeriod prior,

        @Schema(
                description = "One row per group that has calls (in either period), sorted by id; calls without that id"
                        + " come last.")
        List<Row> rows) {

    /** The period of the same length that ends where the one asked for begins. */
    @Schema(name = "PriorPeriod")
    public record PriorPeriod(
            @Schema(description = "First moment of it, in UTC.")
            Instant from,

            @Schema(description = "End of it, in UTC.") Instant to) {

        static PriorPeriod of(Period period) {
            return period == null ? null : new PriorPeriod(period.from(), period.to());
        }
    }

    /** The calls of one group, and their rates. */
    @Schema(name = "RatesRow")
    public record Row(
            @Schema(
                    description = "By rep: whose calls these are; null for calls with no rep on the line. Else null.",
                    nullable = true)
            String rep,

            @Schema(
                    description = "By team: whose calls these are; null for calls of no team. By rep: the team of the"
                            + " rep's latest of these calls. Else null.",
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
                            "Summarised calls per outcome: NA not connected, WN bad number, BL hostile, CUT hung up,"
                                    + " RJ not needed, NO_NEED declined after the pitch, FOLLOW_UP call later, D follow-up agreed,"
                                    + " C meeting booked. All nine are there, 0 too.")
            Map<Outcome, Long> counts,

            @Schema(description = "Summarised calls: the sum of counts.")
            long dials,

            @Schema(description = "Calls in which somebody spoke with us: BL, CUT, RJ, NO_NEED, FOLLOW_UP, D, C.")
            long reached,

            @Schema(description = "Calls in which needs were probed and the product introduced: NO_NEED, D, C.")
            long engaged,

            @Schema(description = "Answered calls that the rep has not summarised yet. In no rate.")
            long pending,

            @Schema(description = "Calls that the network failed. In no rate.")
            long failed,

            @Schema(description = "Talk time of all these calls, the pending ones too, in seconds.")
            long talkSeconds,

            @Schema(
                    description =
                            "The rates by id: contact, validContact, invalid, hangUp, engagement, conversion, lead,"
                                    + " and what the company has added (/v1/metrics).")
            Map<String, RateBody> rates,

            @Schema(
                    description = "The same group in the preceding period, when it was asked for; else null.",
                    nullable = true)
            PriorCalls prior) {}

    /** A group's calls in the preceding period. */
    @Schema(name = "PriorCalls")
    public record PriorCalls(
            @Schema(description = "Summarised calls per outcome; all nine are there, 0 too.")
            Map<Outcome, Long> counts,

            @Schema(description = "Summarised calls.") long dials,

            @Schema(description = "Calls in which somebody spoke with us.")
            long reached,

            @Schema(description = "Calls in which the product was introduced.")
            long engaged,

            @Schema(description = "Calls that still have no summary.")
            long pending,

            @Schema(description = "Calls that the network failed.")
            long failed,

            @Schema(description = "Talk time of all of them, in seconds.")
            long talkSeconds,

            @Schema(description = "The rates by id; their change is null.")
            Map<String, RateBody> rates) {

        static PriorCalls of(Counts counts, RateCatalogue catalogue) {
            return new PriorCalls(
                    counts.outcomes(),
                    counts.dials(),
                    counts.reached(),
                    counts.engaged(),
                    counts.pending(),
                    counts.failed(),
                    counts.talkSeconds(),
                    ratesOf(counts, null, catalogue));
        }
    }

    /** A rate with how sure it is. */
    @Schema(name = "Rate")
    public record RateBody(
            @Schema(description = "numerator / denominator, 0 to 1; null when the denominator is 0.", nullable = true)
            Double value,

            @Schema(description = "Calls that the rate is about.")
            long numerator,

            @Schema(description = "Calls among which they are counted.")
            long denominator,

            @Schema(
                    description = "Lower end of the 95 % confidence interval (Wilson); null when the denominator is 0.",
                    nullable = true)
            Double low,

            @Schema(
                    description = "Upper end of the 95 % confidence interval (Wilson); null when the denominator is 0.",
                    nullable = true)
            Double high,

            @Schema(
                    description =
                            "By how much the value is larger than in the preceding period (value - prior value, -1 to"
                                    + " 1); null when that was not asked for or either value is null.",
                    nullable = true)
            Double change) {

        static RateBody of(Proportion rate, Double change) {
            return new RateBody(
                    rate.value().orElse(null),
                    rate.numerator(),
                    rate.denominator(),
                    rate.interval().map(Interval::low).orElse(null),
                    rate.interval().map(Interval::high).orElse(null),
                    change);
        }
    }

    static RatesAnswer of(RateTable table) {
        return new RatesAnswer(
                table.period().from(),
                table.period().to(),
                table.by().word(),
                table.per().word(),
                table.catalogue().version(),
                PriorPeriod.of(table.prior()),
                table.rows().stream().map(row -> rowOf(row, table)).toList());
    }

    private static Row rowOf(RateTable.Row row, RateTable table) {
        GroupCounts group = row.group();
        Counts counts = group.counts();
        return new Row(
                group.rep(),
                group.team(),
                group.campaign(),
                table.names().ofRep(group.rep()),
                table.names().ofTeam(group.team()),
                counts.outcomes(),
                counts.dials(),
                counts.reached(),
                counts.engaged(),
                counts.pending(),
                counts.failed(),
                counts.talkSeconds(),
                ratesOf(counts, row.prior(), table.catalogue()),
                row.prior() == null ? null : PriorCalls.of(row.prior(), table.catalogue()));
    }

    /** The rates by id; with their changes unless {@code prior} is null. */
    static Map<String, RateBody> ratesOf(Counts counts, Counts prior, RateCatalogue catalogue) {
        Map<String, RateBody> rates = new LinkedHashMap<>();
        for (Rate rate : catalogue.rates()) {
            Proportion now = rate.of(counts);
            rates.put(
                    rate.id(),
                    RateBody.of(
                            now,
                            prior == null
                                    ? null
                                    : now.changeSince(rate.of(prior)).orElse(null)));
        }
        return rates;
    }
}
