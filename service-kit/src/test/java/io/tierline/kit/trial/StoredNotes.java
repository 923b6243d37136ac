package io.tierline.kit.trial;

import io.smallrye.mutiny.Uni;
import io.tierline.kit.database.Columns;
import io.tierline.kit.outbox.OutgoingEvent;
import io.tierline.kit.republication.Scope;
import io.tierline.kit.republication.StoredEvents;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Notes as events again, the way a service of ours does it; can be made to break at a note. */
@ApplicationScoped
public class StoredNotes implements StoredEvents {

    public static final String TOPIC = "trial.stored";

    private volatile String breaksAt;

    @Override
    public String name() {
        return "notes";
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public String type() {
        return "note.written.v1";
    }

    /** Fails from now on at the note with this id; null: no more. */
    public void breaksAt(String id) {
        breaksAt = id;
    }

    @Override
    public Uni<Chunk> next(SqlConnection transaction, Scope scope, String position, int atMost) {
        return transaction
                .preparedQuery("select * from stored_note where ($1::text is null or tenant = $1)"
                        + " and tenant || '/' || id > $2 order by tenant || '/' || id limit $3 for share")
                .execute(Tuple.of(scope.tenant(), position == null ? "" : position, atMost))
                .map(rows -> {
                    List<OutgoingEvent> events = new ArrayList<>();
                    String last = null;
                    for (Row row : rows) {
                        last = row.getString("tenant") + "/" + row.getString("id");
                        if (row.getString("id").equals(breaksAt)) {
                            throw new IllegalStateException("broken at " + last);
                        }
                        if (scope.covers(Columns.instant(row, "made_at"))) {
                            int revision = row.getInteger("revision");
                            events.add(new OutgoingEvent(last, row.getString("id") + "/" + revision, "{}"));
                        }
                    }
                    return new Chunk(events, rows.size() < atMost ? null : last);
                });
    }
}
