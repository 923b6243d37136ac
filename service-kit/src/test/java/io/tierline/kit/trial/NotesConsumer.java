package io.tierline.kit.trial;

import io.smallrye.mutiny.Uni;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.tierline.kit.messaging.IncomingEvent;
import io.tierline.kit.messaging.RecordBatches;
import io.tierline.kit.messaging.UnreadableEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Consumes notes, the way a service of ours does. */
@ApplicationScoped
public class NotesConsumer {

    /** A note as it came in. */
    public record Note(String id, String body) {}

    private static final Columns<Note> COLUMNS =
            new Columns<Note>().text("id", Note::id).text("body", Note::body);
    private static final String APPLY = "insert into note (id, body) select id, body from " + COLUMNS.unnestFrom(1)
            + " on conflict (id) do update set body = excluded.body";

    private final Map<String, Function<IncomingEvent, Note>> parsers = Map.of("note.written.v1", NotesConsumer::read);
    private final RecordBatches batches;
    private final Database database;
    private final Outages outages;
    private final AtomicInteger attempts = new AtomicInteger();

    NotesConsumer(RecordBatches batches, Database database, Outages outages) {
        this.batches = batches;
        this.database = database;
        this.outages = outages;
    }

    @Incoming("notes")
    public Uni<Void> consume(ConsumerRecords<byte[], byte[]> batch) {
        return batches.consume(batch, parsers, this::apply);
    }

    @Incoming("remade")
    public Uni<Void> consumeRemade(ConsumerRecords<byte[], byte[]> batch) {
        return batches.consume(batch, parsers, this::apply);
    }

    /** How often notes have been given to the database. */
    public int attempts() {
        return attempts.get();
    }

    /** Writes the notes in one transaction. */
    public Uni<Void> apply(List<Note> notes) {
        attempts.incrementAndGet();
        // One statement may touch a row once: the last word in the batch counts.
        Map<String, Note> last = new TreeMap<>();
        notes.forEach(note -> last.put(note.id(), note));
        return database.transaction(transaction -> transaction
                .query(outages.consumingFails() ? "do $$ begin raise 'no' using errcode = '57P03'; end $$" : "select 1")
                .execute()
                .chain(() -> transaction.preparedQuery(APPLY).execute(COLUMNS.bind(last.values())))
                .replaceWithVoid());
    }

    private static Note read(IncomingEvent event) {
        if (!event.payload().path("body").isTextual()) {
            throw new UnreadableEvent("no body");
        }
        return new Note(event.entity(), event.payload().get("body").textValue());
    }
}
