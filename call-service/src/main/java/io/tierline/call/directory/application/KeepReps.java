package io.tierline.call.directory.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.directory.application.Directory.Mention;
import io.tierline.call.directory.domain.Memberships;
import io.tierline.call.directory.domain.Rep;
import io.tierline.kit.database.Database;
import io.tierline.kit.outbox.OutboxRelay;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.IntPredicate;

/** Keeps the reps of each company and the teams that they are in over time. Recorded calls are not touched. */
@ApplicationScoped
public class KeepReps {

    /**
     * What somebody tells of a rep.
     *
     * @param team the team from then on; null for none
     * @param from from when on; null as in {@link Rep#told}
     */
    public record Told(String name, boolean active, String team, Instant from) {}

    private final Database database;
    private final Directory directory;
    private final Reps reps;
    private final OutboxRelay relay;
    private final Clock clock;

    KeepReps(Database database, Directory directory, Reps reps, OutboxRelay relay, Clock clock) {
        this.database = database;
        this.directory = directory;
        this.reps = reps;
        this.relay = relay;
        this.clock = clock;
    }

    /**
     * Takes down what somebody tells of a rep; a team that the directory does not have is taken in. The same again changes
     * nothing; a change fails with a 412 problem when somebody else has changed the rep meanwhile, and with a 409 problem
     * when the rep has had too many teams.
     *
     * @param expected which revisions the caller may have had in mind ({@code If-Match}); 0 for a new rep
     * @return the rep as it stands now
     */
    public Uni<Rep> put(String tenant, String id, Told told, String by, IntPredicate expected) {
        return database.transaction(
                        // The team before the rep, as always.
                        transaction -> takeInTeam(transaction, tenant, told.team(), by)
                                .chain(() -> reps.lock(transaction, tenant, id))
                                .chain(present -> {
                                    Instant now = now();
                                    Rep rep = present.told(told.name(), told.active(), told.team(), told.from(), now);
                                    if (rep == present) {
                                        return Uni.createFrom().item(present);
                                    }
                                    check(present, rep, expected);
                                    return reps.store(transaction, rep, now, by).replaceWith(rep);
                                }))
                .invoke(relay::wake);
    }

    /** The rep; fails with a 404 problem when the tenant has none of this id. */
    public Uni<Rep> byId(String tenant, String id) {
        return reps.find(tenant, id).onItem().ifNull().failWith(() -> unknown(id));
    }

    /**
     * A page of the reps, in the order of their ids.
     *
     * @param team the team that they are in now; null for all
     * @param active null for both
     * @param known null for both
     */
    public Uni<Page<Rep>> list(String tenant, String team, Boolean active, Boolean known, int limit, String cursor) {
        return reps.list(tenant, new Reps.Filter(team, active, known, now()), limit, cursor);
    }

    /** The 404 problem of a rep that the tenant does not have. */
    public static Problem unknown(String id) {
        return Problem.notFound("no-such-rep", "There is no rep " + id + ".");
    }

    private Uni<Void> takeInTeam(SqlConnection transaction, String tenant, String team, String by) {
        List<Mention> mention = List.of(new Mention(tenant, null, team, by));
        return directory.find(transaction, mention).chain(roster -> directory.takeIn(transaction, roster, mention));
    }

    private static void check(Rep present, Rep rep, IntPredicate expected) {
        if (!expected.test(present.revision())) {
            throw Problem.stale(
                    "The rep is at revision " + present.revision() + " by now; read it again and decide anew.");
        }
        if (rep.memberships().dated().size() > Memberships.MOST) {
            throw Problem.conflict(
                    "too-many-memberships",
                    "A rep can have at most " + Memberships.MOST + " dated memberships; this would be one more.");
        }
    }

    /** To the microsecond, as it is stored. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
