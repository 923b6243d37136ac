package io.tierline.kit.limits;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Limits how many pieces of work run at the same time, in all and of one tenant. The others wait: those of one tenant in
 * the order in which they came, and the tenants take turns.
 */
public final class Turns {

    /** A piece of work that waits or runs. */
    public final class Turn {

        private final String tenant;
        private final Consumer<Turn> begin;
        private boolean ended;

        private Turn(String tenant, Consumer<Turn> begin) {
            this.tenant = tenant;
            this.begin = begin;
        }

        /** Ends the work, or takes it out of the queue when it has not begun; has no effect the second time. */
        public void end() {
            Turns.this.end(this);
        }
    }

    /** What one tenant has waiting and running. */
    private static final class Line {

        private final Set<Turn> waiting = new LinkedHashSet<>();
        private int running;
    }

    private final int most;
    private final int mostOfTenant;
    private final int mostWaitingOfTenant;

    private final Map<String, Line> lines = new HashMap<>();
    /** Those that have something waiting and may begin it, the next one first. */
    private final Set<Line> ready = new LinkedHashSet<>();

    private int running;

    /** No limit to what waits. */
    public Turns(int most, int mostOfTenant) {
        this(most, mostOfTenant, Integer.MAX_VALUE);
    }

    /**
     * @param most how many pieces of work run at a time
     * @param mostOfTenant how many of one tenant
     * @param mostWaitingOfTenant how many of one tenant wait, beside those that run
     */
    public Turns(int most, int mostOfTenant, int mostWaitingOfTenant) {
        this.most = most;
        this.mostOfTenant = mostOfTenant;
        this.mostWaitingOfTenant = mostWaitingOfTenant;
    }

    /**
     * Runs the work when its turn comes.
     *
     * @param work ends at some time; it is not cut off when the result is no longer waited for
     */
    public <E> Uni<E> take(String tenant, Supplier<Uni<E>> work) {
        return Uni.createFrom()
                .emitter(emitter -> ask(
                        tenant,
                        turn -> Uni.createFrom()
                                .<E>deferred(work::get)
                                .onTermination()
                                .invoke(turn::end)
                                .subscribe()
                                .with(emitter::complete, emitter::fail)));
    }

    /**
     * Asks for a turn, which has to be ended.
     *
     * @param begin gets the turn when it begins, at once or later and then on another thread
     * @return the turn; null when too many of the tenant wait already
     */
    public Turn ask(String tenant, Consumer<Turn> begin) {
        Turn turn = new Turn(tenant, begin);
        synchronized (this) {
            Line line = lines.computeIfAbsent(tenant, name -> new Line());
            boolean atOnce = running < most && line.running < mostOfTenant;
            if (!atOnce && line.waiting.size() >= mostWaitingOfTenant) {
                return null;
            }
            line.waiting.add(turn);
            if (line.running < mostOfTenant) {
                ready.add(line);
            }
        }
        beginNext();
        return turn;
    }

    /** Whether the tenant has as much running as one tenant may. */
    public synchronized boolean isFull(String tenant) {
        Line line = lines.get(tenant);
        return line != null && line.running >= mostOfTenant;
    }

    private void end(Turn turn) {
        synchronized (this) {
            if (turn.ended) {
                return;
            }
            turn.ended = true;
            Line line = lines.get(turn.tenant);
            if (!line.waiting.remove(turn)) {
                line.running--;
                running--;
            }
            if (line.waiting.isEmpty()) {
                ready.remove(line);
                if (line.running == 0) {
                    lines.remove(turn.tenant);
                }
            } else if (line.running < mostOfTenant) {
                ready.add(line);
            }
        }
        beginNext();
    }

    private void beginNext() {
        List<Turn> begun = new ArrayList<>();
        synchronized (this) {
            while (running < most && !ready.isEmpty()) {
                Line line = removeFirst(ready);
                begun.add(removeFirst(line.waiting));
                line.running++;
                running++;
                if (!line.waiting.isEmpty() && line.running < mostOfTenant) {
                    ready.add(line);
                }
            }
        }
        begun.forEach(turn -> turn.begin.accept(turn));
    }

    private static <E> E removeFirst(Set<E> set) {
        Iterator<E> elements = set.iterator();
        E first = elements.next();
        elements.remove();
        return first;
    }
}
