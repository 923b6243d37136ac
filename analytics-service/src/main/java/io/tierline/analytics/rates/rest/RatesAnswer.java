package io.tierline.analytics.rates.rest;

import static java.util.stream.Collectors.toMap;

import io.tierline.analytics.rates.application.RateTable;
import io.tierline.analytics.rates.domain.GroupCounts;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Proportion;
import io.tierline.analytics.rates.domain.Proportion.Interval;
import io.tierline.analytics.rates.domain.RateCatalogue;
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

        @Schema(description = "One row per group that has calls, sorted by id; calls without that id come last.")
        List<Row> rows) {

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
                            "The rates by id: contact, validContact, invalid, hangUp, engagement, conversion, lead.")
            Map<String, RateBody> rates) {}

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
            Double high) {

        static RateBody of(Proportion rate) {
            return new RateBody(
                    rate.value().orElse(null),
                    rate.numerator(),
                    rate.denominator(),
                    rate.interval().map(Interval::low).orElse(null),
                    rate.interval().map(Interval::high).orElse(null));
        }
    }

    static RatesAnswer of(RateTable table) {
        return new RatesAnswer(
                table.period().from(),
                table.period().to(),
                table.by().word(),
                table.groups().stream()
                        .map(group -> rowOf(group, table.catalogue()))
                        .toList());
    }

    private static Row rowOf(GroupCounts group, RateCatalogue catalogue) {
        return new Row(
                group.rep(),
                group.team(),
                group.campaign(),
                group.counts().outcomes(),
                group.counts().dials(),
                group.counts().reached(),
                group.counts().engaged(),
                group.counts().pending(),
                group.counts().failed(),
                group.counts().talkSeconds(),
                catalogue.of(group.counts()).entrySet().stream()
                        .collect(toMap(
                                Map.Entry::getKey,
                                rate -> RateBody.of(rate.getValue()),
                                (one, other) -> one,
                                LinkedHashMap::new)));
    }
}
