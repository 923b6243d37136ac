package io.tierline.grading.webhooks.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.webhooks.application.Deliveries;
import io.tierline.grading.webhooks.application.Webhook;
import io.tierline.grading.webhooks.domain.Answer;
import io.tierline.grading.webhooks.domain.DeliveryStatus;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Deliveries in the table {@code webhook_delivery}. Whose turn a webhook is stands in its own row; every statement of a
 * turn asks there whether its claim still holds.
 */
@ApplicationScoped
class PostgresDeliveries implements Deliveries {

    private static final String CLAIM_FOR = "interval '" + CLAIM.toSeconds() + " seconds'";

    private static final String HAS_DUE = "exists (select from webhook_delivery d where d.tenant = w.tenant"
            + " and d.webhook_id = w.webhook_id and d.next_attempt_at <= now())";

    /** Counts no further than it has to. */
    private static final String MAY_FILL = "(exists (select from tier_position p where p.tenant = w.tenant"
            + " and p.position > w.position)"
            + " and (select count(*) from (select from webhook_delivery d where d.tenant = w.tenant"
            + " and d.webhook_id = w.webhook_id and d.next_attempt_at is not null limit " + WINDOW + ") waiting) < "
            + WINDOW + ")";

    /**
     * Tenants take turns: first comes a webhook of the tenant that has the fewest turns running. Several instances may look
     * at the same time: each passes over the rows that another is just claiming, and a row whose claim was taken since this
     * statement began is looked at again once it is locked.
     */
    private static final String TAKE = "with ready as ("
            + " select w.tenant, w.webhook_id, w.served_at, " + MAY_FILL + " as may_fill,"
            + " row_number() over (partition by w.tenant order by w.served_at, w.webhook_id) as rank,"
            + " (select count(*) from webhook other where other.tenant = w.tenant and other.claimed_until > now()) as running"
            + " from webhook w where w.active and w.deleted_at is null and w.resume_at <= now()"
            + " and (w.claimed_until is null or w.claimed_until <= now()) and (" + HAS_DUE + " or " + MAY_FILL + ")"
            + "), taken as ("
            + " select w.tenant, w.webhook_id, ready.may_fill from webhook w join ready using (tenant, webhook_id)"
            + " where ready.rank + ready.running <= $3 and (w.claimed_until is null or w.claimed_until <= now())"
            + " order by ready.rank + ready.running, ready.served_at limit $2 for update of w skip locked"
            + ") update webhook w set claim = $1, claimed_until = now() + " + CLAIM_FOR
            + " from taken where w.tenant = taken.tenant and w.webhook_id = taken.webhook_id"
            + " returning w.*, taken.may_fill";

    private static final String MAKE = "with mine as ("
            + " update webhook set position = $5"
            + " where tenant = $1 and webhook_id = $2 and claim = $3 and position = $4 and deleted_at is null"
            + " returning tenant, webhook_id"
            + ") insert into webhook_delivery (tenant, webhook_id, position)"
            + " select mine.tenant, mine.webhook_id, input.position from mine, unnest($6::bigint[]) as input(position)"
            + " on conflict do nothing";

    private static final String DUE = "select d.position, d.attempts,"
            + " coalesce(extract(epoch from now() - d.first_attempt_at), 0)::float8 as since_first"
            + " from webhook_delivery d join webhook w using (tenant, webhook_id)"
            + " where d.tenant = $1 and d.webhook_id = $2 and d.next_attempt_at <= now() and w.claim = $3"
            + " and w.active and w.deleted_at is null order by d.position limit $4";

    /**
     * Of an attempt whose claim has run out nothing is noted: the delivery is another instance's by now, who notes down its
     * own.
     */
    private static final String RECORD = "with mine as ("
            + " update webhook set claimed_until = now() + " + CLAIM_FOR
            + ", resume_at = greatest(resume_at, now() + $5::float8 * interval '1 second'),"
            + " active = active and not $6, gone = gone or $6, revision = revision + case when $6 then 1 else 0 end"
            + " where tenant = $1 and webhook_id = $2 and claim = $3"
            + " returning tenant, webhook_id, active, revision, deleted_at, resume_at"
            + "), noted as ("
            + " update webhook_delivery d set status = $7, attempts = d.attempts + 1,"
            + " first_attempt_at = coalesce(d.first_attempt_at, now()), last_attempt_at = now(),"
            + " next_attempt_at = now() + $8::float8 * interval '1 second',"
            + " last_status = $9, last_reason = $10, finished_at = case when $8::float8 is null then now() end"
            + " from mine where d.tenant = mine.tenant and d.webhook_id = mine.webhook_id and d.position = $4"
            + ") select active, revision, deleted_at is not null as deleted, resume_at > now() as resting from mine";

