package io.tierline.analytics.deals.rest;

import static java.util.stream.Collectors.joining;

import io.tierline.analytics.ShareBody;
import io.tierline.analytics.deals.domain.Section;
import io.tierline.analytics.deals.rest.WinLossAnswer.Competitor;
import io.tierline.analytics.deals.rest.WinLossAnswer.Criterion;
import io.tierline.analytics.deals.rest.WinLossAnswer.Reason;
import io.tierline.analytics.deals.rest.WinLossAnswer.Results;
import io.tierline.analytics.deals.rest.WinLossAnswer.Row;
import io.tierline.analytics.deals.rest.WinLossAnswer.Value;
import io.tierline.analytics.deals.rest.WinLossAnswer.Worth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A review of deals as a table: one line per result, amount, reason, competitor, criterion and value of the profile. */
final class WinLossCsv {

    static final List<String> COLUMNS = List.of(
            "from",
            "to",
            "by",
            "rep",
            "team",
            "repName",
            "teamName",
            "section",
            "subject",
            "item",
            "result",
            "deals",
            "won",
            "lost",
            "disqualified",
            "first",
            "sum",
            "median",
            "value",
            "numerator",
            "denominator",
            "low",
            "high",
            "metValue",
            "metNumerator",
            "metDenominator",
            "metLow",
            "metHigh",
            "effect",
            "effectLow",
            "effectHigh",
            "adjustedP",
            "verdict",
            "standards");

    /** The cells of one line by their columns; the others are empty. */
    private static final class Line {

        private final Map<String, Object> cells = new HashMap<>();

        Line with(String column, Object value) {
            cells.put(column, value);
            return this;
        }

        Line share(ShareBody share) {
            return with("value", share.value())
                    .with("numerator", share.numerator())
                    .with("denominator", share.denominator())
                    .with("low", share.low())
                    .with("high", share.high());
        }

        Line effect(Double effect, Double low, Double high, double adjustedP, String verdict) {
            return with("effect", effect)
                    .with("effectLow", low)
                    .with("effectHigh", high)
                    .with("adjustedP", adjustedP)
                    .with("verdict", verdict);
        }

        List<Object> inOrder() {
            List<Object> line = new ArrayList<>();
            COLUMNS.forEach(column -> line.add(cells.get(column)));
            return line;
        }
    }

    private WinLossCsv() {}

    static List<List<Object>> lines(WinLossAnswer answer) {
        return answer.rows().stream()
                .flatMap(row -> linesOf(row)
                        .map(line -> line.with("from", answer.from())
                                .with("to", answer.to())
                                .with("by", answer.by())
                                .with("rep", row.rep())
                                .with("team", row.team())
                                .with("repName", row.repName())
                                .with("teamName", row.teamName())
                                .inOrder()))
                .toList();
    }

    private static Stream<Line> linesOf(Row row) {
        Stream<Line> results = row.results() == null
                ? Stream.empty()
                : Stream.concat(
                        Stream.of(results(row.results())),
                        row.results().amounts().stream().map(WinLossCsv::worth));
        return Stream.of(
                        results.map(in(Section.RESULTS)),
                        asked(row.reasons()).map(WinLossCsv::reason).map(in(Section.REASONS)),
                        asked(row.competitors()).map(WinLossCsv::competitor).map(in(Section.COMPETITORS)),
                        asked(row.criteria()).map(WinLossCsv::criterion).map(in(Section.CRITERIA)),
                        asked(row.profile()).map(WinLossCsv::value).map(in(Section.PROFILE)))
                .flatMap(lines -> lines);
    }

    private static <E> Stream<E> asked(List<E> entries) {
        return entries == null ? Stream.empty() : entries.stream();
    }

    private static UnaryOperator<Line> in(Section section) {
        return line -> line.with("section", section.word());
    }

    private static Line results(Results results) {
        return new Line()
                .with("deals", results.won() + results.lost() + results.disqualified())
                .with("won", results.won())
                .with("lost", results.lost())
                .with("disqualified", results.disqualified())
                .share(results.winRate());
    }

    private static Line worth(Worth worth) {
        return new Line()
                .with("subject", "amount")
                .with("item", worth.currency())
                .with("result", worth.result())
                .with("deals", worth.deals())
                .with("sum", worth.sum())
                .with("median", worth.median());
    }

    private static Line reason(Reason reason) {
        return new Line()
                .with("item", reason.reason())
                .with("result", reason.result())
                .with("deals", reason.deals())
                .with("first", reason.first())
                .share(reason.share());
    }

    private static Line competitor(Competitor competitor) {
        return new Line()
                .with("item", competitor.competitor())
                .with("deals", competitor.deals())
                .with("won", competitor.won())
                .with("lost", competitor.lost())
                .with("disqualified", competitor.disqualified())
                .share(competitor.winRate());
    }

    private static Line criterion(Criterion criterion) {
        return new Line()
                .with("subject", criterion.tier())
                .with("item", criterion.criterion())
                .share(criterion.unmet())
                .with("metValue", criterion.met().value())
                .with("metNumerator", criterion.met().numerator())
                .with("metDenominator", criterion.met().denominator())
                .with("metLow", criterion.met().low())
                .with("metHigh", criterion.met().high())
                .effect(
                        criterion.difference(),
                        criterion.differenceLow(),
                        criterion.differenceHigh(),
                        criterion.adjustedP(),
                        criterion.verdict())
                .with(
                        "standards",
                        criterion.standards().stream().map(String::valueOf).collect(joining(" ")));
    }

    private static Line value(Value value) {
        return new Line()
                .with("subject", value.attribute())
                .with("item", value.value())
                .with("deals", value.won() + value.lost())
                .with("won", value.won())
                .with("lost", value.lost())
                .share(value.winRate())
                .effect(value.lift(), value.liftLow(), value.liftHigh(), value.adjustedP(), value.verdict());
    }
}
