package io.tierline.call.directory.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.directory.application.DirectoryEvents;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.republication.Scope;
import io.tierline.kit.republication.StoredEvents;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** All teams as events again, by tenant and id. */
@ApplicationScoped
class StoredTeams implements StoredEvents {

    /** A row at revision 0 was only made to be locked. */
    private static final String CHUNK = "select * from team where revision > 0 and ($1::text is null or tenant = $1)"
            + " and (tenant, team_id) > ($2, $3) order by tenant, team_id limit $4 for share";

    private final DirectoryEvents events;

    StoredTeams(DirectoryEvents events) {
        this.events = events;
    }

    @Override
    public String name() {
        return "teams";
    }

    @Override
    public String topic() {
        return DirectoryEvents.TOPIC;
    }

    @Override
    public String type() {
        return DirectoryEvents.TEAM;
    }

    @Override
    public Uni<Chunk> next(SqlConnection transaction, Scope scope, String position, int atMost) {
        List<String> after = position == null ? List.of("", "") : Cursor.read(position, 2);
        return transaction
                .preparedQuery(CHUNK)
                .execute(Tuple.of(scope.tenant(), after.get(0), after.get(1), atMost))
                .map(rows -> Chunk.of(
                        rows,
                        atMost,
                        row -> events.of(PostgresTeams.team(row)),
                        row -> Cursor.of(row.getString("tenant"), row.getString("team_id"))));
    }
}
