package io.tierline.analytics.rates.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.metrics.application.ReadMetrics;
import io.tierline.analytics.rates.application.CountedCalls.Place;
import io.tierline.analytics.rates.domain.CountedCall;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Rate;
import io.tierline.analytics.rates.domain.RateCatalogue;
import io.tierline.analytics.rates.domain.Timespan;
import io.tierline.analytics.rates.domain.Timespan.Period;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the calls behind a number. */
@ApplicationScoped
public class FindCalls {

    /**
     * Some of the calls.
     *
     * @param period in which all of them started
     * @param page the newest first
     */
    public record Found(Period period, Page<CountedCall> page) {}

    private static final Pattern VERSION = Pattern.compile("[0-9]{1,9}");

    private final CountedCalls calls;
    private final ReadMetrics metrics;
    private final Clock clock;

    FindCalls(CountedCalls calls, ReadMetrics metrics, Clock clock) {
        this.calls = calls;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * A page of the calls. All pages together have as many as {@link ReadRates} counts: what a window and the newest metrics
     * mean is settled by the first page and goes on in the cursor.
     *
     * @param limit calls on the page, from 1
     * @param cursor the {@code next} of the page before; null for the first
     * @throws Problem 422 when there is no such version of the tenant's rates, no such rate, or when the cursor is none of
     *     this question
     */
    public Uni<Found> page(String tenant, CallsQuestion question, int limit, String cursor) {
        List<String> key = Cursor.read(cursor, 5);
        Period period = key == null ? question.span().at(clock.instant()) : pinned(key, question.span());
        Place after = key == null ? null : new Place(Cursor.time(key.get(3)), key.get(4));
        Integer version =
                question.metrics() == null && key != null ? Integer.valueOf(version(key)) : question.metrics();
        return metrics.asked(tenant, version)
                .chain(catalogue -> calls.newest(
                                tenant,
                                period,
                                question.filter(),
                                question.unassigned(),
                                outcomes(question, catalogue),
                                after,
                                limit + 1)
                        .map(rows -> new Found(
                                period,
                                Page.of(
                                        rows,
                                        limit,
                                        last -> Cursor.of(
                                                period.from().toString(),
                                                period.to().toString(),
                                                String.valueOf(catalogue.version()),
                                                last.startedAt().toString(),
                                                last.callId())))));
    }

    private static Set<Outcome> outcomes(CallsQuestion question, RateCatalogue catalogue) {
        if (question.rate() == null) {
            return null;
        }
        return catalogue
                .rate(question.rate())
                .map(question.part()::of)
                .orElseThrow(() -> Problem.invalid(List.of(new Fault(
                        "?rate",
                        "must be one of "
                                + catalogue.rates().stream().map(Rate::id).collect(Collectors.joining(", "))))));
    }

    /** The period of the first page; it has to be one that the question could have meant then. */
    private static Period pinned(List<String> key, Timespan span) {
        var from = Cursor.time(key.get(0));
        var to = Cursor.time(key.get(1));
        boolean meant = span instanceof Timespan.Window window
                ? Duration.between(from, to).equals(window.length())
                : span.equals(from.isBefore(to) ? new Period(from, to) : null);
        if (!meant) {
            throw Cursor.refused();
        }
        return new Period(from, to);
    }

    private static String version(List<String> key) {
        if (!VERSION.matcher(key.get(2)).matches()) {
            throw Cursor.refused();
        }
        return key.get(2);
    }
}
