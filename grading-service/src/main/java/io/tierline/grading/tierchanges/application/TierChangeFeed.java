package io.tierline.grading.tierchanges.application;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.tierchanges.domain.TierChange;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Tier changes as they happen, for any number of watchers. The table is the source: whoever watches reads it page by page
 * from the position it has reached, and waits at its end for a wake-up. Wake-ups come from this instance's own commits,
 * from other instances by way of the database, and from the clock, so that a lost one costs a second and never a change.
 *
 * <p>The newest changes of each watched tenant are kept in memory: a hundred watchers at the end of the table cost one
 * query per wake-up.
 */
@ApplicationScoped
public class TierChangeFeed {

    private static final Logger LOG = Logger.getLogger(TierChangeFeed.class);
    /** Looked at every five seconds: so there is a heartbeat at least every 15 s. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** What a watcher gets to see. */
    public sealed interface Signal {

        /** The position that the watcher has reached; to be resumed from. */
        long position();
    }

    /** A tier has changed. */
    public record Changed(TierChange change) implements Signal {

        @Override
        public long position() {
            return change.position();
        }
    }

    /** Nothing to tell, but the stream lives; everything up to the position has been looked at. */
    public record Heartbeat(long position) implements Signal {}

    /** The position to resume from is none that was ever given: start over from a list. */
    public record Reset(long position) implements Signal {}

    private final TierChanges changes;
    private final Clock clock;
    private final Map<String, RecentChanges> tenants = new ConcurrentHashMap<>();
    private final AtomicInteger watchers = new AtomicInteger();

    TierChangeFeed(TierChanges changes, Clock clock, MeterRegistry meters) {
        this.changes = changes;
        this.clock = clock;
        Gauge.builder("tierline.stream.subscribers", watchers::get)
                .description("Open streams of tier changes")
                .register(meters);
    }

    /**
     * The tenant's changes from a position on, without end: no gap, no repeat. At the start and at least every 15 seconds a
     * heartbeat tells the position reached.
     *
     * @param after the last position that the watcher has seen, or null to start now
     * @param until when the watcher's permission ends: nothing is told from then on, and the stream ends within a second
     */
    public Multi<Signal> watch(String tenant, Long after, TierChangeFilter filter, Instant until) {
        return Multi.createFrom().deferred(() -> {
            RecentChanges recent = tenants.computeIfAbsent(tenant, name -> new RecentChanges(name, changes));
            watchers.incrementAndGet();
            recent.watched();
            return recent.refresh()
                    .onItem()
                    .transformToMulti(latest -> from(recent, after, latest, filter, until))
                    .onTermination()
                    .invoke(() -> {
                        recent.left();
                        watchers.decrementAndGet();
                    });
        });
    }

    /** Says that there may be new changes of the tenant. Returns at once. */
    public void wake(String tenant) {
        RecentChanges recent = tenants.get(tenant);
        if (recent != null && recent.isWatched()) {
            recent.refresh()
                    .subscribe()
                    .with(latest -> {}, failure -> LOG.warnf("Tier changes cannot be read: %s", failure.toString()));
        }
    }

    /** Looks for changes whose wake-up got lost. */
    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        List<String> watched = tenants.entrySet().stream()
                .filter(entry -> entry.getValue().isWatched())
                .map(Map.Entry::getKey)
                .toList();
        if (watched.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return changes.positions(watched)
                .invoke(positions -> positions.forEach((tenant, position) -> {
                    if (tenants.get(tenant).latest() < position) {
                        wake(tenant);
                    }
                }))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Lets those go whose time is over. */
    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void end() {
        Instant now = clock.instant();
        tenants.values().stream()
                .filter(tenant -> tenant.isOverForSomebody(now))
                .forEach(RecentChanges::wakeWaiting);
    }

    /** Lets every watcher look whether it is time for a heartbeat. */
    @Scheduled(
            every = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void beat() {
        tenants.values().forEach(RecentChanges::wakeWaiting);
    }

    private Multi<Signal> from(RecentChanges recent, Long after, long latest, TierChangeFilter filter, Instant until) {
        boolean unknown = after != null && after > latest;
        long start = after == null || unknown ? latest : after;
        Signal first = unknown ? new Reset(start) : new Heartbeat(start);
        Watcher watcher = new Watcher(recent, filter, start, until, clock);
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(first),
                        Multi.createBy()
                                .repeating()
                                .uni(watcher::next)
                                .indefinitely()
                                .onItem()
                                .<Signal>disjoint())
                // Here and not in the watcher: what it has read may wait long for a slow reader.
                .select()
                .first(signal -> clock.instant().isBefore(until));
    }

    /** One watcher's way along the changes. */
    private static final class Watcher {

        private final RecentChanges recent;
        private final TierChangeFilter filter;
        private final Instant until;
        private final Clock clock;
        private long position;
        private Instant lastSignal;

        Watcher(RecentChanges recent, TierChangeFilter filter, long position, Instant until, Clock clock) {
            this.recent = recent;
            this.filter = filter;
            this.position = position;
            this.until = until;
            this.clock = clock;
            this.lastSignal = clock.instant();
        }

        /** What comes next; nothing when it was only woken up. */
        Uni<List<Signal>> next() {
            // Taken before reading: a change that comes in between completes this very wake-up.
            Uni<Void> wakeUp = recent.wakeUp(until);
            return recent.after(position).chain(changes -> {
                List<Signal> signals = new ArrayList<>();
                for (TierChange change : changes) {
                    position = change.position();
                    if (filter.passes(change)) {
                        signals.add(new Changed(change));
                    }
                }
                Instant now = clock.instant();
                if (signals.isEmpty() && !(now.isBefore(lastSignal.plus(SILENCE)) && now.isBefore(until))) {
                    signals.add(new Heartbeat(position));
                }
                if (!signals.isEmpty()) {
                    lastSignal = now;
                    return Uni.createFrom().item(signals);
                }
                return changes.isEmpty()
                        ? wakeUp.replaceWith(signals)
                        : Uni.createFrom().item(signals);
            });
        }
    }
}
