package io.tierline.call.agenda.domain;

import java.time.Instant;
import java.time.ZoneId;

/**
 * A call that was promised, and what the calls since then have made of it.
 *
 * @param agreed its {@code at} is when the customer is to be called
 * @param moved whether it was given another time than the summary has
 * @param cancelled whether nobody is to call
 * @param attemptedAt when the contact was first called after the call that promised it, in vain or not; null until then
 * @param doneBy the first call since then that reached the contact, other than one that was cut off; null until then
 * @param settledAt when the call that promised it was erased: as it stood then it stays, and if it was open, it is cancelled;
 *     null while it can be done
 */
public record FollowUp(
        Agreement agreed,
        boolean moved,
        boolean cancelled,
        String cancelReason,
        Instant attemptedAt,
        DoneBy doneBy,
        Instant settledAt) {

    /** The call that did it. */
    public record DoneBy(String callId, Instant startedAt) {}

    /** How far it is. */
    public enum Status {
        /** Still to be done. */
        OPEN,
        /** The contact was reached. */
        DONE,
        /** Not to be done: somebody said so, whoever was reached since, or nobody knows the number any more. */
        CANCELLED
    }

    /**
     * How it stands at a moment.
     *
     * @param kept whether the contact was called by the end of the due day; null while neither that has happened nor the day
     *     is over, and when somebody cancelled it
     * @param overdue whether it is open and its day is over
     */
    public record Standing(Status status, Boolean kept, boolean overdue) {}

    /** How it stands now, by the days of the zone. */
    public Standing standing(Instant now, ZoneId zone) {
        if (cancelled) {
            return new Standing(Status.CANCELLED, null, false);
        }
        Instant endOfDay = Due.endOfDay(agreed.at(), zone);
        boolean dayIsOver = !(settledAt == null ? now : settledAt).isBefore(endOfDay);
        boolean attempted = attemptedAt != null && attemptedAt.isBefore(endOfDay);
        Status status = doneBy != null ? Status.DONE : settledAt == null ? Status.OPEN : Status.CANCELLED;
        return new Standing(status, attempted || dayIsOver ? attempted : null, status == Status.OPEN && dayIsOver);
    }
}
