package io.tierline.call.calls.messaging;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.tierline.call.calls.domain.Call;
import io.tierline.call.calls.domain.Outcome;
import io.tierline.call.contacts.domain.ContactRole;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The event call-outcome.v1: the latest state of a call, as its contract has it. No phone number, no note, no reason:
 * what a rep writes in free words stays in this service.
 */
record CallOutcomeV1(
        String callId,
        int revision,
        String previousCustomerId,
        boolean voided,
        String customerId,
        ContactRole contactRole,
        String rep,
        String team,
        String campaign,
        String direction,
        Instant startedAt,
        Integer ringSeconds,
        Integer talkSeconds,
        String status,
        Outcome outcome,
        Instant summarisedAt,
        Instant followUpAt,
        Instant meetingAt,
        boolean followUpCancelled,
        String meetingResult,
        int meetingMoves,
        List<String> flags,
        @JsonRawValue String qualification) {

    static CallOutcomeV1 of(Call call) {
        return new CallOutcomeV1(
                call.callId(),
                call.revision().number(),
                call.previousCustomerId(),
                call.voided(),
                call.attribution().customerId(),
                call.attribution().contactRole(),
                call.attribution().rep(),
                call.attribution().team(),
                call.campaign(),
                call.direction().name().toLowerCase(Locale.ROOT),
                call.attribution().startedAt(),
                call.ringSeconds(),
                call.talkSeconds(),
                call.status().name().toLowerCase(Locale.ROOT),
                call.outcome(),
                call.summarisedAt(),
                call.followUpAt(),
                call.meetingAt(),
                call.agenda().followUpCancelled(),
                call.agenda().meetingResult() == null
                        ? null
                        : call.agenda().meetingResult().name().toLowerCase(Locale.ROOT),
                call.agenda().meetingMoves(),
                call.flags(),
                call.summary().qualification());
    }
}
