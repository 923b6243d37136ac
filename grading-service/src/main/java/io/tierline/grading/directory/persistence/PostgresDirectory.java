package io.tierline.grading.directory.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.directory.application.Directory;
import io.tierline.grading.directory.domain.Rep;
import io.tierline.grading.directory.domain.Rep.Membership;
import io.tierline.grading.directory.domain.Team;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The directory in the tables {@code rep} and {@code team}. */
@ApplicationScoped
class PostgresDirectory implements Directory {

    private static final Columns<Rep> REPS = new Columns<Rep>()
            .text("tenant", Rep::tenant)
            .text("rep_id", Rep::repId)
            .integer("revision", Rep::revision)
            .text("name", Rep::name)
            .flag("active", Rep::active)
            .flag("known", Rep::known)
            .text("memberships", rep -> written(rep.memberships()));

    private static final Columns<Team> TEAMS = new Columns<Team>()
            .text("tenant", Team::tenant)
            .text("team_id", Team::teamId)
            .integer("revision", Team::revision)
            .text("name", Team::name)
            .flag("active", Team::active)
            .flag("known", Team::known);

    /** Whatever has changed, the rep's customers are looked at next. */
    private static final String KEEP_REPS = "insert into rep as kept (" + REPS.names("") + ", next_move) select"
            + " tenant, rep_id, revision, name, active, known, memberships::jsonb, now() from " + REPS.unnestFrom(1)
            + " on conflict (tenant, rep_id) do update set (revision, name, active, known, memberships, next_move)"
            + " = (excluded.revision, excluded.name, excluded.active, excluded.known, excluded.memberships,"
            + " excluded.next_move) where kept.revision < excluded.revision";

    private static final String KEEP_TEAMS = "insert into team as kept (" + TEAMS.names("") + ") select "
            + TEAMS.names("") + " from " + TEAMS.unnestFrom(1)
            + " on conflict (tenant, team_id) do update set (revision, name, active, known)"
            + " = (excluded.revision, excluded.name, excluded.active, excluded.known)"
            + " where kept.revision < excluded.revision";

    private static final String READ_REPS = "select * from rep where tenant = $1 and rep_id = any($2)";
    private static final String READ_TEAMS = "select * from team where tenant = $1 and team_id = any($2)";
    /** Tenants take turns, so that none waits behind another tenant's many. */
    private static final String ABOUT_TO_MOVE = "select * from (select *, row_number() over (partition by tenant"
            + " order by next_move) as turn from rep where next_move <= $1) moving order by turn, next_move limit $2";

    /**
     * Customers are locked in the order of their keys, as everywhere. The condition on rep is for the index. It is a change of
     * the customer's owner like any other: it raises the revision and is written down.
     */
    private static final String MOVE_CUSTOMERS = "with moving as (select customer_id from customer where tenant = $1"
            + " and rep = $2 and owner_rep = $2 and merged_into is null"
            + " and (owner_team is null or (owner_team <> $3 and owner_team = any($4)))"
            + " order by customer_id limit $5 for update),"
            + " moved as (update customer set owner_team = $3, revision = customer.revision + 1,"
            + " changed_at = clock_timestamp(), changed_by = 'directory' from moving where customer.tenant = $1"
            + " and customer.customer_id = moving.customer_id"
            + " returning new.customer_id, new.revision, new.changed_at, old.owner_team as team_before)"
            + " insert into customer_change (tenant, customer_id, revision, at, author, changed, owner_rep_before,"
            + " owner_team_before, owner_rep, owner_team) select $1, customer_id, revision, changed_at, 'directory',"
            + " '{owner}', $2, team_before, $2, $3 from moved returning customer_id";

    private static final String LOOK_SOON = "update rep set next_move = now() where (tenant, rep_id) in (select tenant,"
            + " rep_id from rep where tenant = $1 and rep_id = any($2) order by rep_id for update)";

    private static final String LOOK_AGAIN =
            "update rep set next_move = $4 where tenant = $1 and rep_id = $2 and revision = $3";

