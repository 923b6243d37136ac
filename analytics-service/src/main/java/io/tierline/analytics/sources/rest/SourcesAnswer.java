package io.tierline.analytics.sources.rest;

import io.tierline.analytics.ShareBody;
import io.tierline.analytics.sources.application.ReadSources.Yields;
import io.tierline.analytics.sources.domain.SourceYield;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What calls have come to, by the sources of the addresses. */
@Schema(name = "Sources")
record SourcesAnswer(
        @Schema(description = "First moment of the period, in UTC.")
        Instant from,

        @Schema(description = "End of the period, in UTC; not in it any more.")
        Instant to,

        @Schema(description = "One row per source with calls, sorted by kind and name; what is not known comes last.")
        List<Source> rows) {

    /** The columns of the CSV. Their names and order are stable; new ones are added at the end. */
    static final List<String> COLUMNS = List.of(
            "from", "to", "sourceKind", "sourceName", "measure", "value", "numerator", "denominator", "low", "high");

    /** One source. */
    @Schema(name = "Source")
    record Source(
            @Schema(
                    description = "Where such sources are found; null when nobody has told.",
                    nullable = true,
                    enumeration = {"online", "offline"})
            String sourceKind,

            @Schema(
                    description = "Which one, as the customers' profiles name it; null when nobody has told.",
                    nullable = true,
                    example = "Tianyancha")
            String sourceName,

            @Schema(description = "Customers of this source whose calls in the period have an outcome.")
            long customers,

            @Schema(description = "Customers whose calls in the period are all pending or failed; in no share.")
            long withoutOutcome,

            @Schema(description = "Calls with an outcome.") long dials,

            @Schema(description = "Customers with no other outcome than WN: the address was no use.")
            long dead,

            @Schema(description = "The dead of the customers.")
            ShareBody deadShare,

            @Schema(description = "Customers who were reached at least once.")
            long reached,

            @Schema(description = "The reached of the customers.")
            ShareBody reachedShare,

            @Schema(description = "Customers who were engaged (NO_NEED, D, C) at least once.")
            long engaged,

            @Schema(description = "The engaged of the customers.")
            ShareBody engagedShare,

            @Schema(description = "Customers with whom a meeting was booked (C).")
            long meetings,

            @Schema(description = "Those with a meeting of the customers.")
            ShareBody meetingShare,

            @Schema(description = "Customers whose deal is won, as it stands now and not as of the period.")
            long won) {

        static Source of(SourceYield source) {
            return new Source(
                    source.kind(),
                    source.name(),
                    source.customers(),
                    source.withoutOutcome(),
                    source.dials(),
                    source.dead(),
                    ShareBody.of(source.share(source.dead())),
                    source.reached(),
                    ShareBody.of(source.share(source.reached())),
                    source.engaged(),
                    ShareBody.of(source.share(source.engaged())),
                    source.meetings(),
                    ShareBody.of(source.share(source.meetings())),
                    source.won());
        }

        private Map<String, Object> measures() {
            Map<String, Object> measures = new LinkedHashMap<>();
            measures.put("customers", customers);
            measures.put("withoutOutcome", withoutOutcome);
            measures.put("dials", dials);
            measures.put("dead", dead);
            measures.put("deadShare", deadShare);
            measures.put("reached", reached);
            measures.put("reachedShare", reachedShare);
            measures.put("engaged", engaged);
            measures.put("engagedShare", engagedShare);
            measures.put("meetings", meetings);
            measures.put("meetingShare", meetingShare);
            measures.put("won", won);
            return measures;
        }
    }

    static SourcesAnswer of(Yields yields) {
        return new SourcesAnswer(
                yields.period().from(),
                yields.period().to(),
                yields.sources().stream().map(Source::of).toList());
    }

    /** The lines of the CSV: one per source and measure. */
    List<List<Object>> lines() {
        List<List<Object>> lines = new ArrayList<>();
        rows.forEach(source -> source.measures().forEach((measure, value) -> lines.add(line(source, measure, value))));
        return lines;
    }

    private List<Object> line(Source source, String measure, Object value) {
        List<Object> line = new ArrayList<>(Arrays.asList(from, to, source.sourceKind(), source.sourceName(), measure));
        line.addAll(value instanceof ShareBody share ? share.cells() : Arrays.asList(value, null, null, null, null));
        return line;
    }
}
