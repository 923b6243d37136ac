package io.tierline.kit.database;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Who waits for one of the pool's connections, in order of arrival. The pool has a queue of its own, but nothing leaves
 * that before its turn, and a wait that runs out there at the wrong moment loses a connection for good.
 */
final class ConnectionQueue {

    private final Set<ConnectionUse<?>> waiting = new LinkedHashSet<>();
    private int free;

    ConnectionQueue(int connections) {
        this.free = connections;
    }

    /** Whether there is a connection for the use now; if not, it waits for {@link ConnectionUse#goAhead}. */
    synchronized boolean enter(ConnectionUse<?> use) {
        if (free == 0) {
            waiting.add(use);
            return false;
        }
        free--;
        return true;
    }

    /** To be called once by each use that went ahead, when it needs its connection no more. */
    void leave() {
        ConnectionUse<?> next;
        synchronized (this) {
            Iterator<ConnectionUse<?>> first = waiting.iterator();
            if (!first.hasNext()) {
                free++;
                return;
            }
            next = first.next();
            first.remove();
        }
        next.goAhead();
    }

    /** The use waits no longer; without effect on one that went ahead. */
    synchronized void giveUp(ConnectionUse<?> use) {
        waiting.remove(use);
    }

    synchronized int size() {
        return waiting.size();
    }
}
