package io.tierline.analytics.sources.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Timespan;
import io.tierline.analytics.rates.domain.Timespan.Period;
import io.tierline.analytics.sources.domain.SourceYield;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Answers which sources of addresses are worth their calls. */
@ApplicationScoped
public class ReadSources {

    /**
     * The sources' yield.
     *
     * @param period when the calls started
     */
    public record Yields(Period period, List<SourceYield> sources) {}

    private final Sources sources;
    private final Clock clock;

    ReadSources(Sources sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    /** What the tenant's calls have come to, by the sources of their customers. */
    public Uni<Yields> read(String tenant, Timespan span, Filter filter) {
        Period period = span.at(clock.instant());
        return sources.in(period, tenant, filter).map(found -> new Yields(period, found));
    }
}
