package io.tierline.call.agenda.domain;

import io.tierline.call.agenda.domain.FollowUp.Standing;
import io.tierline.call.agenda.domain.FollowUp.Status;

/**
 * How many follow-ups there are of each kind.
 *
 * @param opened all of them
 * @param done those that reached the contact
 * @param kept those that were attempted by the end of their day
 * @param broken those whose day ended without an attempt
 * @param cancelled those that nobody is to do; neither kept nor broken, unless they were before their call was erased
 * @param overdue those that are open and whose day is over
 * @param moved those with another time than the summary has
 */
public record FollowUpCounts(int opened, int done, int kept, int broken, int cancelled, int overdue, int moved) {

    /** Of none. */
    public static final FollowUpCounts NONE = new FollowUpCounts(0, 0, 0, 0, 0, 0, 0);

    /** With one more. */
    public FollowUpCounts and(FollowUp followUp, Standing standing) {
        return new FollowUpCounts(
                opened + 1,
                done + one(standing.status() == Status.DONE),
                kept + one(Boolean.TRUE.equals(standing.kept())),
                broken + one(Boolean.FALSE.equals(standing.kept())),
                cancelled + one(standing.status() == Status.CANCELLED),
                overdue + one(standing.overdue()),
                moved + one(followUp.moved()));
    }

    private static int one(boolean counts) {
        return counts ? 1 : 0;
    }
}
