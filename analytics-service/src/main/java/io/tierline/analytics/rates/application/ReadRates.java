package io.tierline.analytics.rates.application;

import static java.util.stream.Collectors.toSet;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.directory.application.Directory;
import io.tierline.analytics.metrics.application.ReadMetrics;
import io.tierline.analytics.rates.domain.Counts;
import io.tierline.analytics.rates.domain.GroupCounts;
import io.tierline.analytics.rates.domain.RateCatalogue;
import io.tierline.analytics.rates.domain.Timespan.Period;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Answers what the rates are. */
@ApplicationScoped
public class ReadRates {

    private final CallCounts counts;
    private final ReadMetrics metrics;
    private final Directory directory;
    private final Clock clock;

    ReadRates(CallCounts counts, ReadMetrics metrics, Directory directory, Clock clock) {
        this.counts = counts;
        this.metrics = metrics;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * The tenant's rates.
     *
     * @throws Problem 422 when there is no such version of the tenant's rates, or when the preceding period would begin
     *     before 1970
     */
    public Uni<RateTable> read(String tenant, RatesQuestion question) {
        Period period = question.span().at(clock.instant());
        Period prior = question.prior() ? priorOf(period) : null;
        return metrics.asked(tenant, question.metrics())
                .chain(catalogue -> groups(tenant, question, period)
                        .chain(groups -> prior == null
                                ? named(tenant, question, period, null, catalogue, alone(groups))
                                : groups(tenant, question, prior)
                                        .chain(before -> named(
                                                tenant,
                                                question,
                                                period,
                                                prior,
                                                catalogue,
                                                besideEachOther(groups, before)))));
    }

    private Uni<List<GroupCounts>> groups(String tenant, RatesQuestion question, Period period) {
        return counts.in(period, question.by(), question.per(), tenant, question.filter());
    }

    private Uni<RateTable> named(
            String tenant,
            RatesQuestion question,
            Period period,
            Period prior,
            RateCatalogue catalogue,
            List<RateTable.Row> rows) {
        return directory
                .names(tenant, ids(rows, GroupCounts::rep), ids(rows, GroupCounts::team))
                .map(names -> new RateTable(period, prior, question.by(), question.per(), catalogue, names, rows));
    }

    private static Period priorOf(Period period) {
        return period.before()
                .orElseThrow(() ->
                        Problem.invalid(List.of(new Fault("?prior", "the preceding period would begin before 1970"))));
    }

    private static List<RateTable.Row> alone(List<GroupCounts> groups) {
        return groups.stream().map(group -> new RateTable.Row(group, null)).toList();
    }

    /** Both lists are sorted by id, what has none last, and so is the answer. */
    private static List<RateTable.Row> besideEachOther(List<GroupCounts> groups, List<GroupCounts> before) {
        Map<String, RateTable.Row> rows = new TreeMap<>(Comparator.nullsLast(Comparator.<String>naturalOrder()));
        groups.forEach(group -> rows.put(group.id(), new RateTable.Row(group, Counts.NONE)));
        before.forEach(group -> rows.merge(
                group.id(),
                new RateTable.Row(group.with(Counts.NONE), group.counts()),
                (present, gone) -> new RateTable.Row(present.group(), gone.prior())));
        return List.copyOf(rows.values());
    }

    private static Set<String> ids(List<RateTable.Row> rows, Function<GroupCounts, String> id) {
        return rows.stream()
                .map(RateTable.Row::group)
                .map(id)
                .filter(Objects::nonNull)
                .collect(toSet());
    }
}
