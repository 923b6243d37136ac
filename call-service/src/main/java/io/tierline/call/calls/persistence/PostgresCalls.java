package io.tierline.call.calls.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.calls.application.CallEvents;
import io.tierline.call.calls.application.CallFilter;
import io.tierline.call.calls.application.Calls;
import io.tierline.call.calls.domain.Call;
import io.tierline.call.contacts.domain.NumberHash;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.tierline.kit.outbox.Outbox;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calls in the tables {@code call} and {@code call_revision}. */
@ApplicationScoped
class PostgresCalls implements Calls {

    private static final Columns<Key> KEYS =
            new Columns<Key>().text("tenant", Key::tenant).text("call_id", Key::callId);

    private static final Columns<Map.Entry<String, String>> NUMBERS = new Columns<Map.Entry<String, String>>()
            .text("phone", Map.Entry::getKey)
            .text("customer_id", Map.Entry::getValue);

    private static final String FIND_MANY = "select " + CallRow.COLUMNS.names("call.") + " from " + KEYS.unnestFrom(1)
            + " join call using (tenant, call_id)";
    private static final String FIND =
            "select " + CallRow.COLUMNS.names("") + " from call where tenant = $1 and call_id = $2";
    private static final String REVISIONS = "select " + CallRow.COLUMNS.names("")
            + " from (select (jsonb_populate_record(null::call, state)).* from call_revision"
            + " where tenant = $1 and call_id = $2) as former union all " + FIND + " order by revision";

    /**
     * Read by the number's index and then locked by key; the offset keeps the two apart. Joined by the customer too, the
     * planner would go through all of the customer's calls for each of them.
     */
    private static final String LOCK_OF_NUMBERS = "select call.call_id from " + NUMBERS.unnestFrom(2)
            + " cross join lateral (select call_id from call where tenant = $1 and phone = input.phone"
            + " and phone is not null and not voided and customer_id = input.customer_id offset 0) as found"
            + " join call on call.tenant = $1 and call.call_id = found.call_id"
            + " order by call.call_id for update of call";

    /** The rows are locked and at the revision before: the former states and the new ones change places at once. */
    private static final String REVISE = "with input as (select * from " + CallRow.COLUMNS.unnestFrom(1) + "), "
            + "former as (insert into call_revision (tenant, call_id, revision, state)"
            + " select tenant, call_id, call.revision, to_jsonb(call) from call join input using (tenant, call_id))"
            + " update call set (" + CallRow.COLUMNS.names("") + ") = row(" + CallRow.VALUES + ") from input"
            + " where call.tenant = input.tenant and call.call_id = input.call_id";

    private static final String PENDING = "select rep, count(*) as pending, min(started_at) as oldest_at from call"
            + " where tenant = $1 and status = 'PENDING' and not voided and ($2::text is null or team = $2)"
            + " group by rep order by count(*) desc, rep";

    private static final String REVISIONS_OF_MANY = "select " + CallRow.COLUMNS.names("")
            + " from (select (jsonb_populate_record(null::call, state)).* from call_revision"
            + " where tenant = $1 and call_id = any($2)) as former union all select "
            + CallRow.COLUMNS.names("") + " from call where tenant = $1 and call_id = any($2)"
            + " order by call_id, revision";

    private static final String LOCK_MANY = "select " + CallRow.COLUMNS.names("")
            + " from call where tenant = $1 and call_id = any($2) and not erased order by call_id for update";

    private static final Columns<Call> SEALED =
            new Columns<Call>().text("call_id", Call::callId).bytes("fingerprint", Call::fingerprint);

    private static final String ERASE =
            "update call set phone = null, recording_url = null, reason = null, notes = null,"
                    + " cancel_reason = null,"
                    + " fingerprint = input.fingerprint, erased = true from " + SEALED.unnestFrom(2)
                    + " where tenant = $1 and call.call_id = input.call_id";

    private static final String ERASE_HISTORY =
            "update call_revision as former set state = state || jsonb_build_object("
                    + "'phone', null, 'recording_url', null, 'reason', null, 'notes', null, 'cancel_reason', null,"
                    + " 'fingerprint', call.fingerprint, 'erased', true) from call where former.tenant = $1"
                    + " and former.call_id = any($2) and call.tenant = $1 and call.call_id = former.call_id";

    private final Database database;
    private final CallEvents events;
    private final NumberHash hash;

    PostgresCalls(Database database, CallEvents events, NumberHash hash) {
        this.database = database;
        this.events = events;
        this.hash = hash;
    }

