package io.tierline.analytics.rates.rest;

import io.tierline.analytics.rates.rest.RatesAnswer.RateBody;
import io.tierline.analytics.rates.rest.RatesAnswer.Row;
import io.tierline.kit.csv.Csv;
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
            "talkSeconds");

    private RatesCsv() {}

    static String of(RatesAnswer answer) {
        return Csv.of(
                COLUMNS,
                answer.rows().stream()
                        .flatMap(row -> row.rates().entrySet().stream()
                                .map(rate -> line(answer, row, rate.getKey(), rate.getValue())))
                        .toList());
    }

    private static List<Object> line(RatesAnswer answer, Row row, String id, RateBody rate) {
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
                row.talkSeconds());
    }
}
