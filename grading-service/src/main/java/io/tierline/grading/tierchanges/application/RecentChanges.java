package io.tierline.grading.tierchanges.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.tierchanges.domain.TierChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One tenant's newest tier changes in memory, without a hole between the first and the last of them, and the wake-up for
 * those who have read them all.
 */
final class RecentChanges {

    private static final int KEPT = 1_000;
    private static final int PAGE = 500;

    private final String tenant;
    private final TierChanges changes;

    private final List<TierChange> recent = new ArrayList<>();
    private boolean known;
    private long latest;
    private int watchers;
    private CompletableFuture<Void> wakeUp = new CompletableFuture<>();
    private Instant firstEnd = Instant.MAX;
    private CompletableFuture<Long> refreshing;
    private boolean refreshAgain;
    private boolean news;

    RecentChanges(String tenant, TierChanges changes) {
        this.tenant = tenant;
        this.changes = changes;
    }

    synchronized void watched() {
        watchers++;
    }

    synchronized void left() {
        watchers--;
        if (watchers == 0) {
            // Whoever comes next starts at the end of the table, however far that is by then.
            known = false;
            recent.clear();
        }
    }

    synchronized boolean isWatched() {
        return watchers > 0;
    }

    synchronized long latest() {
        return latest;
    }

    /** The changes after a position: from memory, or from the table when they are older than that. */
    Uni<List<TierChange>> after(long position) {
        synchronized (this) {
            if (position >= latest) {
                return Uni.createFrom().item(List.of());
            }
            if (!recent.isEmpty() && recent.get(0).position() <= position + 1) {
                int from = (int) (position + 1 - recent.get(0).position());
                return Uni.createFrom().item(List.copyOf(recent.subList(from, Math.min(recent.size(), from + PAGE))));
            }
        }
        return changes.after(tenant, position, PAGE);
    }

    /** Completes at the next change, or when everybody is woken: somewhen, and soon after the end of whoever asks. */
    Uni<Void> wakeUp(Instant end) {
        CompletableFuture<Void> next;
        synchronized (this) {
            next = wakeUp;
            firstEnd = end.isBefore(firstEnd) ? end : firstEnd;
        }
        // An emitter, not the future itself: one watcher that leaves must not cancel it for the others.
        return Uni.createFrom().emitter(emitter -> next.whenComplete((nothing, failure) -> emitter.complete(null)));
    }

    /** Whether the time of one of those who wait is over. */
    synchronized boolean isOverForSomebody(Instant now) {
        return !now.isBefore(firstEnd);
    }

    /** Wakes everybody who waits. */
    void wakeWaiting() {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            waiting = wakeUp;
            wakeUp = new CompletableFuture<>();
            // Whoever goes on waiting says it again.
            firstEnd = Instant.MAX;
        }
        waiting.complete(null);
    }

    /**
     * Reads what is new in the table and answers the latest position. Whoever asks while it is being read gets the answer of
     * a reading that began after the question.
     */
    Uni<Long> refresh() {
        CompletableFuture<Long> answer;
        synchronized (this) {
            if (refreshing != null) {
                refreshAgain = true;
                answer = refreshing;
            } else {
                refreshing = new CompletableFuture<>();
                answer = refreshing;
                read();
            }
        }
        return Uni.createFrom()
                .emitter(emitter -> answer.whenComplete((position, failure) -> {
                    if (failure != null) {
                        emitter.fail(failure);
                    } else {
                        emitter.complete(position);
                    }
                }));
    }

    private synchronized void read() {
        Uni<Boolean> reading = known
                ? changes.after(tenant, latest, PAGE).map(this::add)
                : changes.positions(List.of(tenant)).map(positions -> start(positions.getOrDefault(tenant, 0L)));
        reading.subscribe().with(this::finish, this::fail);
    }

    private synchronized boolean start(long position) {
        known = true;
        latest = position;
        recent.clear();
        return false;
    }

    private synchronized boolean add(List<TierChange> page) {
        for (TierChange change : page) {
            recent.add(change);
            latest = change.position();
        }
        news |= !page.isEmpty();
        if (recent.size() > KEPT) {
            recent.subList(0, recent.size() - KEPT).clear();
        }
        return page.size() == PAGE;
    }

    private void finish(boolean more) {
        CompletableFuture<Long> done = null;
        boolean worthWaking;
        synchronized (this) {
            if (!more && !refreshAgain) {
                done = refreshing;
                refreshing = null;
            }
            refreshAgain = false;
            // Each watcher that comes asks for a reading: were all the others woken by it, ten thousand could never
            // come.
            worthWaking = news;
            news = false;
        }
        if (done == null) {
            read();
        } else {
            done.complete(latest());
        }
        if (worthWaking) {
            wakeWaiting();
        }
    }

    private void fail(Throwable failure) {
        CompletableFuture<Long> failed;
        synchronized (this) {
            failed = refreshing;
            refreshing = null;
            refreshAgain = false;
        }
        failed.completeExceptionally(failure);
    }
}