    @Override
    public Uni<Set<Key>> add(SqlConnection transaction, Collection<Call> calls) {
        return AddCalls.run(transaction, calls, events);
    }

    @Override
    public Uni<Map<Key, Call>> find(SqlConnection transaction, Collection<Key> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return transaction.preparedQuery(FIND_MANY).execute(KEYS.bind(keys)).map(rows -> {
            Map<Key, Call> found = new HashMap<>();
            calls(rows).forEach(call -> found.put(new Key(call.tenant(), call.callId()), call));
            return found;
        });
    }

    @Override
    public Uni<Call> lock(SqlConnection transaction, Key key) {
        return transaction
                .preparedQuery(FIND + " for update")
                .execute(parameters(key))
                .map(PostgresCalls::firstOrNull);
    }

    @Override
    public Uni<List<Key>> lockOfNumbers(SqlConnection transaction, String tenant, Map<String, String> customers) {
        return transaction
                .preparedQuery(LOCK_OF_NUMBERS)
                .execute(NUMBERS.bind(customers.entrySet(), tenant))
                .map(rows -> {
                    List<Key> keys = new ArrayList<>(rows.size());
                    rows.forEach(row -> keys.add(new Key(tenant, row.getString("call_id"))));
                    return keys;
                });
    }

    @Override
    public Uni<Void> revise(SqlConnection transaction, List<Call> calls) {
        if (calls.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(REVISE)
                .execute(CallRow.COLUMNS.bind(calls))
                .chain(() -> Outbox.add(
                        transaction,
                        CallEvents.TOPIC,
                        CallEvents.TYPE,
                        calls.stream().map(events::of).toList()));
    }

    @Override
    public Uni<List<Call>> erase(SqlConnection transaction, String tenant, Collection<String> callIds) {
        return transaction
                .preparedQuery(LOCK_MANY)
                .execute(Tuple.of(tenant, callIds.toArray(String[]::new)))
                .map(PostgresCalls::calls)
                .chain(present -> {
                    List<Call> erased = present.stream()
                            .map(call -> call.erased(hash.seal(call.fingerprint())))
                            .toList();
                    return transaction
                            .preparedQuery(ERASE)
                            .execute(SEALED.bind(erased, tenant))
                            .chain(() -> eraseHistory(
                                    transaction,
                                    tenant,
                                    erased.stream().map(Call::callId).toList()))
                            .replaceWith(present);
                });
    }

    private static Uni<Void> eraseHistory(SqlConnection transaction, String tenant, Collection<String> callIds) {
        if (callIds.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(ERASE_HISTORY)
                .execute(Tuple.of(tenant, callIds.toArray(String[]::new)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Call> find(Key key) {
        return database.pool().preparedQuery(FIND).execute(parameters(key)).map(PostgresCalls::firstOrNull);
    }

    @Override
    public Uni<List<Call>> revisions(Key key) {
        return database.pool().preparedQuery(REVISIONS).execute(parameters(key)).map(PostgresCalls::calls);
    }

    @Override
    public Uni<List<Call>> revisions(SqlClient client, String tenant, Collection<String> callIds) {
        return client.preparedQuery(REVISIONS_OF_MANY)
                .execute(Tuple.of(tenant, callIds.toArray(String[]::new)))
                .map(PostgresCalls::calls);
    }

    @Override
    public Uni<Page<Call>> list(String tenant, CallFilter filter, Order order, int limit, String cursor) {
        ListCalls statement = new ListCalls(tenant, filter, order, limit + 1, cursor);
        return database.pool()
                .preparedQuery(statement.sql())
                .execute(statement.parameters())
                .map(rows -> Page.of(calls(rows), limit, ListCalls::cursor));
    }

    @Override
    public Uni<List<PendingCount>> pending(String tenant, String team) {
        return database.pool()
                .preparedQuery(PENDING)
                .execute(Tuple.of(tenant, team))
                .map(rows -> {
                    List<PendingCount> counts = new ArrayList<>(rows.size());
                    rows.forEach(row -> counts.add(new PendingCount(
                            row.getString("rep"), row.getLong("pending"), Columns.instant(row, "oldest_at"))));
                    return counts;
                });
    }

    private static Tuple parameters(Key key) {
        return Tuple.of(key.tenant(), key.callId());
    }

    private static Call firstOrNull(RowSet<Row> rows) {
        return rows.size() == 0 ? null : CallRow.call(rows.iterator().next());
    }

    private static List<Call> calls(RowSet<Row> rows) {
        List<Call> calls = new ArrayList<>(rows.size());
        rows.forEach(row -> calls.add(CallRow.call(row)));
        return calls;
    }
}