    private static final String END = "update webhook set claim = null, claimed_until = null, served_at = now()"
            + " where tenant = $1 and webhook_id = $2 and claim = $3";

    private static final String LIST = "select * from webhook_delivery where tenant = $1 and webhook_id = $2"
            + " and ($3::bigint is null or position < $3) order by position desc limit $4";

    private static final String LIST_WITH_STATUS =
            "select * from webhook_delivery where tenant = $1 and webhook_id = $2"
                    + " and ($3::bigint is null or position < $3) and status = $5 order by position desc limit $4";

    private static final String AS_NEW =
            " set status = 'PENDING', attempts = 0, created_at = now(), first_attempt_at = null,"
                    + " next_attempt_at = now(), finished_at = null";

    /** Who asks for it wants it now: the webhook's own row, locked first as everywhere, rests no longer. */
    private static final String RESUME = "with resumed as (update webhook w set resume_at = now()"
            + " where tenant = $1 and webhook_id = $2 and exists (select from webhook_delivery d"
            + " where d.tenant = w.tenant and d.webhook_id = w.webhook_id and %s) returning tenant, webhook_id) ";

    private static final String AGAIN = RESUME.formatted("d.position = $3") + "update webhook_delivery d" + AS_NEW
            + " from resumed where d.tenant = resumed.tenant and d.webhook_id = resumed.webhook_id and d.position = $3"
            + " returning d.*";

    private static final String AGAIN_ALL_DEAD = RESUME.formatted("d.status = 'DEAD'") + "update webhook_delivery d"
            + AS_NEW
            + " from (select tenant, webhook_id, position from webhook_delivery join resumed using (tenant, webhook_id)"
            + " where status = 'DEAD' order by position limit $3 for update of webhook_delivery) dead"
            + " where d.tenant = dead.tenant and d.webhook_id = dead.webhook_id and d.position = dead.position";

    private static final String FORGET_OLD =
            "delete from webhook_delivery where ctid in (select ctid from webhook_delivery"
                    + " where finished_at < now() - $1::float8 * interval '1 second' order by finished_at limit $2"
                    + " for update skip locked)";

    private static final String FORGET_ORPHANS = "delete from webhook_delivery where ctid in (select d.ctid"
            + " from webhook w join webhook_delivery d using (tenant, webhook_id) where w.deleted_at is not null limit $1"
            + " for update of d skip locked)";

    /** Whoever still sends for a deleted webhook may have to note something down. */
    private static final String FORGET_DELETED =
            "delete from webhook w where w.deleted_at < now() - interval '1 minute'"
                    + " and not exists (select from webhook_delivery d where d.tenant = w.tenant and d.webhook_id = w.webhook_id)";

    /** What a switched-off webhook has not sent is nobody's worry. */
    private static final String STATE = "select (select count(*) from webhook_delivery where status = 'DEAD') as dead,"
            + " coalesce(extract(epoch from now() - (select d.created_at from webhook_delivery d"
            + " join webhook w using (tenant, webhook_id) where d.finished_at is null and w.active and w.deleted_at is null"
            + " order by d.created_at limit 1)), 0)::float8 as oldest";

    private final Database database;

    PostgresDeliveries(Database database) {
        this.database = database;
    }

    @Override
    public Uni<List<Turn>> take(String claim, int atMost, int ofOneTenant) {
        return database.transaction(transaction -> transaction
                .preparedQuery(TAKE)
                .execute(Tuple.of(claim, atMost, ofOneTenant))
                .map(rows -> {
                    List<Turn> turns = new ArrayList<>(rows.size());
                    rows.forEach(row ->
                            turns.add(new Turn(PostgresWebhooks.webhook(row), claim, row.getBoolean("may_fill"))));
                    return turns;
                }));
    }

    @Override
    public Uni<Void> make(Turn turn, long upTo, List<Long> positions) {
        Webhook webhook = turn.webhook();
        return database.transaction(transaction -> transaction
                .preparedQuery(MAKE)
                .execute(Tuple.of(
                        webhook.tenant(),
                        webhook.id(),
                        turn.claim(),
                        webhook.position(),
                        upTo,
                        positions.toArray(Long[]::new)))
                .replaceWithVoid());
    }

