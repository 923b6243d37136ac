package io.tierline.call.directory.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.directory.application.DirectoryEvents;
import io.tierline.call.directory.domain.Roster.Id;
import io.tierline.kit.database.Columns;
import io.tierline.kit.outbox.OutgoingEvent;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;

/**
 * The statement that takes in teams, or reps, of whom no more is known than their id, and puts their events into the outbox
 * as one row. It guarantees that each is taken in once, with its event in the same commit, whatever arrives at the same
 * time; one that is there already is left alone. The rows are inserted in key order, so that two transactions that meet
 * the same strangers wait for each other rather than deadlock.
 */
final class TakeIn {

    /**
     * One who is to be taken in.
     *
     * @param by who has named it
     * @param event tells that it was taken in
     */
    record Stranger(Id id, String by, OutgoingEvent event) {}

    private static final Columns<Stranger> COLUMNS = new Columns<Stranger>()
            .text("tenant", stranger -> stranger.id().tenant())
            .text("id", stranger -> stranger.id().id())
            .text("changed_by", Stranger::by)
            .text("event_key", stranger -> stranger.event().key())
            .text("event_id", stranger -> stranger.event().id())
            .text("event_payload", stranger -> stranger.event().payload());

    private static final String TEAMS = sql("team", "team_id");
    private static final String REPS = sql("rep", "rep_id");

    private TakeIn() {}

    static Uni<Void> teams(SqlConnection transaction, Collection<Stranger> teams) {
        return run(transaction, TEAMS, DirectoryEvents.TEAM, teams);
    }

    static Uni<Void> reps(SqlConnection transaction, Collection<Stranger> reps) {
        return run(transaction, REPS, DirectoryEvents.REP, reps);
    }

    private static Uni<Void> run(
            SqlConnection transaction, String sql, String eventType, Collection<Stranger> strangers) {
        return strangers.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(sql)
                        .execute(COLUMNS.bind(strangers, DirectoryEvents.TOPIC, eventType))
                        .replaceWithVoid();
    }

    private static String sql(String table, String id) {
        return "with input as (select * from " + COLUMNS.unnestFrom(3) + "), added as (insert into " + table
                + " (tenant, " + id + ", active, known, revision, changed_by)"
                + " select tenant, id, true, false, 1, changed_by from input order by tenant, id"
                + " on conflict (tenant, " + id + ") do nothing returning tenant, " + id + " as id)"
                + " insert into outbox (topic, type, keys, event_ids, payloads)"
                + " select $1, $2, array_agg(event_key), array_agg(event_id), array_agg(event_payload)"
                + " from input join added using (tenant, id) having count(*) > 0";
    }
}
