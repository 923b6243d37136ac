package io.tierline.analytics.deals.application;

import static java.util.stream.Collectors.toSet;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.deals.domain.BroughtCounts;
import io.tierline.analytics.deals.domain.BroughtCounts.Referrer;
import io.tierline.analytics.directory.application.Directory;
import io.tierline.analytics.directory.domain.Names;
import io.tierline.analytics.rates.domain.Timespan;
import io.tierline.analytics.rates.domain.Timespan.Period;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Answers whom won customers have brought. */
@ApplicationScoped
public class ReviewReferrals {

    /**
     * Whom the customers won in a period have brought.
     *
     * @param period when they were won
     * @param names of the referrers' owners
     */
    public record Review(Period period, Names names, BroughtCounts counts) {}

    private final Referrals referrals;
    private final Directory directory;
    private final Clock clock;

    ReviewReferrals(Referrals referrals, Directory directory, Clock clock) {
        this.referrals = referrals;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * The tenant's referrals.
     *
     * @param rep whose customers the referrers are now; null for anybody's
     * @param team whose customers the referrers are now; null for any
     * @param limit how many referrers to name
     */
    public Uni<Review> review(String tenant, Timespan span, String rep, String team, int limit) {
        Period period = span.at(clock.instant());
        return referrals
                .ofCustomersWonIn(period, tenant, rep, team, limit)
                .chain(counts -> directory
                        .names(tenant, owners(counts, Referrer::ownerRep), owners(counts, Referrer::ownerTeam))
                        .map(names -> new Review(period, names, counts)));
    }

    private static Set<String> owners(BroughtCounts counts, Function<Referrer, String> owner) {
        return counts.first().stream().map(owner).filter(Objects::nonNull).collect(toSet());
    }
}
