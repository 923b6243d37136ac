package io.tierline.call.agenda.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.agenda.application.FollowUps;
import io.tierline.call.agenda.application.Position;
import io.tierline.call.agenda.application.Scope;
import io.tierline.call.agenda.domain.FollowUp;
import io.tierline.call.agenda.domain.FollowUp.DoneBy;
import io.tierline.call.calls.domain.Outcome;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads follow-ups from the table {@code call}: those that are asked for by their own indexes, and for each of them the calls
 * to the same customer since then by that customer's index, only as far as the first that counts.
 */
@ApplicationScoped
class PostgresFollowUps implements FollowUps {

    private static final Agreements FOLLOW_UPS = new Agreements(
            "follow_up_at",
            "coalesce(follow_up_moved_to, follow_up_at)",
            "follow_up_at is not null",
            "follow_up_moved_to is not null as moved, follow_up_cancelled, cancel_reason");

    /** Every number of the person behind the number of the call that promised; the offset has it looked up once. */
    private static final String PERSON =
            "select array(select other.phone from contact as one join contact as other using (tenant, customer_id, person_id)"
                    + " where one.tenant = promised.tenant and one.phone = promised.phone"
                    + " and one.customer_id = promised.customer_id) || promised.phone as numbers offset 0";

    /**
     * Whether a call to the customer is one to the contact that was promised it. Where both calls have a number, it has to be
     * the same person's: a role can have several people. Where one of them has none, the role has to be the same. To a promise
     * that names neither number nor role any call to the customer will do.
     */
    private static final String IS_SAME_CONTACT =
            "case when promised.phone is null and promised.contact_role is null then true"
                    + " when promised.phone is not null and later.phone is not null then later.phone = any (person.numbers)"
                    + " else later.contact_role = promised.contact_role end";

    /** Of the same time the one with the higher id is the later one, as in all lists of calls. */
    private static final String LATER = " from call as later where later.tenant = promised.tenant"
            + " and later.customer_id = promised.customer_id and not later.voided"
            + " and (later.started_at, later.call_id) > (promised.started_at, promised.call_id) and " + IS_SAME_CONTACT;

    private static final String FIRST = " order by later.started_at, later.call_id limit 1";

    /** The network's failures are nobody's attempts, and neither is a customer who called and whom nobody answered. */
    private static final String IS_ATTEMPT =
            " and later.status <> 'FAILED' and not (later.direction = 'INBOUND' and coalesce(later.outcome = 'NA', false))";

    private static final String IS_TALK = " and later.outcome in ("
            + Arrays.stream(Outcome.values())
                    .filter(outcome -> outcome.reached() && outcome != Outcome.CUT)
                    .map(outcome -> "'" + outcome + "'")
                    .collect(Collectors.joining(", "))
            + ")";

    private static final String BEFORE =
            "select promised.*, attempt.started_at as attempted_at, talk.call_id as done_by,"
                    + " talk.started_at as done_at from (";

    private static final String AFTER = ") as promised cross join lateral (" + PERSON + ") as person"
            + " left join lateral (select later.started_at" + LATER + IS_ATTEMPT + FIRST + ") as attempt on true"
            + " left join lateral (select later.call_id, later.started_at" + LATER + IS_TALK + FIRST
            + ") as talk on true";

    private final Database database;

    PostgresFollowUps(Database database) {
        this.database = database;
    }

    @Override
    public Uni<List<FollowUp>> list(String tenant, Scope scope, Position after, int rows) {
        return FOLLOW_UPS
                .in(tenant, scope, after, rows)
                .run(
                        database.pool(),
                        BEFORE,
                        AFTER + Agreements.order("promised.", "promised.at", scope),
                        PostgresFollowUps::followUp);
    }

    @Override
    public Uni<FollowUp> of(String tenant, String callId) {
        return FOLLOW_UPS
                .of(tenant, callId)
                .run(database.pool(), BEFORE, AFTER, PostgresFollowUps::followUp)
                .map(found -> found.isEmpty() ? null : found.get(0));
    }

    private static FollowUp followUp(Row row) {
        String doneBy = row.getString("done_by");
        return new FollowUp(
                Agreements.agreement(row),
                row.getBoolean("moved"),
                row.getBoolean("follow_up_cancelled"),
                row.getString("cancel_reason"),
                Columns.instant(row, "attempted_at"),
                doneBy == null ? null : new DoneBy(doneBy, Columns.instant(row, "done_at")));
    }
}
