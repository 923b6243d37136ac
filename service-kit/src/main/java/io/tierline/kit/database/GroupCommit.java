package io.tierline.kit.database;

import io.smallrye.mutiny.Uni;
import io.tierline.kit.problem.Problem;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;

/**
 * Many waiting requests, one commit. A few writers take everything that waits, with no timer: under load groups grow by
 * themselves, without load a request is its own group and waits for nobody. Every item is answered after the commit
 * that holds it.
 *
 * <p>A group that the database refuses for its data is halved until the culprit is alone, so that one bad item fails
 * nobody else. Whoever waits may go away; the item is written all the same.
 *
 * @param <T> what is written
 * @param <R> what became of it
 */
public final class GroupCommit<T, R> {

    private record Waiting<T, R>(T item, CompletableFuture<R> answer) {}

    private static final Logger LOG = Logger.getLogger(GroupCommit.class);

    private final int writers;
    private final int largestGroup;
    private final int mostWaiting;
    private final Function<List<T>, Uni<List<R>>> write;
    private final IntConsumer committed;

    private final Queue<Waiting<T, R>> queue = new ArrayDeque<>();
    private int writing;
    private final AtomicInteger asked = new AtomicInteger();

    /**
     * @param writers how many groups may be in the database at once
     * @param largestGroup the most items in one transaction
     * @param mostWaiting the most items in the queue; beyond that new ones are refused with a 503
     * @param write writes the items in one transaction of its own, and answers for each in the same order
     * @param committed told each group's size after its commit
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

    /** Queues one item; fails with a 503 problem when the queue is full. */
    public Uni<R> submit(T item) {
        return submitAll(List.of(item)).chain(answers -> Uni.createFrom().completionStage(answers.get(0)));
    }

    /**
     * Queues all items or, when they do not all fit, none (503). Completes when each has its answer; the futures are
     * complete then, each with a result or a failure of its own.
     */
    public Uni<List<CompletableFuture<R>>> submitAll(List<T> items) {
        return Uni.createFrom().deferred(() -> {
            List<CompletableFuture<R>> answers = new ArrayList<>(items.size());
            synchronized (queue) {
                if (!queue.isEmpty() && queue.size() + items.size() > mostWaiting) {
                    return Uni.createFrom()
                            .failure(Problem.unavailable(
                                    "overloaded",
                                    "More is coming in than can be stored. Send the same request again.",
                                    Duration.ofSeconds(1)));
                }
                for (T item : items) {
                    Waiting<T, R> waiting = new Waiting<>(item, new CompletableFuture<>());
                    queue.add(waiting);
                    answers.add(waiting.answer());
                }
            }
            startWriters();
            CompletableFuture<Void> all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
            return Uni.createFrom()
                    .emitter(emitter -> all.whenComplete((nothing, failure) -> emitter.complete(answers)));
        });
    }

    /** A loop, not a recursion: a write that is finished at once would otherwise dig into the stack. */
    private void startWriters() {
        if (asked.getAndIncrement() > 0) {
            return; // Whoever is in the loop looks again.
        }
        int seen = 1;
        while (seen > 0) {
            List<Waiting<T, R>> group = nextGroup();
            if (group == null) {
                seen = asked.addAndGet(-seen);
            } else {
                start(group);
            }
        }
    }

    private void start(List<Waiting<T, R>> group) {
        writeGroup(group).subscribe().with(nothing -> finished(), failure -> {
            LOG.error("A group's failure was not handled", failure);
            group.forEach(waiting -> waiting.answer().completeExceptionally(failure));
            finished();
        });
    }

    private List<Waiting<T, R>> nextGroup() {
        synchronized (queue) {
            if (queue.isEmpty() || writing >= writers) {
                return null;
            }
            writing++;
            List<Waiting<T, R>> group = new ArrayList<>(Math.min(queue.size(), largestGroup));
            while (!queue.isEmpty() && group.size() < largestGroup) {
                group.add(queue.remove());
            }
            return group;
        }
    }

    private void finished() {
        synchronized (queue) {
            writing--;
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
