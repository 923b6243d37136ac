package io.tierline.grading.worklist.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.care.domain.ReferralRequest;
import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.grading.worklist.application.Candidates;
import io.tierline.grading.worklist.domain.Candidate;
import io.tierline.grading.worklist.domain.Kind;
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
     * One line of the ranking.
     *
     * @param when condition on the columns of {@link #FOUND}
     */
    private record Rule(Kind kind, String when, String rank, String at) {}

    /**
     * The rules of {@link Workday#reasonsFor} in the order of their ranks, so that the first that holds is a customer's most
     * urgent. A test holds that both agree.
     */
    private static final List<Rule> RULES = List.of(
            new Rule(Kind.FOLLOW_UP, "follow_up < $3", "" + Workday.FOLLOW_UP, "follow_up"),
            new Rule(Kind.OVERDUE, "open and deadline < $2", "" + Workday.OVERDUE, "deadline"),
            new Rule(Kind.DEADLINE, "open and deadline >= $2 and deadline <= $4", "" + Workday.DEADLINE, "deadline"),
            new Rule(
                    Kind.CADENCE,
                    "open and waiting < contact_before",
                    "" + Workday.CADENCE,
                    "waiting + make_interval(secs => every)"),
            new Rule(
                    Kind.REFERRAL_REQUEST,
                    "satisfied_since is not null",
                    "" + Workday.REFERRAL_REQUEST,
                    "satisfied_since"),
            new Rule(
                    Kind.NEXT_STEP,
                    "open and tier_rank > 0",
                    Workday.NEXT_STEP + " + tier_rank",
                    "coalesce(last_contact, 'epoch')"),
            new Rule(Kind.BEST_FIT, "fit > 0", Workday.BEST_FIT + " + 100 - fit", "'epoch'::timestamptz"),
            new Rule(
                    Kind.NEXT_STEP,
                    "open and tier_rank is null",
                    "" + Workday.UNGRADED,
                    "coalesce(last_contact, 'epoch')"));

    private static final String FOUND = "select customer_id, name, status, customer.tier, rep, team, progress,"
            + " last_contact, follow_up, deadline,"
            + " status = 'OPEN' as open, coalesce(last_contact, progress) as waiting,"
            + " case when (status = 'WON' or round > 1) and (referral_asked_at is null"
            + " or referral_asked_at < $2::timestamptz - make_interval(secs => $15)) then satisfied_since end as satisfied_since,"
            + " case when status = 'OPEN' and not called then fit end as fit,"
            + " rhythm.rank as tier_rank, rhythm.every, rhythm.contact_before"
            + " from customer left join unnest($10::text[], $11::int[], $12::bigint[], $13::timestamptz[])"
            + " as rhythm(tier, rank, every, contact_before) on rhythm.tier = customer.tier"
            + " where tenant = $1 and status in ('OPEN', 'WON') and merged_into is null";

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
                after == null ? null : after.urgency().rank(),
                after == null ? null : Columns.inUtc(after.urgency().at()),
                after == null ? null : after.customerId());
        parameters.addInteger(atMost).addDouble((double) ReferralRequest.PAUSE.toSeconds());
        return transaction.preparedQuery(sql(scope)).execute(parameters).map(rows -> {
            List<Ranked> ranked = new ArrayList<>(rows.size());
            rows.forEach(row -> ranked.add(
                    new Ranked(candidate(row), new Urgency(row.getInteger("rank"), Columns.instant(row, "at")))));
            return ranked;
        });
    }

    /** What is asked for stands in the text: which index helps, and which rules count, depends on it. */
    private static String sql(Scope scope) {
        StringBuilder rank = new StringBuilder("case");
        StringBuilder at = new StringBuilder("case");
        for (Rule rule : RULES) {
            if (scope.kind() == null || scope.kind() == rule.kind()) {
                rank.append(" when ").append(rule.when()).append(" then ").append(rule.rank());
                at.append(" when ").append(rule.when()).append(" then ").append(rule.at());
            }
        }
        // A parameter that no rule asked for reads would have no type: so each is named once more.
        return "select * from (select found.*, " + rank + " end as rank, " + at + " end as at from (" + FOUND
                + (scope.rep() == null ? " and $5::text is null" : " and rep = $5")
                + (scope.team() == null ? " and $6::text is null" : " and team = $6")
                + ") found) ranked where rank is not null and $3::timestamptz is not null and $4::timestamptz is not null"
                + " and ($7::int is null or (rank, at, customer_id) > ($7, $8::timestamptz, $9::text))"
                + " order by rank, at, customer_id limit $14";
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
