package io.tierline.kit.database;

import io.smallrye.mutiny.Uni;
import io.tierline.kit.problem.Problem;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;

/**
 * Many waiting requests, one commit. A few writers take everything that waits, with no timer: under load groups grow by
 * themselves, without load a request is its own group and waits for nobody. Every item is answered after the commit
 * that holds it.
 *
 * <p>Each tenant has a queue of its own. Tenants with few items waiting share groups; one with many gets groups of its
 * own, and such tenants take turns. Both kinds of groups have their own writers, so a single item never waits behind
 * another tenant's batches, and a tenant alone is written as fast as without others.
 *
 * <p>A group that the database refuses for its data is halved until the culprit is alone, so that one bad item fails
 * nobody else. Whoever waits may go away; the item is written all the same.
 *
 * @param <T> what is written
 * @param <R> what became of it
 */
public final class GroupCommit<T, R> {

    /** The most items of one tenant that are written together with those of others. */
    static final int FEW = 100;

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private record Waiting<T, R>(T item, CompletableFuture<R> answer, long since) {}

    /** The writers of one kind of groups, and the tenants that wait for them, the next one first. */
    private static final class Lane<T, R> {

        private final Map<String, Queue<Waiting<T, R>>> tenants = new LinkedHashMap<>();
        private int writing;
    }

    private record Group<T, R>(Lane<T, R> lane, List<Waiting<T, R>> items) {}

    private static final Logger LOG = Logger.getLogger(GroupCommit.class);

    private final int writers;
    private final int largestGroup;
    private final int mostWaiting;
    private final Function<List<T>, Uni<List<R>>> write;
    private final IntConsumer committed;

    private final Lane<T, R> shared = new Lane<>();
    private final Lane<T, R> bulk = new Lane<>();
    private int allWaiting;
    private final AtomicInteger asked = new AtomicInteger();

    /**
     * @param writers how many groups of each kind may be in the database at once
     * @param largestGroup the most items in one transaction
     * @param mostWaiting the most items that wait, half of it for one tenant; beyond that new ones are refused, except
     *     those of a tenant that has nothing waiting
     * @param write writes the items in one transaction of its own, and answers for each in the same order
     * @param committed gets each group's size after its commit
     */
    public GroupCommit(
            int writers,
            int largestGroup,
            int mostWaiting,
            Function<List<T>, Uni<List<R>>> write,
            IntConsumer committed) {
        this.writers = writers;
        this.largestGroup = largestGroup;
        this.mostWaiting = mostWaiting;
        this.write = write;
        this.committed = committed;
    }

    /** Queues one item; fails as {@link #submitAll} does. */
    public Uni<R> submit(String tenant, T item) {
        return submitAll(tenant, List.of(item))
                .chain(answers -> Uni.createFrom().completionStage(answers.get(0)));
    }

    /**
     * Queues all items of a tenant or, when they do not all fit, none: 429 {@code tenant-overloaded} when too much of the
     * tenant is waiting, 503 {@code overloaded} when too much is waiting in all and the tenant has more than an equal
     * share of it. Completes when each item has its answer; the futures are complete then, each with a result or a
     * failure of its own.
     */
    public Uni<List<CompletableFuture<R>>> submitAll(String tenant, List<T> items) {
        return Uni.createFrom().deferred(() -> {
            List<CompletableFuture<R>> answers = new ArrayList<>(items.size());
            synchronized (this) {
                Problem refusal = refusal(tenant, items.size());
                if (refusal != null) {
                    return Uni.createFrom().failure(refusal);
                }
                queue(tenant, items, answers);
            }
            startWriters();
            CompletableFuture<Void> all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
            return Uni.createFrom()
                    .emitter(emitter -> all.whenComplete((nothing, failure) -> emitter.complete(answers)));
        });
    }

    private Problem refusal(String tenant, int items) {
        Queue<Waiting<T, R>> queue = queueOf(tenant);
        if (queue == null) {
            return null;
        }
        int ofTenant = queue.size() + items;
        if (ofTenant > mostWaiting / 2) {
            return Problem.tooMany(
                    "tenant-overloaded",
                    "More of your company is coming in than can be stored. Send the same request again.",
                    pause(queue));
        }
        int tenants = shared.tenants.size() + bulk.tenants.size();
        // A first batch fits beside a few single items.
        int share = Math.max(mostWaiting / tenants, mostWaiting / 4 + FEW);
        if (allWaiting + items > mostWaiting && ofTenant > share) {
            return Problem.unavailable(
                    "overloaded", "More is coming in than can be stored. Send the same request again.", pause(queue));
        }
        return null;
    }

