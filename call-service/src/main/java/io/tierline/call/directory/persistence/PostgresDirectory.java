package io.tierline.call.directory.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.directory.application.Directory;
import io.tierline.call.directory.application.DirectoryEvents;
import io.tierline.call.directory.domain.Membership;
import io.tierline.call.directory.domain.Memberships;
import io.tierline.call.directory.domain.Rep;
import io.tierline.call.directory.domain.Roster;
import io.tierline.call.directory.domain.Roster.Id;
import io.tierline.call.directory.domain.Team;
import io.tierline.call.directory.persistence.TakeIn.Stranger;
import io.tierline.kit.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The directory in the tables {@code team}, {@code rep} and {@code rep_membership}. */
@ApplicationScoped
class PostgresDirectory implements Directory {

    private static final Columns<Id> REPS =
            new Columns<Id>().text("tenant", Id::tenant).text("rep_id", Id::id);
    private static final Columns<Id> TEAMS =
            new Columns<Id>().text("tenant", Id::tenant).text("team_id", Id::id);

    /** With every call that comes in: whole reps, few as they are, and the time of each call is looked up in them. */
    private static final String FIND = "select 'rep' as kind, tenant, rep_id as id, froms, teams from "
            + REPS.unnestFrom(1) + " join rep using (tenant, rep_id) " + RepRow.DATED
            + " union all select 'team', tenant, team_id, null, null from " + TEAMS.unnestFrom(3)
            + " join team using (tenant, team_id)";

    private final DirectoryEvents events;

    PostgresDirectory(DirectoryEvents events) {
        this.events = events;
    }

    @Override
    public Uni<Roster> find(SqlConnection transaction, Collection<Mention> mentions) {
        Set<Id> reps = ids(mentions, Mention::rep).keySet();
        Set<Id> teams = ids(mentions, Mention::team).keySet();
        if (reps.isEmpty() && teams.isEmpty()) {
            return Uni.createFrom().item(Roster.EMPTY);
        }
        Tuple parameters = REPS.bind(reps);
        Tuple ofTeams = TEAMS.bind(teams);
        parameters.addValue(ofTeams.getValue(0)).addValue(ofTeams.getValue(1));
        return transaction.preparedQuery(FIND).execute(parameters).map(rows -> {
            Map<Id, Memberships> foundReps = new HashMap<>();
            Set<Id> foundTeams = new HashSet<>();
            for (Row row : rows) {
                Id id = new Id(row.getString("tenant"), row.getString("id"));
                if (row.getString("kind").equals("rep")) {
                    foundReps.put(id, RepRow.memberships(row));
                } else {
                    foundTeams.add(id);
                }
            }
            return new Roster(foundReps, foundTeams);
        });
    }

    @Override
    public Uni<Void> takeIn(SqlConnection transaction, Roster roster, Collection<Mention> mentions) {
        List<Stranger> teams = new ArrayList<>();
        ids(mentions, Mention::team).forEach((team, by) -> {
            if (!roster.hasTeam(team)) {
                teams.add(new Stranger(team, by, events.of(Team.takenIn(team.tenant(), team.id()))));
            }
        });
        List<Stranger> reps = new ArrayList<>();
        ids(mentions, Mention::rep).forEach((rep, by) -> {
            if (!roster.hasRep(rep)) {
                Rep takenIn = Rep.takenIn(rep.tenant(), rep.id());
                reps.add(new Stranger(rep, by, events.of(takenIn, Membership.ALWAYS)));
            }
        });
        return TakeIn.teams(transaction, teams).chain(() -> TakeIn.reps(transaction, reps));
    }

    /** Each of those who are mentioned once, and who has named it first. */
    private static Map<Id, String> ids(Collection<Mention> mentions, Function<Mention, String> which) {
        Map<Id, String> ids = new LinkedHashMap<>();
        for (Mention mention : mentions) {
            String id = which.apply(mention);
            if (id != null) {
                ids.putIfAbsent(new Id(mention.tenant(), id), mention.by());
            }
        }
        return ids;
    }
}