    @Override
    public Uni<List<Due>> due(Turn turn, int atMost) {
        return database.pool()
                .preparedQuery(DUE)
                .execute(Tuple.of(turn.webhook().tenant(), turn.webhook().id(), turn.claim(), atMost))
                .map(rows -> {
                    List<Due> due = new ArrayList<>(rows.size());
                    rows.forEach(row -> due.add(
                            new Due(row.getLong("position"), row.getInteger("attempts"), Duration.ofMillis((long)
                                    (row.getDouble("since_first") * 1_000)))));
                    return due;
                });
    }

    @Override
    public Uni<Boolean> record(Turn turn, long position, Result result) {
        Webhook webhook = turn.webhook();
        Answer answer = result.answer();
        return database.transaction(transaction -> transaction
                .preparedQuery(RECORD)
                .execute(Tuple.from(Arrays.<Object>asList(
                        webhook.tenant(),
                        webhook.id(),
                        turn.claim(),
                        position,
                        seconds(result.pause()),
                        answer.gone(),
                        result.status().name(),
                        seconds(result.next()),
                        answer.status(),
                        answer.reason())))
                .map(rows -> {
                    if (rows.size() == 0) {
                        return false;
                    }
                    Row now = rows.iterator().next();
                    return now.getBoolean("active")
                            && !now.getBoolean("deleted")
                            && !now.getBoolean("resting")
                            && now.getInteger("revision") == webhook.revision();
                }));
    }

    @Override
    public Uni<Void> end(Turn turn) {
        return database.transaction(transaction -> transaction
                .preparedQuery(END)
                .execute(Tuple.of(turn.webhook().tenant(), turn.webhook().id(), turn.claim()))
                .replaceWithVoid());
    }

    @Override
    public Uni<Page<Delivery>> list(String tenant, String webhook, DeliveryStatus status, int limit, String cursor) {
        Tuple parameters = Tuple.tuple()
                .addString(tenant)
                .addString(webhook)
                .addLong(before(cursor))
                .addInteger(limit + 1);
        return database.pool()
                .preparedQuery(status == null ? LIST : LIST_WITH_STATUS)
                .execute(status == null ? parameters : parameters.addString(status.name()))
                .map(rows ->
                        Page.of(deliveries(rows), limit, delivery -> Cursor.of(String.valueOf(delivery.position()))));
    }

    @Override
    public Uni<Delivery> again(String tenant, String webhook, long position) {
        return database.transaction(transaction -> transaction
                .preparedQuery(AGAIN)
                .execute(Tuple.of(tenant, webhook, position))
                .map(rows -> rows.size() == 0 ? null : deliveries(rows).get(0)));
    }

    @Override
    public Uni<Integer> againAllDead(String tenant, String webhook, int atMost) {
        return database.transaction(transaction -> transaction
                .preparedQuery(AGAIN_ALL_DEAD)
                .execute(Tuple.of(tenant, webhook, atMost))
                .map(RowSet::rowCount));
    }

    @Override
    public Uni<Integer> forget(Duration keptFor, int atMost) {
        return database.transaction(transaction -> transaction
                .preparedQuery(FORGET_OLD)
                .execute(Tuple.of(seconds(keptFor), atMost))
                .chain(old -> transaction
                        .preparedQuery(FORGET_ORPHANS)
                        .execute(Tuple.of(atMost))
                        .map(orphans -> Math.max(old.rowCount(), orphans.rowCount())))
                .call(() -> transaction.query(FORGET_DELETED).execute()));
    }

    @Override
    public Uni<State> state() {
        return database.pool().query(STATE).execute().map(rows -> {
            Row row = rows.iterator().next();
            return new State(row.getLong("dead"), row.getDouble("oldest"));
        });
    }

    private static Double seconds(Duration duration) {
        return duration == null ? null : duration.toMillis() / 1_000.0;
    }

    private static Long before(String cursor) {
        List<String> key = Cursor.read(cursor, 1);
        try {
            return key == null ? null : Long.valueOf(key.get(0));
        } catch (NumberFormatException e) {
            throw Cursor.refused();
        }
    }

    private static List<Delivery> deliveries(RowSet<Row> rows) {
        List<Delivery> deliveries = new ArrayList<>(rows.size());
        rows.forEach(row -> deliveries.add(new Delivery(
                row.getLong("position"),
                DeliveryStatus.valueOf(row.getString("status")),
                row.getInteger("attempts"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "first_attempt_at"),
                Columns.instant(row, "last_attempt_at"),
                Columns.instant(row, "next_attempt_at"),
                row.getInteger("last_status"),
                row.getString("last_reason"))));
        return deliveries;
    }
}
