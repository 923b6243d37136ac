package io.tierline.call.agenda.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.agenda.domain.Meeting;
import io.tierline.call.agenda.domain.Meeting.State;
import io.tierline.call.agenda.domain.MeetingCounts;
import io.tierline.call.agenda.domain.Period;
import io.tierline.call.policies.application.CompanyPolicy;
import io.tierline.call.policies.domain.Company;
import io.tierline.kit.paging.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Reads meetings, as they stand now by the company's days. */
@ApplicationScoped
public class ReadMeetings {

    private final Meetings meetings;
    private final CompanyPolicy companies;
    private final Clock clock;

    ReadMeetings(Meetings meetings, CompanyPolicy companies, Clock clock) {
        this.meetings = meetings;
        this.companies = companies;
        this.clock = clock;
    }

    /**
     * A page of them; it may have fewer than the limit and still not be the last.
     *
     * @param state null for any
     */
    public Uni<Page<Meeting>> page(String tenant, Asked asked, State state, int limit, String cursor) {
        Position after = Position.read(cursor);
        return companies
                .of(tenant)
                .map(Company::timeZone)
                .chain(zone -> read(tenant, asked.scope(clock.instant(), zone))
                        .page(one -> state == null || one.state() == state, limit, after));
    }

    /** How many meetings of each kind lie in the period, which has a beginning and an end. */
    public Uni<Tally<MeetingCounts>> count(String tenant, By by, Period period, String rep, String team) {
        Instant now = clock.instant();
        Tally.Count<MeetingCounts> count = new Tally.Count<>(by, MeetingCounts.NONE);
        return read(tenant, new Scope(rep, team, null, period))
                .each(one -> count.add(one.agreed(), counts -> counts.and(one, now)))
                .map(all -> count.over(period));
    }

    private Chunks<Meeting> read(String tenant, Scope scope) {
        return new Chunks<>(
                (after, rows) -> meetings.list(tenant, scope, after, rows), one -> Position.of(one.agreed()));
    }
}
