package io.tierline.call.calls.application;

import io.tierline.call.calls.domain.Call;

/**
 * What became of a submission.
 *
 * @param call the call as it stands now
 */
public record Recorded(Result result, Call call) {

    /** What became of it. */
    public enum Result {
        /** It was new and is stored. */
        CREATED,
        /** The same had been submitted before: nothing changed. */
        REPLAYED,
        /** A later report of the same call told more: it has a further revision. */
        REVISED,
        /** Another submission had the same id before: nothing changed. */
        CONFLICT
    }
}
