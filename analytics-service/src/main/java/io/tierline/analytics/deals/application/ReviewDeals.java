package io.tierline.analytics.deals.application;

import static java.util.stream.Collectors.toSet;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.deals.domain.DealCounts;
import io.tierline.analytics.directory.application.Directory;
import io.tierline.analytics.directory.domain.Names;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Timespan.Period;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Answers why deals were won and lost. */
@ApplicationScoped
public class ReviewDeals {

    /**
     * What came of deals.
     *
     * @param period when they ended
     * @param names of the reps or teams
     * @param groups sorted by id, what has none last
     */
    public record Review(Period period, Names names, List<DealCounts> groups) {}

    private final ClosedDeals deals;
    private final Directory directory;
    private final Clock clock;

    ReviewDeals(ClosedDeals deals, Directory directory, Clock clock) {
        this.deals = deals;
        this.directory = directory;
        this.clock = clock;
    }

    /** The tenant's deals. */
    public Uni<Review> review(String tenant, DealsQuestion question) {
        Period period = question.span().at(clock.instant());
        return deals.in(period, tenant, question).chain(groups -> {
            Set<String> ids =
                    groups.stream().map(DealCounts::id).filter(Objects::nonNull).collect(toSet());
            return directory
                    .names(
                            tenant,
                            question.by() == Grouping.REP ? ids : Set.of(),
                            question.by() == Grouping.TEAM ? ids : Set.of())
                    .map(names -> new Review(period, names, groups));
        });
    }
}
