package io.tierline.call.directory.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.directory.domain.Roster;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;

/** The directory as those see it who name reps and teams: whoever is named is in it, told of or not. */
public interface Directory {

    /**
     * A rep and a team that somebody has named together; either may be null.
     *
     * @param by who has named them
     */
    record Mention(String tenant, String rep, String team, String by) {}

    /** What the directory says of all who are mentioned, in one statement; in none when nobody is. */
    Uni<Roster> find(SqlConnection transaction, Collection<Mention> mentions);

    /**
     * Takes in those who are mentioned and not in the roster, and puts their events into the outbox; no statement when all
     * are. When two transactions meet the same stranger, one of them takes it in. Rows are locked teams first, then reps,
     * each in the order of their keys: to be called after calls have been locked, never before.
     *
     * @param roster what {@link #find} has said in this transaction
     */
    Uni<Void> takeIn(SqlConnection transaction, Roster roster, Collection<Mention> mentions);
}
