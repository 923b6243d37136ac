package io.tierline.analytics.diagnosis.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.diagnosis.domain.Diagnosis;
import io.tierline.analytics.diagnosis.domain.Wording.Comparison;
import io.tierline.analytics.directory.application.Directory;
import io.tierline.analytics.rates.application.CallCounts;
import io.tierline.analytics.rates.domain.Counts;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.GroupCounts;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Per;
import io.tierline.analytics.rates.domain.Timespan;
import io.tierline.analytics.rates.domain.Timespan.Period;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares a rep with the rest of its team, or a team with the rest of the company, over the same period. */
@ApplicationScoped
public class Diagnose {

    /**
     * Somebody's calls beside the others'.
     *
     * @param rep who was looked at; null for a whole team
     * @param team the rep's, or who was looked at; null for a rep without a team
     * @param name what people call the rep or team; its id when nobody has told
     * @param own the calls of the one
     * @param others the calls of the others
     */
    public record Diagnosed(
            Period period,
            String rep,
            String team,
            String name,
            Comparison comparison,
            Counts own,
            Counts others,
            Diagnosis diagnosis) {}

    private final CallCounts counts;
    private final Directory directory;
    private final Clock clock;

    Diagnose(CallCounts counts, Directory directory, Clock clock) {
        this.counts = counts;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Compares the calls that a rep made in a team with those of the other reps there.
     *
     * @param filter which calls of both are looked at; its team is the team, null for the one of the rep's latest call; a
     *     rep who is in none is compared with all others
     */
    public Uni<Diagnosed> rep(String tenant, Timespan span, String rep, Filter filter) {
        Period period = span.at(clock.instant());
        return teamOf(tenant, period, rep, filter)
                .chain(team -> groups(tenant, period, Grouping.REP, with(filter, null, team.orElse(null)))
                        .chain(groups -> directory
                                .names(tenant, Set.of(rep), Set.of())
                                .map(names -> diagnosed(
                                        period,
                                        rep,
                                        team.orElse(null),
                                        names.ofRep(rep) == null ? rep : names.ofRep(rep),
                                        team.isPresent() ? Comparison.REP_WITH_TEAM : Comparison.REP_WITH_COMPANY,
                                        groups))));
    }

    /** Compares a team's calls with those of the other teams. */
    public Uni<Diagnosed> team(String tenant, Timespan span, String team, Filter filter) {
        Period period = span.at(clock.instant());
        return groups(tenant, period, Grouping.TEAM, with(filter, null, null))
                .chain(groups -> directory
                        .names(tenant, Set.of(), Set.of(team))
                        .map(names -> diagnosed(
                                period,
                                null,
                                team,
                                names.ofTeam(team) == null ? team : names.ofTeam(team),
                                Comparison.TEAM_WITH_COMPANY,
                                groups)));
    }

    private Uni<Optional<String>> teamOf(String tenant, Period period, String rep, Filter filter) {
        if (filter.team() != null) {
            return Uni.createFrom().item(Optional.of(filter.team()));
        }
        return groups(tenant, period, Grouping.REP, with(filter, rep, null))
                .map(groups -> groups.stream()
                        .map(GroupCounts::team)
                        .filter(team -> team != null)
                        .findFirst());
    }

    private Uni<List<GroupCounts>> groups(String tenant, Period period, Grouping by, Filter filter) {
        return counts.in(period, by, Per.CALL, tenant, filter);
    }

    /** Calls of nobody in particular, such as those that a dialler gave up, are neither one's own nor the others'. */
    private Diagnosed diagnosed(
            Period period, String rep, String team, String name, Comparison comparison, List<GroupCounts> groups) {
        String subject = rep == null ? team : rep;
        Counts own = Counts.NONE;
        Counts others = Counts.NONE;
        for (GroupCounts group : groups) {
            String id = rep == null ? group.team() : group.rep();
            if (subject.equals(id)) {
                own = own.plus(group.counts());
            } else if (id != null) {
                others = others.plus(group.counts());
            }
        }
        Diagnosis diagnosis = Diagnosis.of(own, others, period.elapsed(clock.instant()));
        return new Diagnosed(period, rep, team, name, comparison, own, others, diagnosis);
    }

    private static Filter with(Filter filter, String rep, String team) {
        return new Filter(
                rep, team, filter.campaign(), filter.directions(), filter.firstCalls(), filter.includeFlagged());
    }
}
