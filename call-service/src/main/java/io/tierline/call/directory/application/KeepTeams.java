package io.tierline.call.directory.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.directory.domain.Team;
import io.tierline.kit.database.Database;
import io.tierline.kit.outbox.OutboxRelay;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.IntPredicate;

/** Keeps the teams of each company. */
@ApplicationScoped
public class KeepTeams {

    private final Database database;
    private final Teams teams;
    private final OutboxRelay relay;

    KeepTeams(Database database, Teams teams, OutboxRelay relay) {
        this.database = database;
        this.teams = teams;
        this.relay = relay;
    }

    /**
     * Takes down what somebody tells of a team. The same again changes nothing; a change fails with a 412 problem when
     * somebody else has changed the team meanwhile.
     *
     * @param expected which revisions the caller may have had in mind ({@code If-Match}); 0 for a new team
     * @return the team as it stands now
     */
    public Uni<Team> put(String tenant, String id, String name, boolean active, String by, IntPredicate expected) {
        return database.transaction(transaction -> teams.lock(transaction, tenant, id)
                        .chain(present -> {
                            Team told = present.told(name, active);
                            if (told == present) {
                                return Uni.createFrom().item(present);
                            }
                            if (!expected.test(present.revision())) {
                                throw Problem.stale("The team is at revision " + present.revision()
                                        + " by now; read it again and decide anew.");
                            }
                            return teams.store(transaction, told, by).replaceWith(told);
                        }))
                .invoke(relay::wake);
    }

    /** The team; fails with a 404 problem when the tenant has none of this id. */
    public Uni<Team> byId(String tenant, String id) {
        return teams.find(tenant, id).onItem().ifNull().failWith(() -> unknown(id));
    }

    /** A page of the teams; see {@link Teams#list}. */
    public Uni<Page<Team>> list(String tenant, Boolean active, Boolean known, int limit, String cursor) {
        return teams.list(tenant, active, known, limit, cursor);
    }

    /** The 404 problem of a team that the tenant does not have. */
    public static Problem unknown(String id) {
        return Problem.notFound("no-such-team", "There is no team " + id + ".");
    }
}
