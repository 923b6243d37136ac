package io.tierline.call.agenda.persistence;

import io.smallrye.mutiny.Multi;
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
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
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
            "follow_up_moved_to is not null as moved, follow_up_cancelled, cancel_reason, erased, erased_calls,"
                    + " settled_attempted_at, settled_done_by, settled_done_at,"
                    // One that was erased from the beginning was never known to be late.
                    + " case when erased then coalesce(settled_at, started_at) end as settled_at");

    /** Every number of the person behind the number of the call that promised; the offset has it looked up once. */
    private static final String PERSON =
            "select array(select other.phone from contact as one join contact as other using (tenant, customer_id, person_id)"
                    + " where one.tenant = promised.tenant and one.phone = promised.phone"
                    + " and one.customer_id = promised.customer_id) || promised.phone as numbers offset 0";

    /**
     * Whether a call to the customer is one to the contact that was promised it. Where both calls have a number, it has to be
     * the same person's: a role can have several people. Where one of them has none, the role has to be the same. To a promise
     * that names neither number nor role any call to the customer will do. That a call has lost its number makes it nobody's
     * who has one: it has to be among those of which the contact was known.
     */
    private static final String IS_SAME_CONTACT =
            "case when promised.phone is null and promised.contact_role is null then true"
                    + " when promised.phone is not null and later.erased then later.call_id = any (promised.erased_calls)"
                    + " when promised.phone is not null and later.phone is not null then later.phone = any (person.numbers)"
                    + " else later.contact_role = promised.contact_role end";

    /**
     * Of the same time the one with the higher id is the later one, as in all lists of calls. Nothing is looked up for an
     * erased promise: that has been settled.
     */
    private static final String LATER = " from call as later where not promised.erased"
            + " and later.tenant = promised.tenant"
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

    private static final String BEFORE = "select promised.*, attempt.call_id as attempted_by,"
            + " coalesce(attempt.started_at, promised.settled_attempted_at) as attempted_at,"
            + " coalesce(talk.call_id, promised.settled_done_by) as done_by,"
            + " coalesce(talk.started_at, promised.settled_done_at) as done_at from (";

    private static final String AFTER = ") as promised cross join lateral (" + PERSON + ") as person"
            + " left join lateral (select later.call_id, later.started_at" + LATER + IS_ATTEMPT + FIRST
            + ") as attempt on true"
            + " left join lateral (select later.call_id, later.started_at" + LATER + IS_TALK + FIRST
            + ") as talk on true";

    /** Follow-ups that are settled by one statement. */
    private static final int AT_ONCE = 500;

    /** The calls that promised what calls of the erasure can have done, and those of the erasure that promised something. */
    private static final String LOCK =
            "select promised.call_id from (select customer_id, max(started_at) as latest from call"
                    + " where tenant = $1 and call_id = any ($2) group by customer_id) as erased"
                    + " join call as promised on promised.customer_id = erased.customer_id"
                    + " and promised.started_at <= erased.latest where promised.tenant = $1 and not promised.voided"
                    + " and promised.follow_up_at is not null and not promised.erased"
                    + " and (promised.phone is not null or promised.call_id = any ($2))"
                    + " order by promised.call_id for update of promised";

    private static final String FOUND =
            " from (" + BEFORE + "select * from call where tenant = $1 and call_id = any ($2)" + AFTER
                    + ") as found where call.tenant = $1 and call.call_id = found.call_id";

    private static final String SETTLE = "update call set settled_at = $3, settled_attempted_at = found.attempted_at,"
            + " settled_done_by = found.done_by, settled_done_at = found.done_at" + FOUND;

    private static final String KEEP_ERASED = "update call set erased_calls = coalesce(call.erased_calls, '{}')"
            + " || array(select distinct one from unnest(array[found.attempted_by, found.done_by]) as one"
            + " where one = any ($3))" + FOUND + " and (found.attempted_by = any ($3) or found.done_by = any ($3))";

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

    @Override
    public Uni<Void> settle(SqlConnection transaction, String tenant, Collection<String> callIds, Instant now) {
        String[] erased = callIds.toArray(String[]::new);
        return transaction.preparedQuery(LOCK).execute(Tuple.of(tenant, erased)).chain(rows -> {
            Set<String> ofErasure = Set.copyOf(callIds);
            List<String> promised = new ArrayList<>();
            List<String> ofOthers = new ArrayList<>();
            rows.forEach(row -> {
                String callId = row.getString("call_id");
                (ofErasure.contains(callId) ? promised : ofOthers).add(callId);
            });
            return inPieces(transaction, SETTLE, tenant, promised, Columns.inUtc(now))
                    .chain(() -> inPieces(transaction, KEEP_ERASED, tenant, ofOthers, erased));
        });
    }

    private static Uni<Void> inPieces(
            SqlConnection transaction, String sql, String tenant, List<String> callIds, Object more) {
        return Multi.createFrom()
                .range(0, (callIds.size() + AT_ONCE - 1) / AT_ONCE)
                .onItem()
                .transformToUniAndConcatenate(piece -> transaction
                        .preparedQuery(sql)
                        .execute(Tuple.of(
                                tenant,
                                callIds.subList(piece * AT_ONCE, Math.min(callIds.size(), (piece + 1) * AT_ONCE))
                                        .toArray(String[]::new),
                                more)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static FollowUp followUp(Row row) {
        String doneBy = row.getString("done_by");
        return new FollowUp(
                Agreements.agreement(row),
                row.getBoolean("moved"),
                row.getBoolean("follow_up_cancelled"),
                row.getString("cancel_reason"),
                Columns.instant(row, "attempted_at"),
                doneBy == null ? null : new DoneBy(doneBy, Columns.instant(row, "done_at")),
                Columns.instant(row, "settled_at"));
    }
}
