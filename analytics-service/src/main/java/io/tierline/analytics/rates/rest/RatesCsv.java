package io.tierline.analytics.rates.rest;

import io.tierline.analytics.rates.rest.RatesAnswer.RateBody;
import io.tierline.analytics.rates.rest.RatesAnswer.Row;
import java.util.Arrays;
import java.util.List;

/** Rates as CSV, long and flat: one line per row and rate, the row's counts on each of its lines. */
final class RatesCsv {

    /** The columns. Their names and order are stable; new ones are added at the end. */
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
            "per",
            "metrics",
            "repName",
            "teamName",
            "priorValue",
            "priorNumerator",
            "priorDenominator",
            "priorLow",
            "priorHigh",
            "change");

    private RatesCsv() {}

    static List<List<Object>> lines(RatesAnswer answer) {
        return answer.rows().stream()
                .flatMap(row ->
                        row.rates().entrySet().stream().map(rate -> line(answer, row, rate.getKey(), rate.getValue())))
                .toList();
    }

    private static List<Object> line(RatesAnswer answer, Row row, String id, RateBody rate) {
        RateBody prior = row.prior() == null ? null : row.prior().rates().get(id);
        return Arrays.asList(
                answer.from(),
                answer.to(),
                answer.by(),
                row.rep(),
                row.team(),
                row.campaign(),
                id,
                rate.value(),
                rate.numerator(),
                rate.denominator(),
                rate.low(),
                rate.high(),
                row.dials(),
                row.reached(),
                row.engaged(),
                row.pending(),
                row.failed(),
                row.talkSeconds(),
                answer.per(),
                answer.metrics(),
                row.repName(),
                row.teamName(),
                prior == null ? null : prior.value(),
                prior == null ? null : prior.numerator(),
                prior == null ? null : prior.denominator(),
                prior == null ? null : prior.low(),
                prior == null ? null : prior.high(),
                rate.change());
    }
}
