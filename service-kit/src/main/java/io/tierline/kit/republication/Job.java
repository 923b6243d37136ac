package io.tierline.kit.republication;

import java.time.Instant;

/**
 * One republication and how far it has come.
 *
 * @param id a ULID: later ones are greater
 * @param topic the topic that is published again; null for all topics of the service
 * @param source the stored events that come next; null for the first
 * @param position behind which of them; null for their beginning
 * @param published events put into the outbox so far
 * @param finishedAt null while it runs
 */
public record Job(
        String id,
        String topic,
        Scope scope,
        State state,
        String source,
        String position,
        long published,
        Instant startedAt,
        Instant finishedAt) {

    /** Whether a job goes on. */
    public enum State {
        RUNNING,
        DONE,
        FAILED
    }
}
