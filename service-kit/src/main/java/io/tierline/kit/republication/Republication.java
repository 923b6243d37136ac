package io.tierline.kit.republication;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.tierline.kit.database.Database;
import io.tierline.kit.database.DatabaseFaults;
import io.tierline.kit.outbox.Outbox;
import io.tierline.kit.outbox.OutboxRelay;
import io.tierline.kit.republication.StoredEvents.Chunk;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Puts stored events into the outbox again, chunk by chunk; the relay publishes them like any others. A chunk's events
 * and the place behind it are committed together: after a crash a job goes on where it was, and nothing is left out. One
 * instance works at a time, on the oldest job.
 *
 * <p>While some thousands of events wait in the outbox nothing is added, so that what happens now need not queue behind
 * all that ever was.
 */
@ApplicationScoped
@IfBuildProperty(name = "tierline.republication", stringValue = "true")
class Republication {

    /** When it is worth to go on. */
    enum Next {
        AT_ONCE,
        SOON,
        BY_THE_CLOCK
    }

    /** What one chunk has come to. */
    private record Step(String topic, int events, Next next) {

        static final Step NONE = new Step(null, 0, Next.BY_THE_CLOCK);
        static final Step FULL = new Step(null, 0, Next.SOON);
    }

    private static final Logger LOG = Logger.getLogger(Republication.class);

    /** Things per transaction: about 300 kB of events, some milliseconds of shared locks. */
    private static final int CHUNK = 500;

    /** No more is added while the outbox holds this many events, or this many rows, whatever is in them. */
    private static final int ENOUGH_EVENTS = 5_000;

    private static final int ENOUGH_ROWS = 100;

    /** The relay takes some thousands of events about so long: waiting for the clock would leave it idle. */
    private static final Duration UNTIL_THERE_IS_ROOM = Duration.ofMillis(100);

    /** Failures in a row that are no trouble of the database, after which a job is given up. */
    private static final int MOST_FAILURES = 10;

    private static final String IS_FULL = "select count(*) = " + ENOUGH_ROWS
            + " or coalesce(sum(cardinality(keys)), 0) >= " + ENOUGH_EVENTS
            + " from (select keys from outbox order by id"
            + " limit " + ENOUGH_ROWS + ") oldest";

    private final Database database;
    private final Jobs jobs;
    private final List<StoredEvents> sources;
    private final OutboxRelay relay;
    private final MeterRegistry meters;
    private int failures;

    Republication(
            Database database, Jobs jobs, @All List<StoredEvents> sources, OutboxRelay relay, MeterRegistry meters) {
        this.database = database;
        this.jobs = jobs;
        this.sources = sources.stream()
                .sorted(Comparator.comparing(StoredEvents::name))
                .toList();
        this.relay = relay;
        this.meters = meters;
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> byTheClock() {
        return Uni.createFrom()
                .deferred(this::step)
                .call(next -> next == Next.SOON
                        ? Uni.createFrom().voidItem().onItem().delayIt().by(UNTIL_THERE_IS_ROOM)
                        : Uni.createFrom().voidItem())
                .repeat()
                .whilst(next -> next != Next.BY_THE_CLOCK)
                .onItem()
                .ignoreAsUni();
    }

    /** Does one chunk of the oldest job; answers when to do the next. Does not fail. */
    Uni<Next> step() {
        return jobs.oldestRunning()
                .chain(oldest -> oldest == null
                        ? Uni.createFrom().item(Next.BY_THE_CLOCK)
                        : database.transaction(transaction -> step(transaction, oldest.id()))
                                .invoke(this::committed)
                                .map(Step::next)
                                .onFailure(failure -> !DatabaseFaults.isTrouble(failure))
                                .recoverWithUni(failure -> failed(oldest, failure)))
                .onFailure()
                .invoke(failure -> LOG.warnf("Republication is held up and will be retried: %s", failure.toString()))
                .onFailure()
                .recoverWithItem(Next.BY_THE_CLOCK);
    }

    private Uni<Step> step(SqlConnection transaction, String id) {
        return jobs.lock(transaction, id)
                .chain(job -> job == null
                        ? Uni.createFrom().item(Step.NONE)
                        : isFull(transaction)
                                .chain(full -> full ? Uni.createFrom().item(Step.FULL) : publish(transaction, job)));
    }

    private static Uni<Boolean> isFull(SqlConnection transaction) {
        return transaction
                .query(IS_FULL)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    private Uni<Step> publish(SqlConnection transaction, Job job) {
        List<StoredEvents> left = sourcesLeft(job);
        if (left.isEmpty()) {
            return jobs.finish(transaction, job.id(), Job.State.DONE).replaceWith(new Step(null, 0, Next.AT_ONCE));
        }
        StoredEvents source = left.get(0);
        String position = source.name().equals(job.source()) ? job.position() : null;
        return source.next(transaction, job.scope(), position, CHUNK)
                .chain(chunk -> Outbox.add(transaction, source.topic(), source.type(), chunk.events())
                        .chain(() -> advance(transaction, job, left, chunk))
                        .replaceWith(new Step(source.topic(), chunk.events().size(), Next.AT_ONCE)));
    }

    private Uni<Void> advance(SqlConnection transaction, Job job, List<StoredEvents> left, Chunk chunk) {
        int events = chunk.events().size();
        if (chunk.position() != null) {
            return jobs.advance(transaction, job, left.get(0).name(), chunk.position(), events);
        }
        if (left.size() > 1) {
            return jobs.advance(transaction, job, left.get(1).name(), null, events);
        }
        return jobs.advance(transaction, job, null, null, events)
                .chain(() -> jobs.finish(transaction, job.id(), Job.State.DONE));
    }

    /** The sources that the job has still to do, the one under way first. */
    private List<StoredEvents> sourcesLeft(Job job) {
        return sources.stream()
                .filter(source -> job.topic() == null || job.topic().equals(source.topic()))
                .filter(source -> job.source() == null || source.name().compareTo(job.source()) >= 0)
                .toList();
    }

    private void committed(Step step) {
        failures = 0;
        if (step.events() > 0) {
            meters.counter("tierline.republished", "topic", step.topic()).increment(step.events());
            relay.wake();
        }
    }

    private Uni<Next> failed(Job job, Throwable failure) {
        failures++;
        LOG.warnf(failure, "Republication %s: try %d of %d failed", job.id(), failures, MOST_FAILURES);
        if (failures < MOST_FAILURES) {
            return Uni.createFrom().item(Next.BY_THE_CLOCK);
        }
        failures = 0;
        return database.transaction(transaction -> jobs.finish(transaction, job.id(), Job.State.FAILED))
                .invoke(() -> LOG.errorf("Republication %s has failed", job.id()))
                .replaceWith(Next.AT_ONCE);
    }
}
