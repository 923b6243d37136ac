package io.tierline.grading.grades.application;

import io.tierline.grading.grades.domain.CustomerKey;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * A call's latest state, as far as grading cares.
 *
 * @param previousCustomerId whose call it was before this revision, or null
 * @param contactRole EB, UB, TB or null
 * @param outcome one of the nine, or null
 * @param followUpCancelled whether the follow-up that it promised was cancelled
 * @param meetingMissed whether the meeting that it booked was missed
 * @param qualification what was learned, as JSON; null when the call is silent
 */
public record CallOutcome(
        String tenant,
        String callId,
        int revision,
        String customerId,
        String previousCustomerId,
        String contactRole,
        String rep,
        String team,
        Instant startedAt,
        String outcome,
        Instant followUpAt,
        boolean followUpCancelled,
        boolean meetingMissed,
        boolean voided,
        String qualification) {

    /** Whose call it is. */
    public CustomerKey customer() {
        return new CustomerKey(tenant, customerId);
    }

    /** The same call of another customer. */
    CallOutcome of(String other) {
        return new CallOutcome(
                tenant,
                callId,
                revision,
                other,
                previousCustomerId,
                contactRole,
                rep,
                team,
                startedAt,
                outcome,
                followUpAt,
                followUpCancelled,
                meetingMissed,
                voided,
                qualification);
    }

    /** Whose call it is and, when it was moved, whose it was. */
    Stream<CustomerKey> customers() {
        return Stream.of(customerId, previousCustomerId)
                .filter(id -> id != null)
                .map(id -> new CustomerKey(tenant, id));
    }
}
