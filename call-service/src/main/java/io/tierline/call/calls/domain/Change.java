package io.tierline.call.calls.domain;

/** What made a revision of a call. */
public enum Change {
    /** The call came in: revision 1. */
    RECORDED,
    /** Its summary was set or corrected. */
    SUMMARISED,
    /** The telephony system has told more of it. */
    REPORTED,
    /** It was given another rep, team, customer, role or time. */
    ATTRIBUTED,
    /** A manager has looked at a contradiction and let it stand. */
    FLAG_DISMISSED,
    /** Its follow-up was rescheduled or cancelled. */
    FOLLOW_UP_CHANGED,
    /** Its meeting was held, missed or moved. */
    MEETING_CHANGED,
    /** It was posted by mistake and counts for nothing. */
    VOIDED
}
