package io.tierline.call.calls.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.calls.domain.Call;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The calls of all tenants, each with its revisions. */
public interface Calls {

    /** A call's id within its tenant. */
    record Key(String tenant, String callId) {}

    /**
     * The open work of a rep.
     *
     * @param rep null for calls that no rep is named with
     * @param pending calls that wait for a summary, at least 1
     * @param oldestAt the start of the oldest of them
     */
    record PendingCount(String rep, long pending, Instant oldestAt) {}

    /**
     * Stores the first revisions of calls and puts their events into the outbox, in one statement. A call whose id is
     * taken is left alone, whatever it says; it waits for another transaction that is storing the same id.
     *
     * @param calls no id twice
     * @return the keys of those that were new
     */
    Uni<Set<Key>> add(SqlConnection transaction, Collection<Call> calls);

    /** The calls at their latest revision, those that exist. */
    Uni<Map<Key, Call>> find(SqlConnection transaction, Collection<Key> keys);

    /** The call at its latest revision, locked until the transaction ends; null when there is none. */
    Uni<Call> lock(SqlConnection transaction, Key key);

    /**
     * The keys of all calls to or from numbers that stand with certain customers, in their order, voided ones left out; the
     * calls are locked until the transaction ends. One that somebody has just changed is among them as it was before.
     *
     * @param customers the customer by number (E.164)
     */
    Uni<List<Key>> lockOfNumbers(SqlConnection transaction, String tenant, Map<String, String> customers);

    /**
     * Stores a further revision of each of some locked calls, keeps the former ones as history, and puts the events into the
     * outbox, as one row.
     *
     * @param calls no id twice, at most 1,000
     */
    Uni<Void> revise(SqlConnection transaction, List<Call> calls);

    /**
     * Takes everything from the calls and their former revisions that a person could be known by. No revision and no event
     * tells of it, for nothing that is published of a call changes.
     *
     * @return those that were not erased yet, as they were, in the order of their ids
     */
    Uni<List<Call>> erase(SqlConnection transaction, String tenant, Collection<String> callIds);

    /** The call at its latest revision; null when there is none. */
    Uni<Call> find(Key key);

    /** All revisions of the calls that exist, by call id and the first first. */
    Uni<List<Call>> revisions(SqlClient client, String tenant, Collection<String> callIds);

    /** All revisions of a call, the first first; empty when there is no such call. */
    Uni<List<Call>> revisions(Key key);

    /** In which order calls are listed: by their start, then by id. */
    enum Order {
        LATEST_FIRST,
        OLDEST_FIRST
    }

    /** A page of the calls that match; voided ones left out. */
    Uni<Page<Call>> list(String tenant, CallFilter filter, Order order, int limit, String cursor);

    /** How many calls of each rep wait for a summary, those of no rep too; only one team's for a team. */
    Uni<List<PendingCount>> pending(String tenant, String team);
}