    private final Database database;

    PostgresDirectory(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Void> keepReps(SqlConnection transaction, Collection<Rep> reps) {
        return transaction.preparedQuery(KEEP_REPS).execute(REPS.bind(reps)).replaceWithVoid();
    }

    @Override
    public Uni<Void> keepTeams(SqlConnection transaction, Collection<Team> teams) {
        return transaction.preparedQuery(KEEP_TEAMS).execute(TEAMS.bind(teams)).replaceWithVoid();
    }

    @Override
    public Uni<Map<String, Rep>> reps(SqlClient client, String tenant, Set<String> ids) {
        return client.preparedQuery(READ_REPS)
                .execute(Tuple.of(tenant, ids.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Rep> reps = new HashMap<>();
                    rows.forEach(row -> reps.put(row.getString("rep_id"), rep(row)));
                    return reps;
                });
    }

    @Override
    public Uni<Map<String, Team>> teams(SqlClient client, String tenant, Set<String> ids) {
        return client.preparedQuery(READ_TEAMS)
                .execute(Tuple.of(tenant, ids.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Team> teams = new HashMap<>();
                    rows.forEach(row -> teams.put(row.getString("team_id"), team(row)));
                    return teams;
                });
    }

    @Override
    public Uni<List<Rep>> aboutToMove(Instant now, int atMost) {
        return database.pool()
                .preparedQuery(ABOUT_TO_MOVE)
                .execute(Tuple.of(Columns.inUtc(now), atMost))
                .map(rows -> {
                    List<Rep> reps = new ArrayList<>(rows.size());
                    rows.forEach(row -> reps.add(rep(row)));
                    return reps;
                });
    }

    @Override
    public Uni<List<CustomerKey>> moveCustomers(SqlConnection transaction, Rep rep, String team, int atMost) {
        return transaction
                .preparedQuery(MOVE_CUSTOMERS)
                .execute(Tuple.tuple()
                        .addString(rep.tenant())
                        .addString(rep.repId())
                        .addString(team)
                        .addArrayOfString(rep.teams().toArray(String[]::new))
                        .addInteger(atMost))
                .map(rows -> {
                    List<CustomerKey> moved = new ArrayList<>();
                    rows.forEach(row -> moved.add(new CustomerKey(rep.tenant(), row.getString("customer_id"))));
                    return moved;
                });
    }

    @Override
    public Uni<Void> lookSoon(SqlConnection transaction, String tenant, Set<String> reps) {
        return transaction
                .preparedQuery(LOOK_SOON)
                .execute(Tuple.tuple().addString(tenant).addArrayOfString(reps.toArray(String[]::new)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> lookAgain(SqlConnection transaction, Rep rep, Instant at) {
        return transaction
                .preparedQuery(LOOK_AGAIN)
                .execute(Tuple.of(rep.tenant(), rep.repId(), rep.revision(), Columns.inUtc(at)))
                .replaceWithVoid();
    }

    private static Rep rep(Row row) {
        return new Rep(
                row.getString("tenant"),
                row.getString("rep_id"),
                row.getInteger("revision"),
                row.getString("name"),
                row.getBoolean("active"),
                row.getBoolean("known"),
                memberships(row.getJsonArray("memberships")));
    }

    private static Team team(Row row) {
        return new Team(
                row.getString("tenant"),
                row.getString("team_id"),
                row.getInteger("revision"),
                row.getString("name"),
                row.getBoolean("active"),
                row.getBoolean("known"));
    }

    private static String written(List<Membership> memberships) {
        return new JsonArray(memberships.stream()
                        .map(membership -> new JsonObject()
                                .put("team", membership.team())
                                .put("from", membership.from().toString()))
                        .collect(Collectors.toList()))
                .encode();
    }

    private static List<Membership> memberships(JsonArray written) {
        return written.stream()
                .map(JsonObject.class::cast)
                .map(each -> new Membership(each.getString("team"), Instant.parse(each.getString("from"))))
                .toList();
    }
}
