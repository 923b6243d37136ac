package io.tierline.kit.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.tierline.kit.database.Database;
import io.tierline.kit.messaging.CloudEvents;
import io.tierline.kit.messaging.KafkaPublisher;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Publishes what stands in the outbox and deletes it after the broker's acknowledgement. Woken in process after each
 * commit, and by the clock, so that nothing waits for a wake-up that a crash has swallowed.
 *
 * <p>One instance relays at a time (an advisory lock of the database; whoever asks next takes over when it dies), and it
 * reads by id. Two commits that change the same entity follow each other, for the later one waits for the earlier one's
 * row lock before it gets its id: so the events of one key are published in the order of their commits.
 *
 * <p>A crash between publishing and deleting publishes again: consumers count by id and revision.
 */
@ApplicationScoped
@IfBuildProperty(name = "tierline.outbox.relay", stringValue = "true")
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    /** Commits per round: with at most 1,000 events each this bounds the memory a round takes. */
    private static final int ROWS_PER_ROUND = 20;

    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtext('outbox'))";
    private static final String READ =
            "select id, created_at, topic, type, keys, event_ids, payloads from outbox order by id limit "
                    + ROWS_PER_ROUND;
    private static final String DELETE = "delete from outbox where id = any($1)";
    private static final String STATE = "select (select coalesce(sum(cardinality(keys)), 0) from outbox) as events,"
            + " coalesce(extract(epoch from now() - (select min(created_at) from outbox)), 0)::float8 as age";

    private final Database database;
    private final KafkaPublisher publisher;
    private final String service;
    private final AtomicBoolean relaying = new AtomicBoolean();
    private final AtomicBoolean askedAgain = new AtomicBoolean();

    private volatile double age;
    private volatile double depth;

    OutboxRelay(
            Database database,
            KafkaPublisher publisher,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.database = database;
        this.publisher = publisher;
        this.service = service;
        Gauge.builder("tierline.outbox.age.seconds", () -> age)
                .description("Age of the oldest event that is not published yet")
                .register(meters);
        Gauge.builder("tierline.outbox.depth", () -> depth)
                .description("Events that are not published yet")
                .register(meters);
    }

    /** Asks for the outbox to be emptied soon; to be called after a commit. Returns at once. */
    public void wake() {
        askedAgain.set(true);
        if (relaying.compareAndSet(false, true)) {
            askedAgain.set(false);
            round().subscribe().with(this::roundDone, failure -> {
                LOG.warnf("Publishing is held up and will be retried: %s", failure.toString());
                relaying.set(false);
            });
        }
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void byTheClock() {
        wake();
    }

    @Scheduled(
            every = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> measure() {
        return database.pool()
                .query(STATE)
                .execute()
                .invoke(rows -> rows.forEach(row -> {
                    depth = row.getDouble("events");
                    age = row.getDouble("age");
                }))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void roundDone(int published) {
        relaying.set(false);
        // Until nothing is left: what another instance has committed meanwhile could not be taken by its own relay.
        if (published > 0 || askedAgain.get()) {
            wake();
        }
    }

    /** One round in one transaction; answers how many rows it published. */
    Uni<Integer> round() {
        return database.transaction(transaction -> transaction
                .query(LOCK)
                .execute()
                .chain(locked -> locked.iterator().next().getBoolean(0)
                        ? transaction.query(READ).execute().chain(rows -> publish(transaction, rows))
                        : Uni.createFrom().item(0)));
    }

    private Uni<Integer> publish(SqlConnection transaction, RowSet<Row> rows) {
        if (rows.size() == 0) {
            return Uni.createFrom().item(0);
        }
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        for (Row row : rows) {
            ids.add(row.getLong("id"));
            addRecords(row, records);
        }
        return publisher
                .publish(records)
                .chain(() -> transaction.preparedQuery(DELETE).execute(Tuple.of(ids.toArray(Long[]::new))))
                .replaceWith(rows.size());
    }

    private void addRecords(Row row, List<ProducerRecord<byte[], byte[]>> records) {
        String topic = row.getString("topic");
        String type = row.getString("type");
        Instant time = row.getOffsetDateTime("created_at").toInstant();
        String[] keys = row.getArrayOfStrings("keys");
        String[] ids = row.getArrayOfStrings("event_ids");
        String[] payloads = row.getArrayOfStrings("payloads");
        for (int i = 0; i < keys.length; i++) {
            records.add(CloudEvents.record(topic, service, type, keys[i], ids[i], time, payloads[i]));
        }
    }
}
