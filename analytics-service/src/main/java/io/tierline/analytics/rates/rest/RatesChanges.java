package io.tierline.analytics.rates.rest;

import io.tierline.analytics.rates.application.RateChanges;
import io.tierline.analytics.rates.rest.RatesAnswer.PriorPeriod;
import io.tierline.analytics.rates.rest.RatesAnswer.Row;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What has changed of an answer, as JSON. */
@Schema(name = "RatesChanges")
public record RatesChanges(
        @Schema(description = "First moment of the period by now, in UTC.")
        Instant from,

        @Schema(description = "End of the period by now, in UTC.")
        Instant to,

        @Schema(
                description = "Whose calls are counted together.",
                enumeration = {"rep", "team", "campaign", "company"})
        String by,

        @Schema(
                description = "What is counted.",
                enumeration = {"call", "customer"})
        String per,

        @Schema(description = "The version of the company's metrics that the rates are made by.")
        int metrics,

        @Schema(description = "The preceding period, when it was asked for; else null.", nullable = true)
        PriorPeriod prior,

        @Schema(description = "The rows that are new or different, whole: each takes the place of the one with its id.")
        List<Row> rows,

        @Schema(
                description =
                        "The ids of the rows that are there no more, as their groups have no calls any more; null is"
                                + " the row without an id.")
        List<String> gone) {

    static RatesChanges of(RateChanges changes) {
        RatesAnswer changed = RatesAnswer.of(changes.table());
        return new RatesChanges(
                changed.from(),
                changed.to(),
                changed.by(),
                changed.per(),
                changed.metrics(),
                changed.prior(),
                changed.rows(),
                changes.gone());
    }
}
