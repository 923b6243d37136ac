package io.tierline.grading.worklist.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.grading.worklist.application.Candidates;
import io.tierline.grading.worklist.domain.Candidate;
import io.tierline.grading.worklist.domain.Urgency;
import io.tierline.grading.worklist.domain.Workday;
import io.tierline.grading.worklist.domain.Workday.Rhythm;
import io.tierline.kit.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Candidates in the table {@code customer}, as they are kept by grading. */
@ApplicationScoped
class PostgresCandidates implements Candidates {

    private static final Columns<Rhythm> RHYTHMS = new Columns<Rhythm>()
            .text("tier", Rhythm::tier)
            .integer("rank", Rhythm::rank)
            .bigint("every", rhythm -> rhythm.every().toSeconds())
            .instant("contact_before", Rhythm::contactBefore);

    /**
     * Ranks as {@link Workday#reasonsFor} does, so that only the page's customers are read whole; a test holds that both agree.
     * It looks at one rep's or one team's customers, by their index.
     */
    private static final String MOST_URGENT = "select found.*, head.rank, head.at from"
            + " (select customer_id, name, status, customer.tier, rep, team, progress, last_contact, follow_up, deadline,"
            + " status = 'OPEN' as open, coalesce(last_contact, progress) as waiting,"
            + " case when (status = 'WON' or round > 1) and (referral_asked_at is null"
            + " or referral_asked_at < $2::timestamptz - interval '180 days') then satisfied_since end as satisfied_since,"
            + " case when status = 'OPEN' and not called then fit end as fit,"
            + " rhythm.rank as tier_rank, rhythm.every, rhythm.contact_before"
            + " from customer left join unnest($11::text[], $12::int[], $13::bigint[], $14::timestamptz[])"
            + " as rhythm(tier, rank, every, contact_before) on rhythm.tier = customer.tier"
            + " where tenant = $1 and status in ('OPEN', 'WON') and ($5::text is null or rep = $5)"
            + " and ($6::text is null or team = $6)) found"
            + " cross join lateral (select rank, at from (values"
            + " ('FOLLOW_UP', case when follow_up < $3 then " + Workday.FOLLOW_UP + " end, follow_up),"
            + " ('OVERDUE', case when open and deadline < $2 then " + Workday.OVERDUE + " end, deadline),"
            + " ('DEADLINE', case when open and deadline >= $2 and deadline <= $4 then " + Workday.DEADLINE
            + " end, deadline),"
            + " ('CADENCE', case when open and waiting < contact_before then " + Workday.CADENCE
            + " end, waiting + make_interval(secs => every)),"
            + " ('REFERRAL_REQUEST', case when satisfied_since is not null then " + Workday.REFERRAL_REQUEST
            + " end, satisfied_since),"
            + " ('NEXT_STEP', case when open and tier_rank is distinct from 0 then coalesce(" + Workday.NEXT_STEP
            + " + tier_rank, " + Workday.UNGRADED + ") end, coalesce(last_contact, 'epoch')),"
            + " ('BEST_FIT', case when fit is not null then " + Workday.BEST_FIT + " + 100 - fit end, 'epoch')"
            + ") as reason(kind, rank, at) where rank is not null and ($7::text is null or kind = $7)"
            + " order by rank, at limit 1) head"
            + " where $8::int is null or (head.rank, head.at, customer_id) > ($8, $9::timestamptz, $10::text)"
            + " order by head.rank, head.at, customer_id limit $15";

    @Override
    public Uni<List<Ranked>> mostUrgent(SqlConnection transaction, Scope scope, Workday day, After after, int atMost) {
        Tuple parameters = RHYTHMS.bind(
                day.rhythms(),
                scope.tenant(),
                Columns.inUtc(day.now()),
                Columns.inUtc(day.end()),
                Columns.inUtc(day.horizon()),
                scope.rep(),
                scope.team(),
                scope.kind() == null ? null : scope.kind().name(),
                after == null ? null : after.urgency().rank(),
                after == null ? null : Columns.inUtc(after.urgency().at()),
                after == null ? null : after.customerId());
        parameters.addInteger(atMost);
        return transaction.preparedQuery(MOST_URGENT).execute(parameters).map(rows -> {
            List<Ranked> ranked = new ArrayList<>(rows.size());
            rows.forEach(row -> ranked.add(
                    new Ranked(candidate(row), new Urgency(row.getInteger("rank"), Columns.instant(row, "at")))));
            return ranked;
        });
    }

    private static Candidate candidate(Row row) {
        return new Candidate(
                row.getString("customer_id"),
                row.getString("name"),
                State.valueOf(row.getString("status")),
                row.getString("tier"),
                row.getString("rep"),
                row.getString("team"),
                Columns.instant(row, "progress"),
                Columns.instant(row, "last_contact"),
                Columns.instant(row, "follow_up"),
                Columns.instant(row, "deadline"),
                Columns.instant(row, "satisfied_since"),
                row.getInteger("fit"));
    }
}
