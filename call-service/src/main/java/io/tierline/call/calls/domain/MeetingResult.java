package io.tierline.call.calls.domain;

/** What became of a meeting. One that was moved is open again and has none. */
public enum MeetingResult {
    /** They met. */
    HELD,
    /** Somebody did not come. */
    MISSED
}
