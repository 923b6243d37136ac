package io.tierline.analytics.diagnosis.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.diagnosis.domain.WeekHour;
import io.tierline.analytics.directory.application.Directory;
import io.tierline.analytics.directory.domain.Entry.Company;
import io.tierline.analytics.metrics.application.ReadMetrics;
import io.tierline.analytics.rates.application.CallSlices;
import io.tierline.analytics.rates.domain.Counts;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.RateCatalogue;
import io.tierline.analytics.rates.domain.Slices;
import io.tierline.analytics.rates.domain.Timespan;
import io.tierline.analytics.rates.domain.Timespan.Period;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** Answers how the calls went in each hour of the week. */
@ApplicationScoped
public class ReadBestHours {

    /**
     * What was found.
     *
     * @param period when the calls started
     * @param zone whose clock tells the hour
     * @param catalogue what the rates are
     * @param counts the calls per hour of the week; without hours that have none
     */
    public record Found(Period period, ZoneId zone, RateCatalogue catalogue, Map<WeekHour, Counts> counts) {}

    private final CallSlices slices;
    private final ReadMetrics metrics;
    private final Directory directory;
    private final Clock clock;

    ReadBestHours(CallSlices slices, ReadMetrics metrics, Directory directory, Clock clock) {
        this.slices = slices;
        this.metrics = metrics;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * The tenant's calls by the hour of the week in which they started.
     *
     * @param span not longer than some years: every hour of it is looked at
     * @param zone whose clock tells the hour; null for the company's
     * @param version of the tenant's own rates, from 0; null for the newest
     * @throws Problem 422 when there is no such version of the tenant's rates
     */
    public Uni<Found> read(String tenant, Timespan span, Filter filter, ZoneId zone, Integer version) {
        Period period = span.at(clock.instant());
        return metrics.asked(tenant, version)
                .chain(catalogue -> zone(tenant, zone)
                        .chain(local -> counts(tenant, period, filter, local)
                                .map(counts -> new Found(period, local, catalogue, counts))));
    }

    private Uni<ZoneId> zone(String tenant, ZoneId zone) {
        return zone != null
                ? Uni.createFrom().item(zone)
                : directory.company(tenant).map(Company::zone);
    }

    private Uni<Map<WeekHour, Counts>> counts(String tenant, Period period, Filter filter, ZoneId zone) {
        Slices cut = WeekHour.cut(period, zone);
        return slices.in(cut, Grouping.COMPANY, tenant, filter).map(counted -> {
            Map<WeekHour, Counts> counts = new HashMap<>();
            counted.forEach(some ->
                    counts.merge(WeekHour.at(cut.boundaries().get(some.slice()), zone), some.counts(), Counts::plus));
            return counts;
        });
    }
}
