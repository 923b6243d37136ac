package io.tierline.grading.customers.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.directory.application.Directory;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Finds the team of reps who are to own customers, by the directory. */
@ApplicationScoped
class OwnersTeams {

    private final Directory directory;
    private final Clock clock;

    OwnersTeams(Directory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** To be called in the transaction that has given customers to these reps by the teams read before. */
    Uni<Void> given(SqlConnection transaction, String tenant, Set<String> reps) {
        return reps.isEmpty() ? Uni.createFrom().voidItem() : directory.lookSoon(transaction, tenant, reps);
    }

    /**
     * Each rep's team at this moment; those who are in none, or unknown, are not in it.
     *
     * @param client a transaction, or the pool
     */
    Uni<Map<String, String>> of(SqlClient client, String tenant, Set<String> reps) {
        if (reps.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return directory.reps(client, tenant, reps).map(known -> {
            Map<String, String> teams = new HashMap<>();
            known.forEach((id, rep) -> rep.teamAt(clock.instant()).ifPresent(team -> teams.put(id, team)));
            return teams;
        });
    }
}
