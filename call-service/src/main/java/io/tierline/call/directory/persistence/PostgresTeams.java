package io.tierline.call.directory.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.directory.application.DirectoryEvents;
import io.tierline.call.directory.application.Teams;
import io.tierline.call.directory.domain.Team;
import io.tierline.kit.database.Database;
import io.tierline.kit.outbox.Outbox;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Teams in the table {@code team}. */
@ApplicationScoped
class PostgresTeams implements Teams {

    private static final String FIND = "select * from team where tenant = $1 and team_id = $2";

    /** A row to lock, where there is none yet: two who tell of a team for the first time take their turns. */
    private static final String MAKE_LOCKABLE =
            "insert into team (tenant, team_id, active, known, revision, changed_by) values ($1, $2, true, false, 0, '')"
                    + " on conflict (tenant, team_id) do nothing";

    private static final String STORE = "update team set name = $3, active = $4, known = $5, revision = $6,"
            + " changed_at = now(), changed_by = $7 where tenant = $1 and team_id = $2";

    private static final String LIST = "select * from team where tenant = $1 and ($2::boolean is null or active = $2)"
            + " and ($3::boolean is null or known = $3) and ($4::text is null or team_id > $4) order by team_id limit $5";

    private final Database database;
    private final DirectoryEvents events;

    PostgresTeams(Database database, DirectoryEvents events) {
        this.database = database;
        this.events = events;
    }

    @Override
    public Uni<Team> find(String tenant, String id) {
        return database.pool()
                .preparedQuery(FIND)
                .execute(Tuple.of(tenant, id))
                .map(rows -> rows.size() == 0 ? null : team(rows.iterator().next()));
    }

    @Override
    public Uni<Team> lock(SqlConnection transaction, String tenant, String id) {
        return transaction
                .preparedQuery(MAKE_LOCKABLE)
                .execute(Tuple.of(tenant, id))
                .chain(() -> transaction.preparedQuery(FIND + " for update").execute(Tuple.of(tenant, id)))
                .map(rows -> team(rows.iterator().next()));
    }

    @Override
    public Uni<Void> store(SqlConnection transaction, Team team, String by) {
        Tuple row = Tuple.tuple()
                .addString(team.tenant())
                .addString(team.id())
                .addString(team.name())
                .addBoolean(team.active())
                .addBoolean(team.known())
                .addInteger(team.revision())
                .addString(by);
        return transaction
                .preparedQuery(STORE)
                .execute(row)
                .chain(() ->
                        Outbox.add(transaction, DirectoryEvents.TOPIC, DirectoryEvents.TEAM, List.of(events.of(team))));
    }

    @Override
    public Uni<Page<Team>> list(String tenant, Boolean active, Boolean known, int limit, String cursor) {
        Tuple parameters = Tuple.tuple()
                .addString(tenant)
                .addBoolean(active)
                .addBoolean(known)
                .addString(IdCursor.read(cursor))
                .addInteger(limit + 1);
        return database.pool()
                .preparedQuery(LIST)
                .execute(parameters)
                .map(rows -> Page.of(teams(rows), limit, team -> Cursor.of(team.id())));
    }

    private static List<Team> teams(RowSet<Row> rows) {
        List<Team> teams = new ArrayList<>(rows.size());
        rows.forEach(row -> teams.add(team(row)));
        return teams;
    }

    static Team team(Row row) {
        return new Team(
                row.getString("tenant"),
                row.getString("team_id"),
                row.getString("name"),
                row.getBoolean("active"),
                row.getBoolean("known"),
                row.getInteger("revision"));
    }
}
