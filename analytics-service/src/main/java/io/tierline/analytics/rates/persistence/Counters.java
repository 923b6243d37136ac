package io.tierline.analytics.rates.persistence;

import static java.util.stream.Collectors.toMap;

import io.tierline.analytics.rates.domain.Counts;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Status;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The counters that a call moves: columns of the tables of counters by the same name. */
final class Counters {

    /**
     * @param column its name
     * @param amount what one row of {@code call} adds to it, as an expression that is never null
     */
    private record Counter(String column, String amount) {}

    private static final List<Counter> ALL = Stream.concat(
                    Arrays.stream(Outcome.values())
                            .map(outcome -> new Counter(columnOf(outcome), oneIf("outcome", outcome.name()))),
                    Stream.of(
                            new Counter("pending", oneIf("status", Status.PENDING.word())),
                            new Counter("failed", oneIf("status", Status.FAILED.word())),
                            new Counter("talk_seconds", "coalesce(%stalk_seconds, 0)")))
            .toList();

    /** How many calls a row of counters stands for, as an expression. */
    static final String CALLS = ALL.stream()
            .map(Counter::column)
            .filter(column -> !column.equals("talk_seconds"))
            .collect(Collectors.joining(" + "));

    private Counters() {}

    /** The column in which calls with the outcome are counted. */
    static String columnOf(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    /** Something about each column, separated by commas. */
    static String columns(UnaryOperator<String> each) {
        return ALL.stream().map(counter -> each.apply(counter.column())).collect(Collectors.joining(", "));
    }

    /** Something about what a call adds to each counter, named after it; {@code call} is how its columns are qualified. */
    static String amounts(String call, UnaryOperator<String> each) {
        return ALL.stream()
                .map(counter -> each.apply(counter.amount().formatted(call)) + " as " + counter.column())
                .collect(Collectors.joining(", "));
    }

    /** Whose counters answer the question: rep, or team where no rep is asked for. */
    static String levelOf(Grouping by, Filter filter) {
        return by == Grouping.REP || filter.rep() != null ? "rep" : "team";
    }

    /** The counts in a row that has these columns. */
    static Counts in(Row row) {
        return new Counts(
                Arrays.stream(Outcome.values())
                        .collect(toMap(outcome -> outcome, outcome -> row.getLong(columnOf(outcome)))),
                row.getLong("pending"),
                row.getLong("failed"),
                row.getLong("talk_seconds"));
    }

    private static String oneIf(String column, String word) {
        return "(%s" + column + " is not distinct from '" + word + "')::int";
    }
}
