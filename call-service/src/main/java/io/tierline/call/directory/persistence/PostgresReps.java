package io.tierline.call.directory.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.directory.application.DirectoryEvents;
import io.tierline.call.directory.application.Reps;
import io.tierline.call.directory.domain.Membership;
import io.tierline.call.directory.domain.Rep;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.tierline.kit.outbox.Outbox;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reps in the tables {@code rep} and {@code rep_membership}. */
@ApplicationScoped
class PostgresReps implements Reps {

    private static final Columns<Membership> MEMBERSHIPS =
            new Columns<Membership>().instant("from_at", Membership::from).text("team_id", Membership::team);

    private static final String SELECT =
            "select rep.*, froms, teams from rep " + RepRow.DATED + " where rep.tenant = $1";

    private static final String FIND = SELECT + " and rep.rep_id = $2";

    /** A row to lock, where there is none yet: two who tell of a rep for the first time take their turns. */
    private static final String MAKE_LOCKABLE =
            "insert into rep (tenant, rep_id, active, known, revision, changed_by) values ($1, $2, true, false, 0, '')"
                    + " on conflict (tenant, rep_id) do nothing";

    private static final String LOCK = "select from rep where tenant = $1 and rep_id = $2 for update";

    private static final String STORE = "update rep set name = $3, active = $4, known = $5, revision = $6,"
            + " changed_at = now(), changed_by = $7 where tenant = $1 and rep_id = $2";

    /** Memberships are added or given another team, never taken away. */
    private static final String STORE_MEMBERSHIPS = "insert into rep_membership as present (tenant, rep_id, "
            + MEMBERSHIPS.names("") + ") select $1, $2, " + MEMBERSHIPS.names("input.") + " from "
            + MEMBERSHIPS.unnestFrom(3) + " on conflict (tenant, rep_id, from_at) do update"
            + " set team_id = excluded.team_id where present.team_id is distinct from excluded.team_id";

    /** Of those who were ever in the team, which the index tells, those whose latest membership until now it is. */
    private static final String LIST = SELECT
            + " and ($2::text is null or rep.rep_id in (select rep_id from rep_membership where tenant = $1 and team_id = $2)"
            + " and $2 = (select team_id from rep_membership where rep_membership.tenant = rep.tenant"
            + " and rep_membership.rep_id = rep.rep_id and from_at <= $3 order by from_at desc limit 1))"
            + " and ($4::boolean is null or active = $4) and ($5::boolean is null or known = $5)"
            + " and ($6::text is null or rep.rep_id > $6) order by rep.rep_id limit $7";

    private final Database database;
    private final DirectoryEvents events;

    PostgresReps(Database database, DirectoryEvents events) {
        this.database = database;
        this.events = events;
    }

    @Override
    public Uni<Rep> find(String tenant, String id) {
        return database.pool()
                .preparedQuery(FIND)
                .execute(Tuple.of(tenant, id))
                .map(rows ->
                        rows.size() == 0 ? null : RepRow.rep(rows.iterator().next()));
    }

    @Override
    public Uni<Rep> lock(SqlConnection transaction, String tenant, String id) {
        Tuple key = Tuple.of(tenant, id);
        return transaction
                .preparedQuery(MAKE_LOCKABLE)
                .execute(key)
                .chain(() -> transaction.preparedQuery(LOCK).execute(key))
                // A statement of its own: only it sees the memberships that were stored while the lock was waited for.
                .chain(() -> transaction.preparedQuery(FIND).execute(key))
                .map(rows -> RepRow.rep(rows.iterator().next()));
    }

    @Override
    public Uni<Void> store(SqlConnection transaction, Rep rep, Instant now, String by) {
        Tuple row = Tuple.tuple()
                .addString(rep.tenant())
                .addString(rep.id())
                .addString(rep.name())
                .addBoolean(rep.active())
                .addBoolean(rep.known())
                .addInteger(rep.revision())
                .addString(by);
        return transaction
                .preparedQuery(STORE)
                .execute(row)
                .chain(() -> transaction
                        .preparedQuery(STORE_MEMBERSHIPS)
                        .execute(MEMBERSHIPS.bind(rep.memberships().dated(), rep.tenant(), rep.id())))
                .chain(() -> Outbox.add(
                        transaction, DirectoryEvents.TOPIC, DirectoryEvents.REP, List.of(events.of(rep, now))));
    }

    @Override
    public Uni<Page<Rep>> list(String tenant, Filter filter, int limit, String cursor) {
        Tuple parameters = Tuple.tuple()
                .addString(tenant)
                .addString(filter.team())
                .addValue(Columns.inUtc(filter.now()))
                .addBoolean(filter.active())
                .addBoolean(filter.known())
                .addString(IdCursor.read(cursor))
                .addInteger(limit + 1);
        return database.pool()
                .preparedQuery(LIST)
                .execute(parameters)
                .map(rows -> Page.of(reps(rows), limit, rep -> Cursor.of(rep.id())));
    }

    private static List<Rep> reps(RowSet<Row> rows) {
        List<Rep> reps = new ArrayList<>(rows.size());
        rows.forEach(row -> reps.add(RepRow.rep(row)));
        return reps;
    }
}
