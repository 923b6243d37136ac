package io.tierline.grading.tierchanges.rest;

import io.tierline.grading.tierchanges.application.TierChangeFeed.Changed;
import io.tierline.grading.tierchanges.application.TierChangeFeed.Reset;
import io.tierline.grading.tierchanges.application.TierChangeFeed.Signal;

/**
 * What a watcher is told, as a WebSocket message has it; the members of a server-sent event are the same.
 *
 * @param event {@code tier-changed}, {@code tier-overdue}, {@code heartbeat} or {@code reset}
 * @param position the position reached, to resume from
 * @param change null for a heartbeat and a reset
 */
record SignalView(String event, long position, TierChangeView change) {

    static SignalView of(Signal signal) {
        if (signal instanceof Changed changed) {
            TierChangeView change = TierChangeView.of(changed.change());
            return new SignalView("tier-" + change.kind(), change.position(), change);
        }
        return new SignalView(signal instanceof Reset ? "reset" : "heartbeat", signal.position(), null);
    }
}
