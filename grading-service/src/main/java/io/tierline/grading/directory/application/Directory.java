package io.tierline.grading.directory.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.directory.domain.Rep;
import io.tierline.grading.directory.domain.Team;
import io.tierline.grading.grades.domain.CustomerKey;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The reps and teams of all companies, as call-service has told of them. */
public interface Directory {

    /**
     * Keeps the reps that are of a higher revision than what is known, and has their customers looked at.
     *
     * @param reps none twice
     */
    Uni<Void> keepReps(SqlConnection transaction, Collection<Rep> reps);

    /**
     * Keeps the teams that are of a higher revision than what is known.
     *
     * @param teams none twice
     */
    Uni<Void> keepTeams(SqlConnection transaction, Collection<Team> teams);

    /**
     * Reps by id; those that the directory has not told of are not in it. For who is in which team see {@link Rep#teamAt}.
     *
     * @param client a transaction, or the pool
     */
    Uni<Map<String, Rep>> reps(SqlClient client, String tenant, Set<String> ids);

    /** Teams by id; those that the directory has not told of are not in it. */
    Uni<Map<String, Team>> teams(SqlClient client, String tenant, Set<String> ids);

    /** Reps whose customers have to be looked at by the moment, at most so many. */
    Uni<List<Rep>> aboutToMove(Instant now, int atMost);

    /**
     * Gives the team to customers that the rep owns and that are in none, or in another of the rep's teams; those that
     * somebody gave to a team which was never the rep's stay there.
     *
     * @param atMost how many
     * @return those that have been given to it; they are locked
     */
    Uni<List<CustomerKey>> moveCustomers(SqlConnection transaction, Rep rep, String team, int atMost);

    /**
     * Has the customers of these reps looked at: to be called, after the customers are locked, by whatever has given them some
     * by a team that was read before. Should the rep have moved meanwhile, they follow.
     */
    Uni<Void> lookSoon(SqlConnection transaction, String tenant, Set<String> reps);

    /**
     * Says when to look at the rep's customers again; nothing if the rep has changed meanwhile.
     *
     * @param at null: not before the rep changes
     */
    Uni<Void> lookAgain(SqlConnection transaction, Rep rep, Instant at);
}
