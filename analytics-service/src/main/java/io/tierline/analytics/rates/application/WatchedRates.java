package io.tierline.analytics.rates.application;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The newest answer to one question, for all who watch it. It is read at once when something may have changed, then not
 * again for a second: what happens meanwhile is in the reading after that. Nobody watches: nothing is read.
 */
final class WatchedRates {

    private static final Logger LOG = Logger.getLogger(WatchedRates.class);
    /** From the end of a reading to the next: so no watcher is told of changes more than once a second. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** After a reading that has failed: what is too much for the database, or trouble of its own, is not made worse. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private final Supplier<Uni<RateTable>> reader;

    private int watchers;
    private RateTable latest;
    private boolean busy;
    private boolean stale;
    private CompletableFuture<Void> wakeUp = new CompletableFuture<>();
    private Instant firstDeadline = Instant.MAX;
    private RateTable comparedFrom;
    private RateTable comparedTo;
    private RateChanges compared;

    WatchedRates(Supplier<Uni<RateTable>> reader) {
        this.reader = reader;
    }

    synchronized void watched() {
        watchers++;
    }

    /** Whether nobody watches any more. */
    synchronized boolean left() {
        watchers--;
        return watchers == 0;
    }

    /** The newest answer; null before the first reading. */
    synchronized RateTable latest() {
        return latest;
    }

    /** What differs between two of its answers; many watchers ask for the same two. */
    synchronized RateChanges changes(RateTable before, RateTable after) {
        if (comparedFrom != before || comparedTo != after) {
            compared = RateChanges.between(before, after);
            comparedFrom = before;
            comparedTo = after;
        }
        return compared;
    }

    /** Reads the first answer, unless somebody has begun to. */
    void begin() {
        synchronized (this) {
            if (latest != null || busy) {
                return;
            }
        }
        refresh();
    }

    /** Reads anew, now or as soon as it may; whatever was committed before is in what is read. */
    void refresh() {
        synchronized (this) {
            if (watchers == 0) {
                return;
            }
            if (busy) {
                stale = true;
                return;
            }
            busy = true;
            stale = false;
        }
        reader.get().subscribe().with(this::take, this::fail);
    }

    /**
     * Completes when there is a new answer, or when everybody is woken: soon after the deadline, and earlier when somebody
     * else's is. Fails when the first answer cannot be read.
     */
    Uni<Void> wakeUp(Instant deadline) {
        CompletableFuture<Void> next;
        synchronized (this) {
            next = wakeUp;
            firstDeadline = deadline.isBefore(firstDeadline) ? deadline : firstDeadline;
        }
        // An emitter, not the future itself: one watcher that leaves must not cancel it for the others.
        return Uni.createFrom()
                .emitter(emitter -> next.whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        emitter.fail(failure);
                    } else {
                        emitter.complete(null);
                    }
                }));
    }

    /** Whether it is time to wake somebody. */
    synchronized boolean isDue(Instant now) {
        return !now.isBefore(firstDeadline);
    }

    /** Wakes everybody who waits. */
    void wakeWaiting() {
        sleepers().complete(null);
    }

    private synchronized CompletableFuture<Void> sleepers() {
        CompletableFuture<Void> waiting = wakeUp;
        wakeUp = new CompletableFuture<>();
        // Whoever goes on waiting says it again.
        firstDeadline = Instant.MAX;
        return waiting;
    }

    private void take(RateTable table) {
        synchronized (this) {
            latest = table;
        }
        wakeWaiting();
        pause(PAUSE);
    }

    private void fail(Throwable failure) {
        boolean retried;
        synchronized (this) {
            retried = latest != null;
            busy = retried;
            stale = retried;
        }
        if (retried) {
            LOG.warnf("Watched rates cannot be read: %s", failure.toString());
            pause(PAUSE_AFTER_FAILURE);
        } else {
            // There is nothing yet that they could go on with: they are told, and leave.
            sleepers().completeExceptionally(failure);
        }
    }

    private void pause(Duration length) {
        Uni.createFrom().voidItem().onItem().delayIt().by(length).subscribe().with(over -> {
            boolean again;
            synchronized (this) {
                busy = false;
                again = stale;
            }
            if (again) {
                refresh();
            }
        });
    }
}
