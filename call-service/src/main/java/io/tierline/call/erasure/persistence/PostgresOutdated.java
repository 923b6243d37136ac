package io.tierline.call.erasure.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.erasure.application.Outdated;
import io.tierline.call.erasure.application.Persons.PersonalNumber;
import io.tierline.kit.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds old calls without an index made for it, which every call would have to pay for: it goes on through call_by_time
 * from where it was, and what can come to stand before that is in the small index call_late.
 */
@ApplicationScoped
class PostgresOutdated implements Outdated {

    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended('retention/' || $1, 0))";

    private static final String PROGRESS = "insert into retention_progress (tenant) values ($1) on conflict (tenant)"
            + " do update set tenant = excluded.tenant returning started_at, call_id, phone";

    /** The condition is that of the index, written out so that the planner sees that it fits. */
    private static final String LATE = "select call_id, phone, started_at from call where tenant = $1"
            + " and (voided or changed_at - started_at > interval '27 days') and not erased"
            + " and started_at < $2 order by started_at, call_id limit $3";

    private static final String NEXT = "select call_id, phone, started_at, erased from call where tenant = $1"
            + " and not voided and started_at < $2 and (started_at, call_id) > ($4, $5)"
            + " order by started_at, call_id limit $3";

    private static final String SAVE_CALL =
            "update retention_progress set started_at = $2, call_id = $3 where tenant = $1";

    /** A younger call that only one leg or a former revision leads to would be erased with the number; so it keeps it. */
    private static final String IS_OUTDATED = "since < $2 and changed_at < $2 and not exists (select from call"
            + " where call.tenant = $1 and call.phone = contact.phone and call.phone is not null and not voided"
            + " and started_at >= $2) and not exists (select from call"
            + " where call.tenant = $1 and call.phone = contact.phone and call.phone is not null and voided"
            + " and started_at >= $2) and not exists (select from call_revision as former"
            + " join call using (tenant, call_id) where former.tenant = $1 and former.state ->> 'phone' = contact.phone"
            + " and started_at >= $2) and not exists (select from telephony_record as record"
            + " join call using (tenant, call_id) where record.tenant = $1 and record.phone = contact.phone"
            + " and record.phone is not null and started_at >= $2)";

    private static final String CONTACTS = "select phone, " + IS_OUTDATED + " as outdated from (select phone, since,"
            + " changed_at from contact where tenant = $1 and phone > $4 order by phone limit $3) as contact"
            + " order by phone";

    private static final String LOCK_CONTACTS =
            "select from contact where tenant = $1 and phone = any($2) order by phone for update";

    private static final String STILL_OUTDATED =
            "select * from contact where tenant = $1 and phone = any($3) and " + IS_OUTDATED + " order by phone";

    private static final String SAVE_CONTACT = "update retention_progress set phone = $2 where tenant = $1";

    @Override
    public Uni<Boolean> lock(SqlConnection transaction, String tenant) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(tenant))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    @Override
    public Uni<OldCalls> calls(SqlConnection transaction, String tenant, Instant before, int limit) {
        OffsetDateTime end = Columns.inUtc(before);
        return transaction
                .preparedQuery(LATE)
                .execute(Tuple.of(tenant, end, limit))
                .chain(late -> late.size() == limit
                        ? Uni.createFrom().item(calls(late, null))
                        : next(transaction, tenant, end, limit - late.size()).map(next -> calls(late, next)));
    }

    private static Uni<RowSet<Row>> next(SqlConnection transaction, String tenant, OffsetDateTime end, int limit) {
        return progress(transaction, tenant)
                .chain(done -> transaction
                        .preparedQuery(NEXT)
                        .execute(Tuple.of(
                                tenant, end, limit, done.getOffsetDateTime("started_at"), done.getString("call_id")))
                        .call(next -> saveCall(transaction, tenant, next)));
    }

    private static Uni<Void> saveCall(SqlConnection transaction, String tenant, RowSet<Row> looked) {
        Row last = null;
        for (Row row : looked) {
            last = row;
        }
        return last == null
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(SAVE_CALL)
                        .execute(Tuple.of(tenant, last.getOffsetDateTime("started_at"), last.getString("call_id")))
                        .replaceWithVoid();
    }

    /** A late call may be one of the next too. */
    private static OldCalls calls(RowSet<Row> late, RowSet<Row> next) {
        Map<String, OldCall> calls = new TreeMap<>();
        late.forEach(row -> calls.put(row.getString("call_id"), call(row)));
        if (next == null) {
            return new OldCalls(late.size(), calls.values());
        }
        next.forEach(row -> {
            if (!row.getBoolean("erased")) {
                calls.put(row.getString("call_id"), call(row));
            }
        });
        return new OldCalls(late.size() + next.size(), calls.values());
    }

    private static OldCall call(Row row) {
        return new OldCall(row.getString("call_id"), row.getString("phone"));
    }

    @Override
    public Uni<OldContacts> contacts(SqlConnection transaction, String tenant, Instant before, int limit) {
        return progress(transaction, tenant)
                .chain(done -> transaction
                        .preparedQuery(CONTACTS)
                        .execute(Tuple.of(tenant, Columns.inUtc(before), limit, done.getString("phone"))))
                .chain(rows -> {
                    List<String> outdated = new ArrayList<>();
                    String last = "";
                    for (Row row : rows) {
                        last = row.getString("phone");
                        if (row.getBoolean("outdated")) {
                            outdated.add(last);
                        }
                    }
                    return transaction
                            .preparedQuery(SAVE_CONTACT)
                            .execute(Tuple.of(tenant, rows.size() < limit ? "" : last))
                            .replaceWith(new OldContacts(rows.size(), outdated));
                });
    }

    @Override
    public Uni<List<PersonalNumber>> lock(
            SqlConnection transaction, String tenant, Collection<String> phones, Instant before) {
        if (phones.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        String[] asked = phones.toArray(String[]::new);
        return transaction
                .preparedQuery(LOCK_CONTACTS)
                .execute(Tuple.of(tenant, asked))
                // A statement of its own: it sees the calls of those whom we have waited for.
                .chain(() -> transaction
                        .preparedQuery(STILL_OUTDATED)
                        .execute(Tuple.of(tenant, Columns.inUtc(before), asked)))
                .map(rows -> {
                    List<PersonalNumber> outdated = new ArrayList<>(rows.size());
                    rows.forEach(row -> outdated.add(PostgresPersons.number(row)));
                    return outdated;
                });
    }

    private static Uni<Row> progress(SqlConnection transaction, String tenant) {
        return transaction
                .preparedQuery(PROGRESS)
                .execute(Tuple.of(tenant))
                .map(rows -> rows.iterator().next());
    }
}