    /** As long as the tenant's oldest item has waited: what is queued now takes about as long. */
    private static <T, R> Duration pause(Queue<Waiting<T, R>> queue) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(
                System.nanoTime() - queue.element().since());
        return Duration.ofSeconds(Math.min(LONGEST_PAUSE.toSeconds(), Math.max(SHORTEST_PAUSE.toSeconds(), seconds)));
    }

    private Queue<Waiting<T, R>> queueOf(String tenant) {
        Queue<Waiting<T, R>> few = shared.tenants.get(tenant);
        return few != null ? few : bulk.tenants.get(tenant);
    }

    private void queue(String tenant, List<T> items, List<CompletableFuture<R>> answers) {
        if (items.isEmpty()) {
            return;
        }
        Queue<Waiting<T, R>> queue = queueOf(tenant);
        if (queue == null) {
            queue = new ArrayDeque<>();
        }
        long now = System.nanoTime();
        for (T item : items) {
            Waiting<T, R> waiting = new Waiting<>(item, new CompletableFuture<>(), now);
            queue.add(waiting);
            answers.add(waiting.answer());
        }
        allWaiting += items.size();
        lineUp(tenant, queue);
    }

    /** Puts the tenant where it belongs by what it has waiting; where it is already, its place stays the same. */
    private void lineUp(String tenant, Queue<Waiting<T, R>> queue) {
        if (queue.size() > FEW) {
            shared.tenants.remove(tenant);
            bulk.tenants.put(tenant, queue);
        } else {
            shared.tenants.put(tenant, queue);
        }
    }

    /** A loop, not a recursion: a write that is finished at once would otherwise dig into the stack. */
    private void startWriters() {
        if (asked.getAndIncrement() > 0) {
            return; // Whoever is in the loop looks again.
        }
        int seen = 1;
        while (seen > 0) {
            Group<T, R> group = nextGroup();
            if (group == null) {
                seen = asked.addAndGet(-seen);
            } else {
                start(group);
            }
        }
    }

    private void start(Group<T, R> group) {
        writeGroup(group.items()).subscribe().with(nothing -> finished(group.lane()), failure -> {
            LOG.error("A group's failure was not handled", failure);
            group.items().forEach(waiting -> waiting.answer().completeExceptionally(failure));
            finished(group.lane());
        });
    }

    private synchronized Group<T, R> nextGroup() {
        Lane<T, R> lane = isReady(shared) ? shared : isReady(bulk) ? bulk : null;
        if (lane == null) {
            return null;
        }
        lane.writing++;
        List<Waiting<T, R>> items = lane == shared ? nextShared() : nextBulk();
        allWaiting -= items.size();
        return new Group<>(lane, items);
    }

    private boolean isReady(Lane<T, R> lane) {
        return lane.writing < writers && !lane.tenants.isEmpty();
    }

    private List<Waiting<T, R>> nextShared() {
        List<Waiting<T, R>> group = new ArrayList<>();
        Iterator<Queue<Waiting<T, R>>> queues = shared.tenants.values().iterator();
        while (queues.hasNext() && group.size() < largestGroup) {
            Queue<Waiting<T, R>> queue = queues.next();
            moveUpTo(largestGroup, queue, group);
            if (queue.isEmpty()) {
                queues.remove();
            }
        }
        return group;
    }

    private List<Waiting<T, R>> nextBulk() {
        Iterator<Map.Entry<String, Queue<Waiting<T, R>>>> tenants =
                bulk.tenants.entrySet().iterator();
        Map.Entry<String, Queue<Waiting<T, R>>> next = tenants.next();
        tenants.remove();
        List<Waiting<T, R>> group = new ArrayList<>(Math.min(next.getValue().size(), largestGroup));
        moveUpTo(largestGroup, next.getValue(), group);
        if (!next.getValue().isEmpty()) {
            lineUp(next.getKey(), next.getValue());
        }
        return group;
    }

    private static <E> void moveUpTo(int size, Queue<E> queue, List<E> group) {
        while (!queue.isEmpty() && group.size() < size) {
            group.add(queue.remove());
        }
    }

    private void finished(Lane<T, R> lane) {
        synchronized (this) {
            lane.writing--;
        }
        startWriters();
    }

    private Uni<Void> writeGroup(List<Waiting<T, R>> group) {
        return Uni.createFrom()
                .deferred(() -> write.apply(group.stream().map(Waiting::item).toList()))
                .invoke(results -> {
                    if (results.size() != group.size()) {
                        throw new IllegalStateException(group.size() + " items, but " + results.size() + " answers");
                    }
                    for (int i = 0; i < group.size(); i++) {
                        group.get(i).answer().complete(results.get(i));
                    }
                    committed.accept(group.size());
                })
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> {
                    if (group.size() > 1 && DatabaseFaults.isAboutTheData(failure)) {
                        int half = group.size() / 2;
                        return writeGroup(group.subList(0, half))
                                .chain(() -> writeGroup(group.subList(half, group.size())));
                    }
                    group.forEach(waiting -> waiting.answer().completeExceptionally(failure));
                    return Uni.createFrom().voidItem();
                });
    }
}
