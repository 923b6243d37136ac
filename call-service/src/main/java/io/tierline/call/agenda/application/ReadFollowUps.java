package io.tierline.call.agenda.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.agenda.domain.FollowUp;
import io.tierline.call.agenda.domain.FollowUp.Standing;
import io.tierline.call.agenda.domain.FollowUp.Status;
import io.tierline.call.agenda.domain.FollowUpCounts;
import io.tierline.call.agenda.domain.Period;
import io.tierline.call.policies.application.CompanyPolicy;
import io.tierline.call.policies.domain.Company;
import io.tierline.kit.paging.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** Reads follow-ups, as they stand now by the company's days. */
@ApplicationScoped
public class ReadFollowUps {

    /** A follow-up and how it stands. */
    public record Seen(FollowUp followUp, Standing standing) {}

    private final FollowUps followUps;
    private final CompanyPolicy companies;
    private final Clock clock;

    ReadFollowUps(FollowUps followUps, CompanyPolicy companies, Clock clock) {
        this.followUps = followUps;
        this.companies = companies;
        this.clock = clock;
    }

    /**
     * A page of them; it may have fewer than the limit and still not be the last.
     *
     * @param status null for any
     */
    public Uni<Page<Seen>> page(String tenant, Asked asked, Status status, int limit, String cursor) {
        Position after = Position.read(cursor);
        return zone(tenant).chain(zone -> {
            Instant now = clock.instant();
            return seen(tenant, asked.scope(now, zone), now, zone)
                    .page(one -> status == null || one.standing().status() == status, limit, after);
        });
    }

    /** The follow-up that a call promised; null when it promised none. */
    public Uni<Seen> of(String tenant, String callId) {
        return zone(tenant)
                .chain(zone -> followUps
                        .of(tenant, callId)
                        .map(one -> one == null ? null : new Seen(one, one.standing(clock.instant(), zone))));
    }

    /** How many follow-ups of each kind are due in the period, which has a beginning and an end. */
    public Uni<Tally<FollowUpCounts>> count(String tenant, By by, Period period, String rep, String team) {
        return zone(tenant).chain(zone -> {
            Instant now = clock.instant();
            Scope scope = new Scope(rep, team, null, period);
            Tally.Count<FollowUpCounts> count = new Tally.Count<>(by, FollowUpCounts.NONE);
            return seen(tenant, scope, now, zone)
                    .each(one ->
                            count.add(one.followUp().agreed(), counts -> counts.and(one.followUp(), one.standing())))
                    .map(all -> count.over(period));
        });
    }

    private Chunks<Seen> seen(String tenant, Scope scope, Instant now, ZoneId zone) {
        return new Chunks<>(
                (after, rows) -> followUps
                        .list(tenant, scope, after, rows)
                        .map(some -> some.stream()
                                .map(one -> new Seen(one, one.standing(now, zone)))
                                .toList()),
                one -> Position.of(one.followUp().agreed()));
    }

    private Uni<ZoneId> zone(String tenant) {
        return companies.of(tenant).map(Company::timeZone);
    }
}
