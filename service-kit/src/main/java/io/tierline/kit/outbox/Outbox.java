package io.tierline.kit.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/** Adds events to the outbox table, within the transaction that holds the change they tell of. */
public final class Outbox {

    private static final String INSERT =
            "insert into outbox (topic, type, keys, event_ids, payloads) values ($1, $2, $3, $4, $5)";

    private Outbox() {}

    /** Adds the events as one row; they are published in their order. None is fine. */
    public static Uni<Void> add(SqlConnection transaction, String topic, String type, List<OutgoingEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple row = Tuple.tuple()
                .addString(topic)
                .addString(type)
                .addArrayOfString(events.stream().map(OutgoingEvent::key).toArray(String[]::new))
                .addArrayOfString(events.stream().map(OutgoingEvent::id).toArray(String[]::new))
                .addArrayOfString(events.stream().map(OutgoingEvent::payload).toArray(String[]::new));
        return transaction.preparedQuery(INSERT).execute(row).replaceWithVoid();
    }
}
