package io.tierline.analytics.rates.application;

import static java.util.stream.Collectors.toSet;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.directory.application.Directory;
import io.tierline.analytics.directory.domain.Entry.Company;
import io.tierline.analytics.metrics.application.ReadMetrics;
import io.tierline.analytics.rates.application.SeriesTable.Point;
import io.tierline.analytics.rates.application.SeriesTable.Series;
import io.tierline.analytics.rates.application.SeriesTable.Window;
import io.tierline.analytics.rates.domain.Counts;
import io.tierline.analytics.rates.domain.GroupCounts;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Per;
import io.tierline.analytics.rates.domain.RateCatalogue;
import io.tierline.analytics.rates.domain.RunningCounts;
import io.tierline.analytics.rates.domain.SliceCounts;
import io.tierline.analytics.rates.domain.Slices;
import io.tierline.analytics.rates.domain.Slot;
import io.tierline.analytics.rates.domain.Timespan.Period;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Answers how the rates went, point by point. */
@ApplicationScoped
public class ReadSeries {

    /** The most points of one series. */
    static final int MOST_POINTS = 3_000;

    /** The most values in one answer, of all series, points and rates, trailing ones too: some 12 MB. */
    static final int MOST_VALUES = 100_000;

    private final CallCounts counts;
    private final CallSlices slices;
    private final ReadMetrics metrics;
    private final Directory directory;
    private final Clock clock;

    ReadSeries(CallCounts counts, CallSlices slices, ReadMetrics metrics, Directory directory, Clock clock) {
        this.counts = counts;
        this.slices = slices;
        this.metrics = metrics;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * The tenant's rates, point by point.
     *
     * @throws Problem 422 when there is no such version of the tenant's rates, or more points or values than one answer
     *     may have
     */
    public Uni<SeriesTable> read(String tenant, SeriesQuestion question) {
        Period period = question.span().at(clock.instant());
        return metrics.asked(tenant, question.metrics())
                .chain(catalogue ->
                        zone(tenant, question).chain(zone -> read(tenant, question, period, zone, catalogue)));
    }

    private Uni<ZoneId> zone(String tenant, SeriesQuestion question) {
        return question.zone() != null
                ? Uni.createFrom().item(question.zone())
                : directory.company(tenant).map(Company::zone);
    }

    private Uni<SeriesTable> read(
            String tenant, SeriesQuestion question, Period period, ZoneId zone, RateCatalogue catalogue) {
        List<Slot> slots = question.step()
                .slots(period, zone, MOST_POINTS)
                .orElseThrow(() -> tooLarge("there would be more than " + MOST_POINTS
                        + " points; ask for a longer interval or a shorter period"));
        return counts.in(period, question.by(), Per.CALL, tenant, question.filter())
                .map(groups -> groups.isEmpty() && question.by() == Grouping.COMPANY
                        ? List.of(new GroupCounts(null, null, null, Counts.NONE))
                        : groups)
                .invoke(groups -> refuseTooMany(groups, slots, question, catalogue))
                .chain(groups -> series(tenant, question, zone, slots, groups))
                .chain(series -> directory
                        .names(tenant, ids(series, GroupCounts::rep), ids(series, GroupCounts::team))
                        .map(names -> new SeriesTable(question, period, zone, catalogue, names, series)));
    }

    private Uni<List<Series>> series(
            String tenant, SeriesQuestion question, ZoneId zone, List<Slot> slots, List<GroupCounts> groups) {
        if (groups.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<Instant> starts = question.trailing() == null
                ? List.of()
                : slots.stream()
                        .map(slot -> question.trailing().before(slot.to(), question.step(), zone))
                        .toList();
        List<Instant> moments = new ArrayList<>(starts);
        slots.forEach(slot -> moments.addAll(List.of(slot.from(), slot.to())));
        Slices cut = Slices.at(moments);
        return slices.in(cut, question.by(), tenant, question.filter()).map(counted -> {
            Map<String, List<SliceCounts>> byGroup = new HashMap<>();
            counted.forEach(some -> byGroup.computeIfAbsent(some.id(), none -> new ArrayList<>())
                    .add(some));
            return groups.stream()
                    .map(group -> new Series(
                            group,
                            points(slots, starts, new RunningCounts(cut, byGroup.getOrDefault(group.id(), List.of())))))
                    .toList();
        });
    }

    private static List<Point> points(List<Slot> slots, List<Instant> starts, RunningCounts running) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            points.add(new Point(
                    slot,
                    running.between(slot.from(), slot.to()),
                    starts.isEmpty() ? null : new Window(starts.get(i), running.between(starts.get(i), slot.to()))));
        }
        return points;
    }

    private static void refuseTooMany(
            List<GroupCounts> groups, List<Slot> slots, SeriesQuestion question, RateCatalogue catalogue) {
        long values =
                (long) groups.size() * slots.size() * catalogue.rates().size() * (question.trailing() == null ? 1 : 2);
        if (values > MOST_VALUES) {
            throw tooLarge("there would be " + values + " values (" + groups.size() + " series of " + slots.size()
                    + " points with " + catalogue.rates().size() + " rates); " + MOST_VALUES
                    + " are the most: ask for a longer interval, a shorter period, a coarser grouping or one team");
        }
    }

    private static Problem tooLarge(String message) {
        return Problem.invalid(List.of(new Fault("?interval", message)));
    }

    private static Set<String> ids(List<Series> series, Function<GroupCounts, String> id) {
        return series.stream()
                .map(Series::group)
                .map(id)
                .filter(Objects::nonNull)
                .collect(toSet());
    }
}
