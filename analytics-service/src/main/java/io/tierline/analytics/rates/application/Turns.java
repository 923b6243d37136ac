package io.tierline.analytics.rates.application;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/** Lets so many pieces of work run at a time; the others wait until it is their turn, in the order in which they came. */
final class Turns {

    private final int atMost;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    Turns(int atMost) {
        this.atMost = atMost;
    }

    /** The work's outcome, once it has had its turn. It must end somewhen, and is not cut off when nobody waits any more. */
    <E> Uni<E> take(Supplier<Uni<E>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Runnable turn = () -> Uni.createFrom()
                    .<E>deferred(work::get)
                    .onTermination()
                    .invoke(this::next)
                    .subscribe()
                    .with(emitter::complete, emitter::fail);
            synchronized (this) {
                if (running == atMost) {
                    waiting.add(turn);
                    return;
                }
                running++;
            }
            turn.run();
        });
    }

    private void next() {
        Runnable turn;
        synchronized (this) {
            turn = waiting.poll();
            if (turn == null) {
                running--;
            }
        }
        if (turn != null) {
            turn.run();
        }
    }
}
