package io.tierline.kit.republication;

import io.smallrye.mutiny.Uni;
import io.tierline.kit.outbox.OutgoingEvent;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Events that can be made again from what is stored: one kind of thing on one topic. Every bean of this type is published
 * again by {@link Republication}, one after the other, in chunks.
 */
public interface StoredEvents {

    /**
     * The next events.
     *
     * @param events in the order in which they are published; may be none, when nothing in this stretch is in the scope
     * @param position behind the last thing that was looked at, to go on from; null when there are no more
     */
    record Chunk(List<OutgoingEvent> events, String position) {

        /**
         * The events of rows that were read in their order, an event a row.
         *
         * @param atMost how many rows were asked for; fewer are the last ones
         * @param position what to go on from behind a row
         */
        public static Chunk of(
                RowSet<Row> rows, int atMost, Function<Row, OutgoingEvent> event, Function<Row, String> position) {
            List<OutgoingEvent> events = new ArrayList<>(rows.size());
            Row last = null;
            for (Row row : rows) {
                events.add(event.apply(row));
                last = row;
            }
            return new Chunk(events, rows.size() < atMost ? null : position.apply(last));
        }
    }

    /** Unique in the service and the same for ever: a job that was interrupted goes on by it. */
    String name();

    /** The topic of the events. */
    String topic();

    /** The type and version of the events. */
    String type();

    /**
     * The events that come after the position, in an order that does not change; each tells of the latest state of its
     * thing, with the id that the event had when that state was first published. Its content is the same too, except what
     * is told as of the time of publishing. Whether the bounds of the scope count is for each kind to say: they do for
     * things that took place at a time and are many, such as calls; others are published whole.
     *
     * <p>The things must be locked against change until the transaction ends ({@code for share}): otherwise an event of
     * a former state could get into the outbox behind one of a newer state.
     *
     * @param position null to begin
     * @param atMost about how many things to look at
     */
    Uni<Chunk> next(SqlConnection transaction, Scope scope, String position, int atMost);
}
